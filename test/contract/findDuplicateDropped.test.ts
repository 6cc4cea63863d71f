import { describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/faults.ts';
import type { SandboxCase } from './cases.ts';
import { failureOf, noSignal } from './contractCase.ts';
import { ahead, createLosing, minutes, northwind, services } from './lostNotes.ts';

describe.each(services)('a connection to %s that was dropped', (name, open) => {
  const isChartmogul = name.startsWith('chartmogul');

  it.each([0, 10 * minutes, -10 * minutes])(
    'is settled when the service’s clock is %i ms ahead',
    async (ms) => {
      await using its = await open(ahead(ms));
      const stored = await createLosing(its, 'afterStoring', { text: { format: 'typed', value: 'Stored' } });
      const dropped = await createLosing(its, 'beforeStoring', {
        text: { format: 'typed', value: 'Dropped' },
      });
      const requestsBefore = its.service.sandbox.requests.length;
      expect(await its.provider.findDuplicate(stored, noSignal)).toMatchObject({
        result: 'found',
        note: { text: 'Stored', target: its.validTarget.target },
      });
      const before = Date.now() + ms;
      const duplicate = await its.provider.findDuplicate(dropped, noSignal);
      expect(duplicate).toMatchObject({ result: 'absent', final: false });
      // In the service's own time, which an answer shows to the second.
      const readAt = duplicate.result === 'absent' ? (duplicate.list?.readAt ?? NaN) : NaN;
      expect(readAt).toBeGreaterThan(before - 1_000);
      expect(readAt).toBeLessThanOrEqual(Date.now() + ms);
      const requests = its.service.sandbox.requests.slice(requestsBefore);
      // Each search read one page, and looked up no name.
      expect(requests).toHaveLength(2);
      for (const { method, url } of requests) expect(`${method} ${url}`).toMatch(/^GET [^?]*notes\?/);
    },
  );

  it('is settled by a provider that was opened after it', async () => {
    await using its = await open(ahead(-10 * minutes));
    const lostNote = await createLosing(its, 'afterStoring');
    const reopened = its.service.withKey(its.service.key);
    expect(await reopened.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'found' });
  });

  it('is settled on a page far back', async () => {
    await using its = await open();
    const lostNote = await createLosing(
      its,
      'afterStoring',
      isChartmogul ? { occurredAt: '2024-02-29T23:59:00.000Z' } : {},
    );
    bury(its, isChartmogul ? 450 : 120);
    expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'found' });
    its.service.sandbox.switches.noteOrder = 'oldestFirst';
    expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'found' });
  });

  it.each<readonly [Fault, string]>([
    [{ kind: 'answer', status: 500 }, 'serverFault'],
    [{ kind: 'answer', status: 429 }, 'rateLimited'],
    [{ kind: 'answer', status: 401 }, 'keyRefused'],
    // ChartMogul's says that the customer is missing; no such body of ActivePlatform is known.
    [{ kind: 'answer', status: 404 }, isChartmogul ? 'notFound' : 'notServed'],
    [{ kind: 'answer', status: 200, body: '{}' }, 'unreadable'],
    [{ kind: 'answer', status: 200, body: '' }, 'unreadable'],
    [{ kind: 'html' }, 'unreadable'],
    [{ kind: 'truncate' }, 'unreadable'],
    [{ kind: 'drop', at: 'midResponse' }, 'dropped'],
  ])('stays unsettled when the search meets %j, on the first page or the second', async (fault, reason) => {
    await using its = await open();
    const lostNote = await createLosing(its, 'beforeStoring');
    bury(its, 250);
    for (const path of ['notes?', isChartmogul ? 'cursor=' : 'page%5Bnumber%5D=2']) {
      its.service.injectFault({ ...fault, path });
      const search = its.provider.findDuplicate({ ...lostNote, ...longAgo }, noSignal);
      expect(await failureOf(search)).toMatchObject({ reason });
    }
    expect(its.service.sandbox.faults.left).toBe(0);
  });
});

/** Sent so long ago that the whole list has to be read. */
const longAgo = { since: 0, stamp: '2001-01-01T00:00:00.000Z' };

/** Puts `count` newer notes on top of what is there. */
function bury({ service: { sandbox } }: SandboxCase, count: number): void {
  const { chartmogul, activeplatform } = sandbox.state;
  const [last, other] = [chartmogul.notes.at(-1), activeplatform.notes.at(-1)];
  for (let at = 1; at <= count; at += 1) {
    const now = Date.now() + at;
    if (last)
      chartmogul.notes.push({
        ...last,
        owner: { type: 'customer', uuid: northwind },
        type: 'note',
        uuid: `note_${at}`,
        text: 'On top',
        createdAt: now,
      });
    if (other)
      activeplatform.notes.push({
        ...other,
        target: { type: 'subscription', id: 3056 },
        id: 10_000 + at,
        content: 'On top',
        createdAt: now,
      });
  }
}
