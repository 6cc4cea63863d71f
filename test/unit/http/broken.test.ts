import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/base/clock.ts';
import { createServer as createTlsServer } from 'node:https';
import { ProxyAgent } from 'undici';
import { listening, memoryLog, never, quickClock, request, sender, serve, serveRaw } from './loopback.ts';
import { selfSigned } from './selfSigned.ts';

/** A port of this machine on which nobody listens. */
async function freePort(): Promise<number> {
  await using server = await serve(() => undefined);
  return server.port;
}

describe('without a connection', () => {
  it('a port where nobody listens is `offline`', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const log = memoryLog();
    await expect(sender({ log })(request(url))).rejects.toMatchObject({
      reason: 'offline',
      detail: expect.stringContaining('ECONNREFUSED') as unknown,
    });
    // Reported at once: trying again would only make the user wait for the same answer.
    expect(log.lines).toHaveLength(2);
  });

  it('an unknown host name is `offline`', async () => {
    await expect(sender()(request('http://nobody.invalid'))).rejects.toMatchObject({
      reason: 'offline',
      message: 'nobody.invalid could not be reached; check the network connection.',
    });
  });

  it('a port that fetch refuses is `invalid`', async () => {
    await expect(sender()(request('http://127.0.0.1:1'))).rejects.toMatchObject({
      reason: 'invalid',
      detail: 'TypeError < Error',
    });
  });

  it('an untrusted certificate is reported with advice that keeps the check on', async () => {
    const pair = selfSigned();
    await using server = await listening(createTlsServer(pair), 'https');
    await expect(sender()(request(server.url))).rejects.toMatchObject({
      reason: 'tls',
      message: expect.stringMatching(
        /^(?!.*(ignore|strictSSL)).*http\.systemCertificates.*http\.proxy/,
      ) as unknown,
      detail: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') as unknown,
    });
  });

  it('a service without TLS at an https address is `tls`', async () => {
    await using server = await serve((_, response) => response.end());
    const url = server.url.replace('http:', 'https:');
    await expect(sender()(request(url))).rejects.toMatchObject({ reason: 'tls' });
  });

  it('a proxy that refuses is `proxy`, not a cancel by the user', async () => {
    await using proxy = await serveRaw((socket) =>
      socket.end('HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n'),
    );
    await using agent = closing(new ProxyAgent(proxy.url));
    const send = sender({
      fetch: (url, init) => {
        Reflect.set(init, 'dispatcher', agent.it);
        return fetch(url, init);
      },
    });
    await expect(send(request('https://nobody.invalid'))).rejects.toMatchObject({
      reason: 'proxy',
      detail: expect.stringMatching(/UND_ERR_ABORTED: proxy answered 502$/) as unknown,
    });
  });
});

describe('a connection that breaks', () => {
  const starts = [
    ['before the headers', ''],
    ['in the headers', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'],
    ['in a chunked body', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf'],
  ] as const;

  it.each(starts)('%s: a POST may have arrived, and is not repeated', async (_, start) => {
    let requests = 0;
    await using server = await serveRaw((socket) => {
      requests += 1;
      socket.write(start, () => socket.resetAndDestroy());
    });
    const sent = sender()(request(server.url, { method: 'POST', body: { kind: 'text', text: 'x' } }));
    await expect(sent).rejects.toMatchObject({ reason: 'dropped' });
    expect(requests).toBe(1);
  });

  it.each(starts)('%s: a GET is tried again from the start', async (_, start) => {
    const heads: string[] = [];
    await using server = await serveRaw((socket, head) => {
      heads.push(head);
      if (heads.length < 3) socket.write(start, () => socket.resetAndDestroy());
      else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole');
    });
    const clock = quickClock();
    expect((await sender({ clock })(request(server.url))).body).toBe('whole');
    expect(heads.join('')).not.toMatch(/^range:/im);
    expect(clock.waits).toEqual([375, 750]);
  });

  it('is given up after three tries', async () => {
    let requests = 0;
    await using server = await serveRaw((socket) => {
      requests += 1;
      socket.resetAndDestroy();
    });
    await expect(sender()(request(server.url))).rejects.toMatchObject({ reason: 'dropped' });
    expect(requests).toBe(3);
  });

  it('with an answer that is not HTTP is `unreadable`', async () => {
    await using server = await serveRaw((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    await expect(sender()(request(server.url))).rejects.toMatchObject({ reason: 'unreadable' });
  });
});

describe('cancelling', () => {
  it('ends a request in flight, and its connection', async () => {
    const cancel = new AbortController();
    let closed: Promise<unknown> | undefined;
    await using server = await serveRaw((socket) => {
      closed = new Promise((resolve) => socket.on('close', resolve));
      cancel.abort();
    });
    const log = memoryLog();
    const sent = sender({ log })(request(server.url, { method: 'POST', signal: cancel.signal }));
    await expect(sent).rejects.toMatchObject({ reason: 'cancelled' });
    expect(log.lines[1]).toMatch(/^← 1 cancelled \d+ ms$/);
    await closed;
  });

  it('before the start sends nothing', async () => {
    let requests = 0;
    await using server = await serve((_, response) => {
      requests += 1;
      response.end();
    });
    const sent = sender()(request(server.url, { signal: AbortSignal.abort() }));
    await expect(sent).rejects.toMatchObject({ reason: 'cancelled' });
    expect(requests).toBe(0);
  });

  it.each([
    ['a busy service', 'HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n'],
    ['a broken connection', ''],
  ])('ends the wait after %s', async (_, start) => {
    const cancel = new AbortController();
    let requests = 0;
    await using server = await serveRaw((socket) => {
      requests += 1;
      socket.write(start, () => (start === '' ? socket.resetAndDestroy() : undefined));
    });
    const clock: Clock = {
      now: () => 0,
      wait: (ms, signal) => {
        if (ms < 10_000) queueMicrotask(() => cancel.abort());
        return never(signal);
      },
    };
    const sent = sender({ clock })(request(server.url, { signal: cancel.signal }));
    await expect(sent).rejects.toMatchObject({ reason: 'cancelled' });
    expect(requests).toBe(1);
  });

  it('ends a wait for the editor’s own fetch, which may be asking for a proxy’s password', async () => {
    const cancel = new AbortController();
    const send = sender({
      fetch: () => {
        cancel.abort();
        return never();
      },
    });
    await expect(send(request('https://nobody.invalid', { signal: cancel.signal }))).rejects.toMatchObject({
      reason: 'cancelled',
    });
  });
});

function closing(agent: ProxyAgent): AsyncDisposable & { readonly it: ProxyAgent } {
  return { it: agent, [Symbol.asyncDispose]: () => agent.destroy() };
}
