import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { nodeProbes } from '../../../src/http/nodeProbes.ts';
import { proxyAddress } from '../../../src/http/probes.ts';
import { listening, serveRaw } from './loopback.ts';
import { selfSigned } from './selfSigned.ts';

const noSignal = new AbortController().signal;

test('a self-signed certificate is described and not trusted; nothing is sent', async () => {
  let requests = 0;
  const server = createServer(selfSigned(), () => (requests += 1));
  await using open = await listening(server, 'https');
  expect(await nodeProbes.tls('127.0.0.1', open.port, noSignal)).toEqual({
    protocol: 'TLSv1.3',
    untrusted: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    chain: [{ subject: 'localhost', issuer: 'localhost', validTo: 'Jan  1 00:00:00 2120 GMT' }],
  });
  expect(requests).toBe(0);
});

test('a server without TLS is an error with a code', async () => {
  await using open = await serveRaw((socket) => socket.end('HTTP/1.1 400 No\r\n\r\n'));
  const error: unknown = await nodeProbes
    .tls('127.0.0.1', open.port, noSignal)
    .catch((error: unknown) => error);
  expect(error).toMatchObject({ code: expect.stringMatching(/^(ERR_SSL|ECONN|EPROTO)/) as unknown });
});

test('a host is asked for by its name, and the connection is closed again', async () => {
  const names: string[] = [];
  const closed: Promise<unknown>[] = [];
  const server = createServer({
    ...selfSigned(),
    SNICallback: (name, accept) => {
      names.push(name);
      accept(null);
    },
  });
  server.on('connection', (socket: Socket) => {
    closed.push(new Promise((resolve) => socket.on('close', resolve)));
  });
  await using open = await listening(server, 'https');
  await nodeProbes.tls('127.0.0.1', open.port, noSignal);
  await nodeProbes.tls('localhost', open.port, noSignal);
  await Promise.all(closed);
  expect(closed).toHaveLength(2);
  expect(names).toEqual(['localhost']);
});

test('an abort ends the wait for a handshake, at once if it came before', async () => {
  const stop = new AbortController();
  await using open = await serveRaw(() => stop.abort());
  await expect(nodeProbes.tls('127.0.0.1', open.port, stop.signal)).rejects.toThrow('stopped');
  await expect(nodeProbes.tls('127.0.0.1', open.port, stop.signal)).rejects.toThrow('stopped');
});

test('this machine has an address', async () => {
  expect(await nodeProbes.addresses('localhost')).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(127\.|::1)/)]),
  );
});

test.each([
  ['http://proxy.example:8080', 'http://proxy.example:8080'],
  [' proxy.example:8080 ', 'http://proxy.example:8080'],
  ['ann:pa55@proxy.example', 'http://[redacted]@proxy.example'],
  ['https://:pa55@proxy.example/path?token=t#h', 'https://[redacted]@proxy.example'],
  ['ann@proxy.example', 'http://[redacted]@proxy.example'],
  ['proxy.example/http://', 'http://proxy.example'],
  ['socks5://proxy.example:1080', 'socks5://proxy.example:1080'],
  ['socks5://', undefined],
  ['http://', undefined],
  ['a b', undefined],
])('%j, typed as a proxy’s address, is %j', (typed, expected) => {
  expect(proxyAddress(typed)).toBe(expected);
});
