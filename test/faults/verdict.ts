import { needsUser, type Entry } from '../../src/outbox/entry.ts';

/** What became of a note, from everything that can be seen at the end of a scenario. */
export interface NoteResult {
  readonly id: string;
  /** The host that accepted it, and its target: among notes with the same queue it is known which came first. */
  readonly queue: string;
  /** When Send began to put it into the outbox, and when it was in it, by its host's clock; undefined: it never was. */
  readonly accepted: { readonly from: number; readonly to: number } | undefined;
  /** Whether it ever asked the user, even if it came to its end without one. */
  readonly asked: boolean;
  /** Whether its draft was ever said to be saved. */
  readonly saved: boolean;
  readonly rejected: boolean;
  /** The outcome that delivery gave to whoever waited for it. */
  readonly outcome: string | undefined;
  /** Its places among the notes that the service holds, in the order of storing; two places: it was stored twice. */
  readonly storedAt: readonly number[];
  /** Whether each of these copies has the right attachment. */
  readonly intact: boolean;
  readonly entry: Entry | undefined;
  readonly hasDraft: boolean;
}

type FindingKind = 'lost' | 'doubled' | 'wrong';

/** Something that went wrong, in most cases with one note. */
export interface Finding {
  readonly kind: FindingKind;
  readonly what: string;
}

/** Compares what became of a note with what Notelog promises. */
export function findingsOf(result: NoteResult): readonly Finding[] {
  const { id, entry, saved, outcome, storedAt, hasDraft } = result;
  const accepted = result.accepted !== undefined;
  const times = storedAt.length;
  const asks = entry !== undefined && needsUser(entry);
  const findings: Finding[] = [];
  const add = (kind: FindingKind, what: string) => findings.push({ kind, what: `${id}: ${what}` });

  if (times > 1) add('doubled', `stored ${times} times`);
  if (times > 0 && !result.intact) add('lost', 'stored with another attachment, or without it');
  if (accepted && times === 0 && !asks)
    add('lost', entry ? `stuck as ${entry.status.state}` : 'accepted, and now it is nowhere');
  if (!accepted && saved && times === 0 && !entry && !hasDraft) add('lost', 'its draft is gone');
  if (accepted && times > 0 && hasDraft) add('wrong', 'stored, and its draft is still there');
  if (outcome === 'stored' && times === 0)
    add('wrong', 'reported as stored, and the service does not have it');
  if (outcome === 'refused' && times > 0) add('wrong', 'reported as refused, and stored');
  return findings;
}

/** Finds notes of one queue that were stored in another order than they were accepted in. */
export function outOfOrder(results: readonly NoteResult[]): readonly Finding[] {
  const queues = Map.groupBy(results, ({ queue }) => queue);
  return [...queues.values()].flatMap((queue) =>
    queue.flatMap((first) =>
      queue.flatMap((second) =>
        overtakes(second, first)
          ? [{ kind: 'wrong' as const, what: `${second.id} overtook ${first.id}` }]
          : [],
      ),
    ),
  );
}

/** A note that asks the user does not delay others, so its place says nothing. */
function overtakes(second: NoteResult, first: NoteResult): boolean {
  const [firstAt, secondAt] = [first.storedAt[0], second.storedAt[0]];
  if (!first.accepted || !second.accepted || first.asked || second.asked) return false;
  if (firstAt === undefined || secondAt === undefined) return false;
  return first.accepted.to < second.accepted.from && secondAt < firstAt;
}

/** Finds errors that nothing handled, and errors that only a programming mistake makes, in the lines of a log. */
export function findingsInLog(lines: readonly string[]): readonly Finding[] {
  return lines
    .filter((line) => / UNHANDLED |(Reference|Type|Range)Error: /.test(line))
    .map((what) => ({ kind: 'wrong', what }));
}
