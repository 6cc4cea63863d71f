import { describe, expect, it } from 'vitest';
import { clockedFetch, createServerClock, learnTime, timeOfReading } from '../../../src/http/serverClock.ts';
import type { Clock } from '../../../src/base/clock.ts';
import { request, sender, serve } from './loopback.ts';

const noon = Date.UTC(2026, 0, 5, 12);
const minute = 60_000;
const origin = 'https://api.example.com';

/** This machine's clock, held still. */
function still(at: number): Clock & { at: number } {
  return {
    at,
    now() {
      return this.at;
    },
    wait: () => new Promise(() => undefined),
  };
}

describe('the service’s clock', () => {
  it('is assumed to be this machine’s where nothing is known', () => {
    const server = createServerClock(still(noon));
    server.learn(origin, undefined, noon, noon);
    server.learn(origin, 'yesterday', noon, noon);
    expect(server.now(origin)).toBe(noon);
    expect(server.skew(origin)).toBeUndefined();
  });

  it.each([-10 * minute, 10 * minute])(
    'is learned where it differs by %d ms, and never too late',
    (ahead) => {
      const clock = still(noon);
      const server = createServerClock(clock);
      // Sent at noon, answered 300 ms later; the service wrote its header 100 ms after noon.
      const header = new Date(noon + ahead + 100).toUTCString();
      server.learn(origin, header, noon, noon + 300);
      clock.at = noon + 5000;
      const truth = clock.at + ahead;
      expect(server.now(origin)).toBeLessThanOrEqual(truth);
      expect(server.now(origin)).toBeGreaterThan(truth - 1500);
      expect(server.now('https://other.example.com')).toBe(clock.at);
    },
  );

  it('is known better with every answer', () => {
    const server = createServerClock(still(noon));
    server.learn(origin, new Date(noon).toUTCString(), noon + 900, noon + 990);
    server.learn(origin, new Date(noon + 1000).toUTCString(), noon + 1010, noon + 1020);
    expect(server.skew(origin)).toEqual({ least: -20, most: 99 });
  });

  it('is known exactly where two answers leave one time', () => {
    const server = createServerClock(still(noon));
    server.learn(origin, new Date(noon).toUTCString(), noon, noon);
    server.learn(origin, new Date(noon + 1000).toUTCString(), noon + 1, noon + 1);
    expect(server.skew(origin)).toEqual({ least: 999, most: 999 });
  });

  it('is learned again when one of the clocks was set', () => {
    const server = createServerClock(still(noon));
    server.learn(origin, new Date(noon).toUTCString(), noon, noon);
    server.learn(origin, new Date(noon + minute).toUTCString(), noon, noon);
    expect(server.skew(origin)).toEqual({ least: minute, most: minute + 999 });
  });

  it('is not learned from an answer since which this machine’s clock was set', () => {
    const clock = still(noon);
    const server = createServerClock({ ...clock, now: () => clock.at, monotonic: () => 5_000 });
    clock.at += 8 * 24 * 60 * minute;
    server.learn(origin, new Date(noon).toUTCString(), noon, noon);
    expect(server.skew(origin)).toBeUndefined();
  });

  it.each([15 * minute, -15 * minute, 8 * 24 * 60 * minute])(
    'is not moved when this machine’s clock is set by %d ms, and is to be learned anew',
    async (jump) => {
      const clock = still(noon);
      let steady = 5_000;
      const server = createServerClock({ ...clock, now: () => clock.at, monotonic: () => steady });
      server.learn(origin, new Date(noon + minute).toUTCString(), noon, noon);
      steady += 10_000;
      clock.at += 10_000 + jump;
      expect(server.now(origin)).toBe(noon + minute + 10_000);
      expect([server.skew(origin), timeOfReading(server, origin)]).toEqual([undefined, undefined]);
      const asked: string[] = [];
      await learnTime(server, origin, () => {
        asked.push('asked');
        server.learn(origin, new Date(noon + minute + 10_000).toUTCString(), clock.at, clock.at);
        return Promise.resolve();
      });
      expect(asked).toHaveLength(1);
      expect(timeOfReading(server, origin)).toBe(noon + minute + 10_000);
    },
  );

  it('learns nothing from a request during which this machine’s clock went backwards', () => {
    const server = createServerClock(still(noon));
    server.learn(origin, new Date(noon).toUTCString(), noon + minute, noon);
    expect(server.skew(origin)).toBeUndefined();
  });

  it('is learned from the answers that pass through fetch', async () => {
    const clock = still(noon);
    const serverClock = createServerClock(clock);
    await using server = await serve((_, response) => {
      response.setHeader('date', new Date(noon + minute).toUTCString()).end();
    });
    const send = sender({ fetch: clockedFetch((url, init) => fetch(url, init), serverClock, clock) });
    await send(request(`${server.url}/path?query`));
    expect(serverClock.now(server.url)).toBe(noon + minute);
  });
});

describe('learning the time before it is needed', () => {
  const learnFrom = (answer: () => Promise<void>) => {
    const server = createServerClock(still(noon));
    const requests: string[] = [];
    const ask = () => {
      requests.push(origin);
      return answer();
    };
    return { server, asked: requests, learn: () => learnTime(server, origin, ask) };
  };
  const date = new Date(noon - 10 * minute).toUTCString();

  it('asks once, whatever the answer is', async () => {
    const {
      server,
      asked: requests,
      learn,
    } = learnFrom(() => {
      server.learn(origin, date, noon, noon);
      return Promise.reject(new Error('403'));
    });
    await learn();
    await learn();
    expect(requests).toHaveLength(1);
    expect(server.now(origin)).toBe(noon - 10 * minute);
  });

  it('fails where there is no answer, and asks again', async () => {
    const { asked: requests, learn } = learnFrom(() => Promise.reject(new Error('offline')));
    await expect(learn()).rejects.toThrow('offline');
    await expect(learn()).rejects.toThrow('offline');
    expect(requests).toHaveLength(2);
  });

  it('accepts an answer without a date', async () => {
    const { learn } = learnFrom(() => Promise.resolve());
    await expect(learn()).resolves.toBeUndefined();
  });
});
