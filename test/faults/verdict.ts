import type { Entry } from '../../src/outbox/entry.ts';
import { needsUser } from '../../src/outbox/entry.ts';

/** What became of a note, from all that can be seen when everything is over. */
export interface NoteResult {
  readonly id: string;
  /** Its target, and the host that accepted it: among these it is known which came first. */
  readonly queue: string;
  /** When Send began to put it into the outbox and when it was in, by its host's clock; undefined: it never was. */
  readonly accepted: { readonly from: number; readonly to: number } | undefined;
  /** Whether it ever asked the user, even if it was settled by itself then. */
  readonly asked: boolean;
  /** Whether its draft was ever said to be saved. */
  readonly saved: boolean;
  readonly rejected: boolean;
  /** What whoever waited for it was told. */
  readonly outcome: string | undefined;
  /** Where it stands among what the service holds, once for each time that it is there. */
  readonly storedAt: readonly number[];
  /** Whether all of those have the right attachment. */
  readonly intact: boolean;
  readonly entry: Entry | undefined;
  readonly hasDraft: boolean;
}

type FindingKind = 'lost' | 'doubled' | 'wrong';

/** What went wrong with one note. */
export interface Finding {
  readonly kind: FindingKind;
  readonly what: string;
}

/** Holds one note to the promises. */
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
    add('lost', entry ? `stuck as ${entry.status.state}` : 'accepted, and nowhere');
  if (!accepted && saved && times === 0 && !entry && !hasDraft) add('lost', 'its draft is gone');
  if (accepted && times > 0 && hasDraft) add('wrong', 'stored, and its draft is still there');
  if (outcome === 'stored' && times === 0) add('wrong', 'said to be stored');
  if (outcome === 'refused' && times > 0) add('wrong', 'said to be refused, and stored');
  return findings;
}

/** Notes of one queue that arrived in another order than they were accepted in. */
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

/** One that asks the user holds up nobody. */
function overtakes(second: NoteResult, first: NoteResult): boolean {
  const [firstAt, secondAt] = [first.storedAt[0], second.storedAt[0]];
  if (!first.accepted || !second.accepted || first.asked || second.asked) return false;
  if (firstAt === undefined || secondAt === undefined) return false;
  return first.accepted.to < second.accepted.from && secondAt < firstAt;
}
