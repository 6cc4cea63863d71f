import { Failure } from '../../base/failure.ts';
import type { StoredNote } from '../../model/note.ts';
import { sameWords, duplicateResult, duplicateResultOfPart } from '../duplicateResult.ts';
import { htmlToText } from '../htmlText.ts';
import { cutTo, instantOf } from '../instant.ts';
import type { DuplicateResult, LostNote } from '../outgoingNote.ts';
import { rawNote } from '../rawNote.ts';
import { richText } from './richText.ts';
import { storedNote, type ListedNote, type WireNote } from './wireNote.ts';

/** 20,000 notes about one customer; whoever has more is asked. */
const mostPages = 100;

const second = 1000;
const minute = 60_000;

/** How like a note of the service is to the one that is looked for; undefined: it is another one. */
type Likeness = 'same' | 'sameButCut' | 'doubtful' | undefined;

/**
 * Compares by the instant, which the service gives back as it was sent (assumed: docs/api/chartmogul.md, section 11),
 * and the text. A service that cuts the instant leaves zeros behind: then it has to be the second or the minute of
 * the stamp, unless `keepsMilliseconds` says that this account's answers were never cut. `words` is of
 * {@link wordsOf}.
 */
export function likeness(
  wire: WireNote,
  sent: LostNote,
  words: string,
  keepsMilliseconds: boolean | undefined,
): Likeness {
  if (sent.takenNoteIds.has(wire.uuid) || wire.type !== sent.note.kind) return undefined;
  const stamp = Date.parse(sent.stamp);
  const at = instantOf(wire.created_at)?.getTime();
  // The millisecond alone says much: perhaps the text was sanitised, or edited since.
  if (at === stamp) return isAbout(wire, sent) && says(wire, words) ? 'same' : 'doubtful';
  const cut = at === cutTo(stamp, second) || at === cutTo(stamp, minute);
  if (at !== undefined && (!cut || keepsMilliseconds === true)) return undefined;
  if (!isAbout(wire, sent) || !says(wire, words)) return undefined;
  // The stamp stepped aside for an equal note that has the chosen instant itself.
  const chosen = sent.note.occurredAt === undefined ? undefined : Date.parse(sent.note.occurredAt);
  return at === undefined || at === chosen ? 'doubtful' : 'sameButCut';
}

/** The filter may not have been heeded; a contact's note has no customer. */
function isAbout(wire: WireNote, { note: { target } }: LostNote): boolean {
  const owner = wire.customer_uuid ?? wire.associated_object_uuid;
  return owner === target.id;
}

/**
 * What a person reads of what was sent, for what the service makes of HTML is not known (docs/api/chartmogul.md,
 * section 5).
 */
export async function wordsOf({ note }: LostNote): Promise<string> {
  return htmlToText(await richText(note.text));
}

function says(wire: WireNote, words: string): boolean {
  return sameWords(htmlToText(wire.text ?? ''), words);
}

/** A note that cannot be read may be any, unless its id or its time says otherwise. */
function mayBe(note: StoredNote, sent: LostNote): boolean {
  const stamp = Date.parse(sent.stamp);
  const at = note.createdAt?.getTime();
  const near = at === undefined || [stamp, cutTo(stamp, second), cutTo(stamp, minute)].includes(at);
  return near && !sent.takenNoteIds.has(note.id);
}

/** A page of notes, and where the list goes on. */
interface Page {
  readonly entries: readonly ListedNote[];
  readonly cursor: string | undefined;
  /** There is more, and no way to it. */
  readonly brokenOff: boolean;
}

/**
 * Reads the notes of the customer (newest first: docs/api/chartmogul.md, section 3) down to the stamp's time. `read`
 * gives one page. Rejects with what it rejects with, and with Failure `unreadable` when the list breaks off.
 */
export async function findDuplicate(
  sent: LostNote,
  read: (cursor: string | undefined) => Promise<Page>,
  keepsMilliseconds: boolean | undefined,
): Promise<DuplicateResult> {
  const found: Record<NonNullable<Likeness>, StoredNote[]> = { same: [], sameButCut: [], doubtful: [] };
  const likely = { alike: [found.same, found.sameButCut], doubtful: found.doubtful };
  const words = await wordsOf(sent);
  const { target } = sent.note;
  const oldest = cutTo(Date.parse(sent.stamp), minute);
  const order = fallingOrder();
  let cursor: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    const { entries, cursor: next, brokenOff } = await read(cursor);
    for (const entry of entries) {
      if (entry.wire === undefined) {
        const note = rawNote(entry.raw, target);
        order.add(note.createdAt?.getTime());
        if (mayBe(note, sent)) found.doubtful.push(note);
        continue;
      }
      order.add(instantOf(entry.wire.created_at)?.getTime());
      const like = likeness(entry.wire, sent, words, keepsMilliseconds);
      if (like !== undefined) found[like].push(storedNote(entry.wire, target));
    }
    if (order.isBelow(oldest)) return duplicateResult(likely);
    if (brokenOff)
      throw new Failure('unreadable', 'ChartMogul’s list of notes breaks off.', {
        detail: `page ${page} has more, and no way to it`,
      });
    if (next === undefined) return duplicateResult(likely);
    cursor = next;
  }
  return duplicateResultOfPart(likely);
}

/** Whether a list has come below an instant, so that nothing newer can follow: only if it never rose so far. */
function fallingOrder() {
  let last = Infinity;
  let falls = true;
  return {
    add(at: number | undefined): void {
      if (at === undefined) return;
      falls &&= at <= last;
      last = at;
    },
    isBelow: (at: number): boolean => falls && last < at,
  };
}
