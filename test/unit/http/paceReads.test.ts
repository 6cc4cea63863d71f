import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/base/clock.ts';
import { Turns } from '../../../src/http/paceReads.ts';
import { never, request, sender, serve } from './loopback.ts';

const limits = { mostPerSecond: 10, burst: 2 };

/** Stands still but for what is waited. */
function steppingClock(): Clock & { readonly waits: number[]; at: number } {
  const clock = {
    at: 0,
    waits: [] as number[],
    now: () => clock.at,
    wait: async (ms: number, signal?: AbortSignal) => {
      if (ms >= 10_000) await never(signal);
      clock.waits.push(ms);
      clock.at += ms;
      await Promise.resolve();
    },
  };
  return clock;
}

describe('reads', () => {
  it('begin no faster than the limit, after a burst', async () => {
    const clock = steppingClock();
    await using server = await serve((_, response) => response.end());
    const send = sender({ clock, limits });
    await Promise.all([1, 2, 3, 4].map(() => send(request(server.url))));
    expect(clock.at).toBe(200);
  });

  it('get what writing leaves; writing itself does not wait', async () => {
    const clock = steppingClock();
    await using server = await serve((_, response) => response.end());
    const send = sender({ clock, limits });
    for (let sent = 0; sent < 3; sent += 1) await send(request(server.url, { method: 'POST' }));
    expect(clock.waits).toEqual([]);
    await send(request(server.url));
    expect(clock.waits).toEqual([200]);
  });

  it('of one service do not hold up those of another', async () => {
    const clock = steppingClock();
    await using one = await serve((_, response) => response.end());
    await using other = await serve((_, response) => response.end());
    const send = sender({ clock, limits });
    for (const server of [one, one, other, other]) await send(request(server.url));
    expect(clock.waits).toEqual([]);
  });

  it('that wait for their turn can be cancelled; nothing is sent', async () => {
    const cancel = new AbortController();
    let requests = 0;
    await using server = await serve((_, response) => {
      requests += 1;
      response.end();
    });
    const clock: Clock = {
      now: () => 0,
      wait: (ms, signal) => {
        if (ms < 10_000) queueMicrotask(() => cancel.abort());
        return never(signal);
      },
    };
    const send = sender({ clock, limits });
    await send(request(server.url));
    await send(request(server.url));
    const third = send(request(server.url, { signal: cancel.signal }));
    await expect(third).rejects.toMatchObject({ reason: 'cancelled' });
    expect(requests).toBe(2);
  });

  it('do not wait for a clock that was set back', () => {
    const clock = steppingClock();
    clock.at = 3_600_000;
    const turns = new Turns(limits, clock);
    for (let taken = 0; taken < 2; taken += 1) turns.take('https://example.com');
    clock.at = 0;
    expect(turns.take('https://example.com')).toBe(0);
  });
});
