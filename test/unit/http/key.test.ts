import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { memoryLog, never, request, sender, serve, serveRaw } from './loopback.ts';

const canary = 'canary-key-3f9c';
const forms = [canary, Buffer.from(canary).toString('base64'), Buffer.from(`${canary}:`).toString('base64')];
const basic = () => Promise.resolve({ authorization: `Basic ${forms[2]}`, 'x-api-token': canary });

/** An error, printed in every way. */
function allOf(error: unknown): string {
  return inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + String(error);
}

describe('the key', () => {
  it.each([
    ['resets', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'],
    ['talks nonsense', 'nonsense\r\n'],
  ])('is in no error and no log line when the service %s', async (_, start) => {
    const log = memoryLog();
    await using server = await serveRaw((socket) => socket.write(start, () => socket.resetAndDestroy()));
    const outgoing = request(`${server.url}/?key=${canary}`, { authorize: basic, method: 'POST' });
    const error: unknown = await sender({ log })(outgoing).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    for (const form of forms) expect(allOf(error) + log.lines.join()).not.toContain(form);
  });

  it('is in no error and no log line when fetch itself refuses it', async () => {
    const log = memoryLog();
    const authorize = () => Promise.resolve({ 'x-api-token': `${canary}\n` });
    await using server = await serve((_, response) => response.end());
    const error: unknown = await sender({ log })(request(server.url, { authorize })).catch((e: unknown) => e);
    expect(error).toMatchObject({ reason: 'invalid' });
    for (const form of forms) expect(allOf(error) + log.lines.join()).not.toContain(form);
  });

  it('is in no log line of a request that succeeds', async () => {
    const log = memoryLog();
    await using server = await serve((incoming, response) => response.end(incoming.headers.authorization));
    const answer = await sender({ log })(request(server.url, { authorize: basic }));
    expect(answer.body).toContain(forms[2]);
    for (const form of forms) expect(log.lines.join()).not.toContain(form);
  });

  it('that is missing ends the request with the same Failure object; nothing is sent', async () => {
    let requests = 0;
    await using server = await serve((_, response) => {
      requests += 1;
      response.end();
    });
    const missing = new Failure('keyMissing', 'No key is stored.');
    const authorize = () => Promise.reject(missing);
    await expect(sender()(request(server.url, { authorize }))).rejects.toBe(missing);
    expect(requests).toBe(0);
  });

  it('that the keyring cannot read is `storage`, without the keyring’s own message', async () => {
    const authorize = () => Promise.reject(new Error(`cannot decrypt ${canary}`));
    const error: unknown = await sender()(request('http://127.0.0.1', { authorize })).catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({ reason: 'storage', detail: 'keyring: Error' });
    expect(allOf(error)).not.toContain(canary);
  });

  it('is not waited for after a cancel', async () => {
    const cancel = new AbortController();
    const authorize = () => {
      cancel.abort();
      return never();
    };
    const sent = sender()(request('http://127.0.0.1', { authorize, signal: cancel.signal }));
    await expect(sent).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
