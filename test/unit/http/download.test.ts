import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createDownload } from '../../../src/http/download.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { Clock } from '../../../src/base/clock.ts';
import { memoryLog, never, quickClock, realClock, serve } from './loopback.ts';

const going = new AbortController().signal;
const limits = { mostBytes: 1_000_000, signal: going };

function downloader(clock: Clock = quickClock(), longestSilence = 30_000) {
  const log = memoryLog();
  const download = createDownload({ fetch: (url, init) => fetch(url, init), clock, log, longestSilence });
  return { download, log };
}

async function lengthOf(pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const piece of pieces) length += piece.length;
  return length;
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Failure ? error : expect.fail(`no Failure: ${String(error)}`);
}

describe('a download', () => {
  it('yields the bytes, and sends and logs nothing else', async () => {
    const requests: IncomingMessage[] = [];
    await using server = await serve((request, response) => {
      requests.push(request);
      response.end(Buffer.alloc(300_000, 7));
    });
    const { download, log } = downloader();
    const pieces = await download(new URL(`${server.url}/private/a?hash=secret`), limits);
    expect(await lengthOf(pieces)).toBe(300_000);
    expect(requests[0]?.method).toBe('GET');
    expect(Object.keys(requests[0]?.headers ?? {})).not.toContain('referer');
    expect(log.lines.join()).toMatch(/^Download from 127\.0\.0\.1:\d+: whole, 300000 bytes/);
    expect(log.lines.join()).not.toMatch(/secret|private/);
  });

  it.each([
    [300, 'unreadable'],
    [301, 'unreadable'],
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [410, 'notFound'],
    [418, 'unreadable'],
    [429, 'rateLimited'],
    [500, 'serverFault'],
  ])('with status %i fails with a sentence', async (status, reason) => {
    await using server = await serve((_, response) =>
      response.writeHead(status, { location: '/elsewhere?hash=secret' }).end('<p>secret</p>'),
    );
    const { download, log } = downloader();
    const failure = await failureOf(download(new URL(`${server.url}/private?hash=secret`), limits));
    expect(failure).toMatchObject({ reason, status, field: 'attachment' });
    // What is there no more may never have been there: the address is the service's, and a proxy may answer.
    expect(failure.message).not.toContain('any more');
    expect(log.lines.join()).toContain(`: ${reason}, `);
    expect(`${String(failure.stack)} ${log.lines.join()}`).not.toMatch(/secret|private/);
  });

  it('without a body has no bytes', async () => {
    await using server = await serve((_, response) => response.writeHead(204).end());
    expect(await lengthOf(await downloader().download(new URL(server.url), limits))).toBe(0);
  });

  it('leaves no timer once its bytes are read, and logs how long it took', async () => {
    const timers: (AbortSignal | undefined)[] = [];
    let now = 1_000;
    const clock: Clock = {
      now: () => now,
      wait: (_, signal) => {
        timers.push(signal);
        return never(signal);
      },
    };
    await using server = await serve((_, response) => response.end('bytes'));
    const { download, log } = downloader(clock);
    const pieces = await download(new URL(server.url), limits);
    now = 1_045;
    expect(await lengthOf(pieces)).toBe(5);
    expect(timers.length).toBeGreaterThan(1);
    expect(timers.filter((signal) => signal?.aborted !== true)).toEqual([]);
    expect(log.lines.join()).toMatch(/, 45 ms$/);
  });

  it('ends when more bytes come than allowed', async () => {
    await using server = await serve((_, response) => response.end(Buffer.alloc(2000)));
    const { download } = downloader();
    const pieces = await download(new URL(server.url), { ...limits, mostBytes: 1999 });
    expect(await failureOf(lengthOf(pieces))).toMatchObject({
      reason: 'tooLarge',
      field: 'attachment',
      detail: 'more than 1999 bytes',
    });
    const whole = await download(new URL(server.url), { ...limits, mostBytes: 2000 });
    expect(await lengthOf(whole)).toBe(2000);
  });

  it('that breaks off rejects', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half', () => response.destroy());
    });
    const { download } = downloader();
    const reading = download(new URL(server.url), limits).then(lengthOf);
    expect(await failureOf(reading)).toMatchObject({ reason: 'dropped' });
  });

  it.each(['before the first byte', 'in the middle'])('that falls silent %s ends', async (when) => {
    await using server = await serve((_, response) => {
      if (when === 'in the middle') response.writeHead(200).write('half');
    });
    const { download } = downloader(realClock, 50);
    const reading = download(new URL(server.url), limits).then(lengthOf);
    expect(await failureOf(reading)).toMatchObject({ reason: 'timeout' });
  });

  it('that is abandoned ends its connection at once', async () => {
    const closed: Promise<unknown>[] = [];
    await using server = await serve((request, response) => {
      closed.push(once(request.socket, 'close'));
      response.writeHead(200).write('half');
    });
    const { download, log } = downloader();
    for await (const piece of await download(new URL(server.url), limits)) {
      expect(piece.length).toBe(4);
      break;
    }
    expect(log.lines.join()).toContain('left, 4 bytes');
    const stop = new AbortController();
    const pieces = await download(new URL(server.url), { ...limits, signal: stop.signal });
    const reading = failureOf(lengthOf(pieces));
    stop.abort();
    expect(await reading).toMatchObject({ reason: 'cancelled' });
    await Promise.all(closed);
    const late = download(new URL(server.url), { ...limits, signal: stop.signal });
    expect(await failureOf(late)).toMatchObject({ reason: 'cancelled' });
    expect(closed).toHaveLength(2);
  });

  it('from a port where nobody listens is `offline`', async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    const { download } = downloader();
    expect(await failureOf(download(new URL(server.url), limits))).toMatchObject({ reason: 'offline' });
  });
});
