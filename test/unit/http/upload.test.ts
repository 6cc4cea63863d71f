import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OutgoingRequest } from '../../../src/http/send.ts';
import { Failure } from '../../../src/base/failure.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { request, sender, serve } from './loopback.ts';

const piece = 64 * 1024;

/** A POST whose body is streamed; `length` is what is announced. */
function upload(url: string, length: number, open: () => AsyncIterable<Uint8Array>): OutgoingRequest {
  return request(url, { method: 'POST', body: { kind: 'stream', length, open } });
}

/** A source that counts what is taken from it and says when it was closed. */
function counted(pieces: number) {
  let close: (() => void) | undefined;
  const closed = new Promise<true>((resolve) => (close = () => resolve(true)));
  const state = { taken: 0, closed };
  async function* open() {
    try {
      for (; state.taken < pieces; state.taken += 1) yield await Promise.resolve(Buffer.alloc(piece));
    } finally {
      close?.();
    }
  }
  return { state, open };
}

describe('a streamed body', () => {
  it('arrives byte for byte, with the length that was announced', async () => {
    const bytes = randomBytes(5 * 1024 * 1024 + 1);
    const requests: unknown[] = [];
    await using server = await serve((incoming, response) => {
      const hash = createHash('sha256');
      incoming.on('data', (chunk: Buffer) => hash.update(chunk));
      incoming.on('end', () => {
        requests.push(
          incoming.headers['content-length'],
          incoming.headers['transfer-encoding'],
          hash.digest('hex'),
        );
        response.writeHead(201).end();
      });
    });
    const open = async function* () {
      for (let at = 0; at < bytes.length; at += piece)
        yield await Promise.resolve(bytes.subarray(at, at + piece));
    };
    const answer = await sender()(upload(server.url, bytes.length, open));
    expect(answer.status).toBe(201);
    expect(requests).toEqual([
      String(bytes.length),
      undefined,
      createHash('sha256').update(bytes).digest('hex'),
    ]);
  });

  it('is closed when the user cancels half-way, and nothing complete arrived', async () => {
    const cancel = new AbortController();
    const { state, open } = counted(20_000);
    let complete: boolean | undefined;
    await using server = await serve((incoming) => {
      incoming.once('data', () => cancel.abort());
      incoming.on('error', () => undefined);
      incoming.on('close', () => (complete = incoming.complete));
    });
    const outgoing = { ...upload(server.url, 20_000 * piece, open), signal: cancel.signal };
    await expect(sender()(outgoing)).rejects.toMatchObject({ reason: 'cancelled' });
    expect(await state.closed).toBe(true);
    expect(state.taken).toBeLessThan(20_000);
    await expect.poll(() => complete).toBe(false);
  });

  it('is read no faster than it is sent, and closed when the answer comes early', async () => {
    const { state, open } = counted(20_000);
    await using server = await serve((incoming, response) => {
      incoming.once('data', () => {
        incoming.pause();
        response.writeHead(413).end('too large');
      });
    });
    expect(await sender()(upload(server.url, 20_000 * piece, open))).toMatchObject({
      status: 413,
      body: 'too large',
    });
    expect(await state.closed).toBe(true);
    // What fits into the system's socket buffers, not the whole gigabyte.
    expect(state.taken * piece).toBeLessThan(64 * 1024 * 1024);
  });

  it('is not repeated after a redirect, and the redirect is a failure', async () => {
    const urls: unknown[] = [];
    await using server = await serve((incoming, response) => {
      urls.push(incoming.url);
      incoming.resume().on('end', () => response.writeHead(307, { location: '/elsewhere' }).end());
    });
    const { open } = counted(1);
    await expect(sender()(upload(server.url, piece, open))).rejects.toMatchObject({
      reason: 'unreadable',
      detail: expect.stringMatching(/: redirect$/) as unknown,
    });
    expect(urls).toEqual(['/']);
  });

  it.each([
    ['shorter', piece + 1],
    ['longer', piece - 1],
  ])('that is %s than announced never makes a whole request', async (_, announced) => {
    let complete = 0;
    await using server = await serve((incoming, response) => {
      incoming.on('error', () => undefined).resume();
      incoming.on('end', () => {
        complete += 1;
        response.end();
      });
    });
    const { open } = counted(1);
    await expect(sender()(upload(server.url, announced, open))).rejects.toMatchObject({
      reason: 'storage',
      message: 'The file changed while it was being sent.',
    });
    expect(complete).toBe(0);
  });

  it.each([
    ['the disk’s error', Object.assign(new Error('read /home/ann/key.txt'), { code: 'EIO' }), 'EIO'],
    ['an error’s name where it has no code', new Error('read /home/ann/key.txt'), 'Error'],
    ['a failure of its own', new Failure('storage', 'Gone.', { detail: 'blob' }), 'blob'],
  ])('that cannot be read fails with %s', async (_, error, detail) => {
    await using server = await serve((incoming) => void incoming.on('error', () => undefined).resume());
    const open = () => piecesOf(Buffer.alloc(piece), error);
    await expect(sender()(upload(server.url, 2 * piece, open))).rejects.toMatchObject({
      reason: 'storage',
      detail,
    });
  });
});
