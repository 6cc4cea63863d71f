import type { StoredNote } from '../model/note.ts';
import type { DuplicateResult } from './outgoingNote.ts';

/** Notes that may be the one that is looked for. */
export interface DuplicateCandidates {
  /** They agree in all that can be compared, the surest kind of agreement first. */
  readonly alike: readonly (readonly StoredNote[])[];
  /** Too like to be sent beside them unasked, and not like enough to be taken for it. */
  readonly doubtful: readonly StoredNote[];
}

/** What a service's list says, once it has been read far enough. A note may still be stored after it was read. */
export function duplicateResult({ alike, doubtful }: DuplicateCandidates): DuplicateResult {
  const candidates = alike.find((notes) => notes.length > 0) ?? [];
  const [only, ...more] = candidates;
  if (only !== undefined && more.length === 0) return { result: 'found', note: only };
  if (only !== undefined) return { result: 'cannotTell', candidates };
  return doubtful.length > 0
    ? { result: 'cannotTell', candidates: doubtful }
    : { result: 'absent', final: false };
}

/** The same for a list that was given up before its end: that nothing was found in it means nothing. */
export function duplicateResultOfPart(likely: DuplicateCandidates): DuplicateResult {
  const answer = duplicateResult(likely);
  return answer.result === 'absent' ? { result: 'cannotTell', candidates: [] } : answer;
}

/** Whether two plain texts say the same: services trim, and write line ends and accents in their own way. */
export function sameWords(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other);
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
