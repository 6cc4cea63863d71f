import { expect, test } from 'vitest';
import { outboxSummary } from '../../../../src/vscode/outbox/outboxSummary.ts';
import { entryOf } from '../../../support/entries.ts';

const now = 1_000_000;
const time = (at: number) => `T+${(at - now) / 1000}`;
const offline = { reason: 'offline', message: 'It could not be reached.' } as const;
const refused = { reason: 'refused', message: 'The text is too long.' } as const;

test('the summary of an empty outbox is empty', () => {
  expect(outboxSummary([], now, time)).toEqual({ waiting: 0, needUser: 0, line: '', details: '' });
});

test('it counts what waits and what needs the user, and says for each account why', () => {
  const summary = outboxSummary(
    [
      entryOf('a', { status: { state: 'waiting', failure: offline, due: now + 30_000 } }),
      entryOf('b'),
      entryOf('c', {
        accountId: 'two',
        accountLabel: 'Account two',
        status: { state: 'refused', failure: refused },
      }),
    ],
    now,
    time,
  );
  expect(summary).toEqual({
    waiting: 3,
    needUser: 1,
    line: '1 note needs attention, 2 pending',
    details: [
      '1 note needs attention, 2 pending.',
      'Account one: 2 notes. It could not be reached. Next try at T+30.',
      'Account two: 1 note. The text is too long.',
    ].join('\n'),
  });
});

test('one note is counted in the singular', () => {
  expect(outboxSummary([entryOf('a')], now, time).line).toBe('1 note pending');
  const failed = entryOf('a', { status: { state: 'refused', failure: refused } });
  expect(outboxSummary([failed, { ...failed, id: 'b' }], now, time).line).toBe('2 notes need attention');
});
