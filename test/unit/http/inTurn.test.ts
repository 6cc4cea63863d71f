import { expect, test } from 'vitest';
import { RequestLimiter } from '../../../src/http/requestLimiter.ts';
import { limited } from '../../../src/http/send.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { memoryLog, request, sender, serve } from './loopback.ts';

const text = { kind: 'text', text: 'x' } as const;

/** A service that answers with each of `statuses` in turn, then with 200; and a `send` whose clock stands still. */
async function open(
  statuses: readonly number[] = [],
  headers: Record<string, string> = {},
  writesPerSecond = 20,
) {
  const statusesToCome = [...statuses];
  const methods: unknown[] = [];
  const server = await serve((incoming, response) => {
    methods.push(incoming.method);
    const status = statusesToCome.shift() ?? 200;
    incoming.resume().on('end', () => response.writeHead(status, status === 200 ? {} : headers).end());
  });
  const clock = fakeClock();
  const limiter = new RequestLimiter(clock, { perSecond: 40, writesPerSecond: () => writesPerSecond });
  const log = memoryLog();
  const send = limited(sender({ clock, log }), limiter);
  return { clock, limiter, log, methods, send, server, [Symbol.asyncDispose]: server[Symbol.asyncDispose] };
}

test('reads and writes of one account share its turns', async () => {
  await using its = await open();
  const other = limited(sender({ clock: its.clock }), its.limiter);
  for (let n = 0; n < 3; n += 1) {
    await its.send(request(its.server.url));
    await other(request(its.server.url, { method: 'POST', body: text }));
  }
  const seventh = its.send(request(its.server.url));
  await its.clock.advance(26);
  expect(its.methods).toHaveLength(6);
  await its.clock.advance(1);
  expect((await seventh).status).toBe(200);
});

test('a POST waits for a turn to write, a GET does not', async () => {
  await using its = await open([], {}, 1);
  const post = () => its.send(request(its.server.url, { method: 'POST', body: text }));
  for (let n = 0; n < 6; n += 1) await post();
  const seventh = post();
  await its.clock.advance(500);
  expect((await its.send(request(its.server.url))).status).toBe(200);
  expect(its.methods).toEqual([...Array.from({ length: 6 }, () => 'POST'), 'GET']);
  await its.clock.advance(500);
  expect((await seventh).status).toBe(200);
});

test('a cancel ends the wait: nothing is sent, and the failure says so', async () => {
  await using its = await open();
  const cancel = new AbortController();
  its.limiter.pause(2_000);
  const sent = its.send(request(its.server.url, { method: 'POST', body: text, signal: cancel.signal }));
  cancel.abort();
  await expect(sent).rejects.toMatchObject({ reason: 'cancelled', nothingSent: true });
  expect([its.methods, its.log.lines]).toEqual([[], []]);
});

test.each([
  [429, { 'retry-after': '3' }, 3_000],
  [429, {}, 1_000],
  [503, { 'retry-after': '3' }, 3_000],
])('%d with %j pauses all requests of the account', async (status, headers, pause) => {
  await using its = await open([status], headers);
  expect((await its.send(request(its.server.url, { method: 'POST', body: text }))).status).toBe(status);
  const next = its.send(request(its.server.url));
  await its.clock.advance(pause - 1);
  expect(its.methods).toEqual(['POST']);
  await its.clock.advance(1);
  expect((await next).status).toBe(200);
});

test.each([
  [503, {}],
  [500, { 'retry-after': '3' }],
])('%d with %j pauses nothing', async (status, headers) => {
  await using its = await open([status], headers);
  await its.send(request(its.server.url, { method: 'POST', body: text }));
  expect((await its.send(request(its.server.url))).status).toBe(200);
});

test('after a long Retry-After to a read, no write of the account is sent', async () => {
  await using its = await open([429], { 'retry-after': '60' });
  expect((await its.send(request(its.server.url))).status).toBe(429);
  await expect(its.send(request(its.server.url, { method: 'POST', body: text }))).rejects.toMatchObject({
    reason: 'rateLimited',
    retryAfterMs: 60_000,
    nothingSent: true,
  });
  expect(its.methods).toEqual(['GET']);
});

test('each try of a read waits for its own turn', async () => {
  await using its = await open([429]);
  const sent = its.send(request(its.server.url));
  // The back-off alone would be over after 375 milliseconds.
  while (its.methods.length === 0) await its.clock.advance(0);
  await its.clock.advance(999);
  expect(its.methods).toHaveLength(1);
  await its.clock.advance(1);
  expect((await sent).status).toBe(200);
});
