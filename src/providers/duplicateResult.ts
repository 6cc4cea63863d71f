import type { StoredNote } from '../model/note.ts';
import type { DuplicateResult } from './outgoingNote.ts';

/** The notes of a service that may be the lost one. */
export interface DuplicateCandidates {
  /** Notes that agree with it in everything that can be compared, in groups, the most certain one first. */
  readonly alike: readonly (readonly StoredNote[])[];
  /** Notes too similar to send the lost one again without asking, and not similar enough to be taken for it. */
  readonly doubtful: readonly StoredNote[];
}

/** The result of a list that was read far enough. Its absence is not final: the note may be stored later. */
export function duplicateResult({ alike, doubtful }: DuplicateCandidates): DuplicateResult {
  const candidates = alike.find((notes) => notes.length > 0) ?? [];
  const [only, ...more] = candidates;
  if (only !== undefined && more.length === 0) return { result: 'found', note: only };
  if (only !== undefined) return { result: 'cannotTell', candidates };
  return doubtful.length > 0
    ? { result: 'cannotTell', candidates: doubtful }
    : { result: 'absent', final: false };
}

/** As {@link duplicateResult}, for a list that was not read to its end: finding nothing in it proves nothing. */
export function duplicateResultOfPart(likely: DuplicateCandidates): DuplicateResult {
  const answer = duplicateResult(likely);
  return answer.result === 'absent' ? { result: 'cannotTell', candidates: [] } : answer;
}

/** Whether two plain texts have the same words: services trim texts and change line ends and the form of accents. */
export function sameWords(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other);
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
