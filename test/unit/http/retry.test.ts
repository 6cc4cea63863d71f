import { describe, expect, it } from 'vitest';
import { quickClock, request, sender, serve, type Loopback } from './loopback.ts';

/** Answers with the statuses in turn, repeating the last one, each with a body that names it. */
async function answering(
  statuses: readonly number[],
  headers: Record<string, string> = {},
): Promise<Loopback & { readonly requests: () => number }> {
  let requests = 0;
  const server = await serve((_, response) => {
    const status = statuses[Math.min(requests, statuses.length - 1)] ?? 500;
    requests += 1;
    response.writeHead(status, status < 400 ? {} : headers).end(`answer ${status}`);
  });
  return { ...server, requests: () => requests };
}

describe('a GET', () => {
  it.each([429, 502, 503, 504])('is tried again after %d, with growing waits', async (status) => {
    await using server = await answering([status, status, 200]);
    const clock = quickClock();
    expect(await sender({ clock })(request(server.url))).toMatchObject({ status: 200, body: 'answer 200' });
    expect(clock.waits).toEqual([375, 750]);
  });

  it.each([400, 401, 403, 404, 422, 500])('is not tried again after %d', async (status) => {
    await using server = await answering([status, 200]);
    expect((await sender()(request(server.url))).status).toBe(status);
    expect(server.requests()).toBe(1);
  });

  it('returns the last answer with its body after three tries', async () => {
    await using server = await answering([503]);
    expect(await sender()(request(server.url))).toMatchObject({ status: 503, body: 'answer 503' });
    expect(server.requests()).toBe(3);
  });

  it.each([
    [2, 0],
    [2, 0.999],
    [5, 0],
  ])('waits the %d seconds that it is asked to, plus jitter (%d)', async (seconds, chance) => {
    await using server = await answering([429, 200], { 'retry-after': String(seconds) });
    const clock = quickClock();
    await sender({ clock, random: () => chance })(request(server.url));
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThanOrEqual(seconds * 1000);
    expect(clock.waits[0]).toBeLessThan(seconds * 1000 + 500);
  });

  it.each(['120', 'Fri, 01 Jan 2100 00:00:00 GMT'])(
    'returns an answer that asks to wait for %s',
    async (asked) => {
      await using server = await answering([429, 200], { 'retry-after': asked });
      const clock = quickClock();
      expect(await sender({ clock })(request(server.url))).toMatchObject({
        status: 429,
        headers: { 'retry-after': asked },
      });
      expect(clock.waits).toEqual([]);
    },
  );

  it('reads the key again for every try', async () => {
    const keys = ['one', 'two'];
    const keysReceived: unknown[] = [];
    await using server = await serve((incoming, response) => {
      keysReceived.push(incoming.headers['x-api-token']);
      response.writeHead(keysReceived.length < 2 ? 503 : 200).end();
    });
    const authorize = () => Promise.resolve({ 'X-Api-Token': keys.shift() ?? '' });
    await sender()(request(server.url, { authorize }));
    expect(keysReceived).toEqual(['one', 'two']);
  });
});

describe.each(['POST', 'PATCH', 'DELETE'] as const)('a %s', (method) => {
  it.each([429, 500, 503])('is never tried again, not even after %d', async (status) => {
    await using server = await answering([status, 200], { 'retry-after': '0' });
    expect(await sender()(request(server.url, { method }))).toMatchObject({
      status,
      body: `answer ${status}`,
    });
    expect(server.requests()).toBe(1);
  });
});
