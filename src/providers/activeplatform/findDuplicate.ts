import type { Skew } from '../../http/serverClock.ts';
import type { StoredNote } from '../../model/note.ts';
import {
  sameWords,
  duplicateResult,
  duplicateResultOfPart,
  type DuplicateCandidates,
} from '../duplicateResult.ts';
import type { DuplicateResult, LostNote } from '../outgoingNote.ts';
import { readCursor } from './nextPage.ts';

/** Fifty notes each, about one account, subscription or order; whoever has more is asked. */
const mostPages = 200;

/**
 * How far outside of the possible a note's time may lie, in milliseconds: a clock may be set a little between sending
 * and looking. A request that comes late needs none of it, since the window lasts until now.
 */
export const tolerance = 90_000;

/** Clocks that nobody cares for are minutes off, not hours. */
const mostOff = 600_000;

/** Where no answer ever told the service's time. */
const unknownSkew: Skew = { least: -mostOff, most: mostOff };

/** When the service, by its own clock, can have dated the note; milliseconds since the epoch. */
interface Window {
  /** So early only if the host that sent it did not know the service's time. */
  readonly earliest: number;
  readonly from: number;
  readonly to: number;
}

/**
 * `stamp`: the service's time before the first request, as the host that made it knew it, which may have been
 * another one than this. `now` and `skew` are this machine's.
 */
export function windowOf(stamp: number, now: number, skew: Skew = unknownSkew): Window {
  const from = stamp - tolerance;
  return { earliest: from - mostOff, from, to: now + skew.most + tolerance };
}

/** How like a note of the service is to the one that is looked for; undefined: it is another one. */
type Likeness = 'same' | 'doubtful' | undefined;

/**
 * There is no marker: what can be compared is the target, the content, the time, whether there is a file, and who
 * made it, once an answer to this account told (`creator`). A file that is missing may still be being stored, and
 * another manager's name may be that of a new token, so neither makes it a note that somebody else wrote.
 */
export function likeness(
  note: StoredNote,
  sent: LostNote,
  { earliest, from, to }: Window,
  creator: string | undefined,
): Likeness {
  const { target, text, attachment } = sent.note;
  if (sent.takenNoteIds.has(note.id)) return undefined;
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

/** Notes in the order of the service's list, and where it goes on. */
interface Part {
  readonly notes: readonly StoredNote[];
  readonly cursor: string | undefined;
}

/**
 * Reads the target's notes back to the time of sending. `read` gives the newest ones, or those after a cursor;
 * `window` is asked after the first answer, which tells the service's time. Rejects with what `read` rejects with.
 */
export async function findDuplicate(
  sent: LostNote,
  read: (cursor: string | undefined) => Promise<Part>,
  window: () => Window,
  creator: string | undefined,
): Promise<DuplicateResult> {
  // By id, since pages shift when notes are made meanwhile.
  const seen = new Map<string, StoredNote>();
  const likely = (): DuplicateCandidates => {
    const when = window();
    const graded = [...seen.values()].map((note) => ({ note, like: likeness(note, sent, when, creator) }));
    const of = (wanted: Likeness) => graded.filter(({ like }) => like === wanted).map(({ note }) => note);
    return { alike: [of('same')], doubtful: of('doubtful') };
  };
  let cursor: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    const part = await read(cursor);
    for (const note of part.notes) seen.set(note.id, note);
    if (part.cursor === undefined || allOlderFollow(part, window().earliest))
      return duplicateResult(likely());
    cursor = part.cursor;
  }
  return duplicateResultOfPart(likely());
}

/**
 * Whether nothing that follows can be as new as `earliest`. The order of the list is not documented, so it must have
 * shown itself: newest first, or oldest first and being read from its end. Equal times show none.
 */
function allOlderFollow({ notes, cursor }: Part, earliest: number): boolean {
  const times = notes.flatMap(({ createdAt }) => createdAt?.getTime() ?? []);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || cursor === undefined) return false;
  const backwards = readCursor(cursor)?.backwards === true;
  const [newest, oldest] = backwards ? [last, first] : [first, last];
  return newest > oldest && oldest < earliest;
}
