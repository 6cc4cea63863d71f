import { needsUser, type Entry } from '../../outbox/entry.ts';
import { attentionAndPending, noteCount } from '../../words/counts.ts';
import * as words from '../../words/pending.ts';
import { nextTry } from './entryText.ts';

/** How the whole outbox stands, for the view's badge and the status bar. */
interface OutboxSummary {
  readonly waiting: number;
  /** How many of them stay as they are until the user does something. */
  readonly needUser: number;
  /** `1 note needs attention, 2 pending`; '' when nothing waits. */
  readonly line: string;
  /** The same with a line for each account: how many, why, and when the next try is. */
  readonly details: string;
}

/** Counts the entries; `time` gives a time of day for the user, of milliseconds since the epoch, as is `now`. */
export function outboxSummary(
  entries: readonly Entry[],
  now: number,
  time: (at: number) => string,
): OutboxSummary {
  const waiting = entries.length;
  const needUser = entries.filter(needsUser).length;
  if (waiting === 0) return { waiting, needUser, line: '', details: '' };
  const line = attentionAndPending(needUser, waiting - needUser);
  const accounts = [...Map.groupBy(entries, ({ accountId }) => accountId).values()].map((own) =>
    accountLine(own, now, time),
  );
  return { waiting, needUser, line, details: [`${line}.`, ...accounts].join('\n') };
}

function accountLine(own: readonly Entry[], now: number, time: (at: number) => string): string {
  const label = own[0]?.accountLabel ?? '';
  const failed = own.find(({ status }) => status.state !== 'sending' && status.failure !== undefined);
  const why = failed && failed.status.state !== 'sending' ? failed.status.failure?.message : undefined;
  const due = own
    .map(({ status }) => nextTry(status, now))
    .filter((next) => next?.is === 'next')
    .map((next) => next?.at ?? now);
  const count = noteCount(own.length);
  const line =
    why === undefined ? words.accountPending(label, count) : words.accountPendingWhy(label, count, why);
  return due.length === 0 ? line : `${line} ${words.nextTryAt(time(Math.min(...due)))}`;
}
