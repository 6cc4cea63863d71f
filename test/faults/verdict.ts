import { needsUser, type Entry } from '../../src/outbox/entry.ts';
import type { NoteProgress } from './noteProgress.ts';

/** A note as its service holds it. */
interface Copy {
  /** Its place among the service's notes, in the order of storing. */
  readonly at: number;
  /** Without formatting. */
  readonly text: string;
  /** Whether it has the right attachment. */
  readonly intact: boolean;
}

/** What became of a note, from everything that can be seen at the end of a scenario. */
export interface NoteResult extends Pick<
  NoteProgress,
  'accepted' | 'outOfTurn' | 'outcome' | 'done' | 'takenBack' | 'gone'
> {
  readonly id: string;
  /** The host that accepted it, and its target: of notes with the same queue it is known which came first. */
  readonly queue: string | undefined;
  /** The last text that the user typed and that came onto the disk; undefined: none did. */
  readonly typed: { readonly text: string; readonly number: number; readonly accepted: boolean } | undefined;
  /** Two copies: it was stored twice. */
  readonly copies: readonly Copy[];
  /** Its own entry, and those that change or delete it. */
  readonly entries: readonly Entry[];
  /** The texts of its drafts. */
  readonly drafts: readonly string[];
}

type FindingKind = 'lost' | 'doubled' | 'wrong';

/** Something that went wrong, in most cases with one note. */
export interface Finding {
  readonly kind: FindingKind;
  readonly what: string;
}

type Add = (kind: FindingKind, what: string) => unknown;

/** Compares what became of a note with what Notelog promises. */
export function findingsOf(result: NoteResult): readonly Finding[] {
  const { id, copies, gone, outcome } = result;
  const findings: Finding[] = [];
  const add: Add = (kind, what) => findings.push({ kind, what: `${id}: ${what}` });
  if (copies.length > 1) add('doubled', `stored ${copies.length} times`);
  if (copies.some(({ intact }) => !intact)) add('lost', 'stored with another attachment, or without it');
  if (gone === 'discarded') checkDiscarded(result, add);
  else if (gone === 'deleting') checkDeleted(result, add);
  else if (gone === 'no') checkKept(result, add);
  const isLast = outcome !== undefined && outcome.version === result.typed?.number && gone === 'no';
  if (isLast && outcome.state === 'stored' && copies.length === 0)
    add('wrong', 'reported as stored, and the service does not have it');
  if (isLast && outcome.state === 'refused' && copies.some(({ text }) => text === result.typed?.text))
    add('wrong', 'reported as refused, and stored');
  return findings;
}

/** The last text typed is at its service, or in the outbox where it asks the user, or a draft that was not sent. */
function checkKept({ typed, takenBack, copies, entries, drafts }: NoteResult, add: Add): void {
  if (!typed) return;
  const isStored = copies.some(({ text }) => text === typed.text);
  const entry = entries.find(({ draft }) => draft.values.text === typed.text);
  const hasDraft = drafts.includes(typed.text);
  const mayBeDraft = !typed.accepted || takenBack !== 'no';
  if (isStored && hasDraft && takenBack === 'no') add('wrong', 'stored, and its draft is still there');
  if (isStored || (entry && needsUser(entry)) || (hasDraft && mayBeDraft)) return;
  if (entry) add('lost', `stuck as ${entry.status.state}`);
  else if (hasDraft) add('lost', 'accepted, and only its draft is there');
  else if (copies.length > 0) add('lost', `stored with “${copies[0]?.text ?? ''}”, not “${typed.text}”`);
  else add('lost', typed.accepted ? 'accepted, and now it is nowhere' : 'its draft is gone');
}

/** What had certainly not been sent must not be sent after the user has discarded it. */
function checkDiscarded({ copies, entries, drafts }: NoteResult, add: Add): void {
  if (copies.length > 0) add('wrong', 'stored, though it was discarded');
  if (entries.length > 0) add('wrong', 'in the outbox, though it was discarded');
  if (drafts.length > 0) add('wrong', 'a draft, though it was discarded');
}

/** It is gone, or the deletion asks the user, and then the last text is kept as if it had not been. */
function checkDeleted(result: NoteResult, add: Add): void {
  const { copies, entries } = result;
  if (copies.length === 0) return;
  if (entries.some((entry) => entry.action?.does === 'remove' && needsUser(entry))) checkKept(result, add);
  else add('lost', 'its deletion was not carried out');
}

/** Finds notes of one queue that were stored in another order than they were accepted in. */
export function outOfOrder(results: readonly NoteResult[]): readonly Finding[] {
  const queues = Map.groupBy(results, ({ queue }) => queue);
  queues.delete(undefined);
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

/** The place of a note that asks the user, or to which the user did something, says nothing. */
function overtakes(second: NoteResult, first: NoteResult): boolean {
  const [firstAt, secondAt] = [first.copies[0]?.at, second.copies[0]?.at];
  if (!first.accepted || !second.accepted || first.outOfTurn || second.outOfTurn) return false;
  if (firstAt === undefined || secondAt === undefined) return false;
  return first.accepted.to < second.accepted.from && secondAt < firstAt;
}

/** Finds errors that nothing handled, and errors that only a programming mistake makes, in the lines of a log. */
export function findingsInLog(lines: readonly string[]): readonly Finding[] {
  return lines
    .filter((line) => / UNHANDLED |(Reference|Type|Range)Error: /.test(line))
    .map((what) => ({ kind: 'wrong', what }));
}
