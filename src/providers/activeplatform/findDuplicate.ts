import type { Skew } from '../../http/serverClock.ts';
import type { StoredNote } from '../../model/note.ts';
import {
  sameWords,
  duplicateResult,
  duplicateResultOfPart,
  type DuplicateCandidates,
} from '../duplicateResult.ts';
import type { DuplicateResult, LostNote } from '../outgoingNote.ts';
import { parseCursor } from './nextPage.ts';

/** Fifty notes each, about one account, subscription or order. Where there are more, the user decides. */
const maxPages = 200;

/**
 * Milliseconds that are added at both ends of the window, because a clock may be corrected between sending and
 * searching. A request that arrives late needs no more, since the window lasts until now.
 */
const tolerance = 90_000;

/** Milliseconds. Clocks that nobody sets are wrong by minutes, not by hours. */
const maxClockError = 600_000;

/** Used until an answer has told the service's time. */
const unknownSkew: Skew = { least: -maxClockError, most: maxClockError };

/** The time, by the service's clock, at which it can have dated the note; milliseconds since the epoch. */
interface Window {
  /** Between `earliest` and `from` only if the host that sent the note did not know the service's time. */
  readonly earliest: number;
  readonly from: number;
  readonly to: number;
}

/**
 * `stamp`: the service's time before the first request, as far as the host that sent the note knew it. That may have
 * been another host. `now` and `skew` are this machine's.
 */
export function windowOf(stamp: number, now: number, skew: Skew = unknownSkew): Window {
  const from = stamp - tolerance;
  return { earliest: from - maxClockError, from, to: now + skew.most + tolerance };
}

/** How similar a note of the service is to the lost one; undefined: it is a different note. */
type Likeness = 'same' | 'doubtful' | undefined;

/**
 * There is no marker. Target, content and time are compared, whether there is a file, and the creator's name, once an
 * answer has shown it (`creator`). A missing file may still be on its way into the store, and another name may belong
 * to a new token, so a difference in these two makes the note doubtful and does not rule it out.
 */
function likeness(
  note: StoredNote,
  lostNote: LostNote,
  { earliest, from, to }: Window,
  creator: string | undefined,
): Likeness {
  const { target, text, attachment } = lostNote.note;
  if (lostNote.takenNoteIds.has(note.id)) return undefined;
  if (note.raw === true) {
    const rawAt = note.createdAt?.getTime();
    return rawAt === undefined || (rawAt >= earliest && rawAt <= to) ? 'doubtful' : undefined;
  }
  if (note.target.type !== target.type || note.target.id !== target.id) return undefined;
  const at = note.createdAt?.getTime();
  if (at !== undefined && (at < earliest || at > to)) return undefined;
  if (!sameWords(note.text, text.value)) return undefined;
  const agrees =
    at !== undefined &&
    at >= from &&
    (note.attachment === undefined) === (attachment === undefined) &&
    (creator === undefined || note.author === creator);
  return agrees ? 'same' : 'doubtful';
}

/** Notes in the order of the service's list, and the cursor of the next ones. */
interface Part {
  readonly notes: readonly StoredNote[];
  readonly cursor: string | undefined;
}

/**
 * Reads the target's notes back to the time of sending. `read` gives the newest ones, or those after a cursor. `window`
 * is called only after an answer, because the answer tells the service's time. Rejects as `read` does.
 */
export async function findDuplicate(
  lostNote: LostNote,
  read: (cursor: string | undefined) => Promise<Part>,
  window: () => Window,
  creator: string | undefined,
): Promise<DuplicateResult> {
  // Each note once: when notes are created meanwhile, the pages shift and repeat some.
  const notesById = new Map<string, StoredNote>();
  const candidates = (): DuplicateCandidates => {
    const possible = window();
    const compared = [...notesById.values()].map((note) => ({
      note,
      match: likeness(note, lostNote, possible, creator),
    }));
    const only = (wanted: Likeness) =>
      compared.filter(({ match }) => match === wanted).map(({ note }) => note);
    return { alike: [only('same')], doubtful: only('doubtful') };
  };
  let cursor: string | undefined;
  for (let page = 1; page <= maxPages; page += 1) {
    const part = await read(cursor);
    for (const note of part.notes) notesById.set(note.id, note);
    if (part.cursor === undefined || onlyOlderFollow(part, window().earliest))
      return duplicateResult(candidates());
    cursor = part.cursor;
  }
  return duplicateResultOfPart(candidates());
}

/**
 * Whether every further note must be older than `earliest`. The order of the list is not documented, so this page must
 * show it: newest first, or oldest first in a list that is read from its end. Equal times show no order.
 */
function onlyOlderFollow({ notes, cursor }: Part, earliest: number): boolean {
  const times = notes.flatMap(({ createdAt }) => createdAt?.getTime() ?? []);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || cursor === undefined) return false;
  const backwards = parseCursor(cursor)?.backwards === true;
  const [newest, oldest] = backwards ? [last, first] : [first, last];
  return newest > oldest && oldest < earliest;
}
