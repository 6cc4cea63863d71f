import { Failure } from '../../base/failure.ts';
import type { Markdown } from '../../markdown/markdown.ts';
import type { StoredNote } from '../../model/note.ts';
import { sameWords, duplicateResult, duplicateResultOfPart } from '../duplicateResult.ts';
import { htmlToText, wordsOf } from '../htmlText.ts';
import { cutTo, instantOf } from '../instant.ts';
import type { DuplicateResult, LostNote } from '../outgoingNote.ts';
import { rawNote } from '../rawNote.ts';
import { richText } from './richText.ts';
import { storedNote, type ListedNote, type WireNote } from './wireNote.ts';
import * as words from './words.ts';

/** 20,000 notes about one customer. Where there are more, the user decides. */
const maxPages = 100;

const second = 1000;
const minute = 60_000;

/** How similar a note of the service is to the lost one; undefined: it is a different note. */
type Likeness = 'same' | 'sameButCut' | 'doubtful' | undefined;

/**
 * Compares by the instant, which the service gives back as it was sent (assumed: docs/api/chartmogul.md, section 11),
 * and by the text. If the service cuts instants, the note's must be the stamp cut to its second or minute; with
 * `keepsMilliseconds` the service is known not to cut them. `sent`: the result of {@link sentText}.
 */
export function likeness(
  wire: WireNote,
  lostNote: LostNote,
  sent: SentText,
  keepsMilliseconds: boolean | undefined,
): Likeness {
  if (lostNote.takenNoteIds.has(wire.uuid) || wire.type !== lostNote.note.kind) return undefined;
  const stamp = Date.parse(lostNote.stamp);
  const at = instantOf(wire.created_at)?.getTime();
  // The same millisecond is hardly an accident: the service may have sanitised the text, or somebody edited it.
  if (at === stamp) return isAbout(wire, lostNote) && hasWords(wire, sent) ? 'same' : 'doubtful';
  const isCut = at === cutTo(stamp, second) || at === cutTo(stamp, minute);
  if (at !== undefined && (!isCut || keepsMilliseconds === true)) return undefined;
  if (!isAbout(wire, lostNote) || !hasWords(wire, sent)) return undefined;
  // Notes of one customer that were written from the same words can differ in where their links lead.
  if (!sameWords(htmlToText(wire.text ?? ''), sent.text)) return 'doubtful';
  // The stamp can differ from the chosen time because another note already had that time.
  const chosenTime =
    lostNote.note.occurredAt === undefined ? undefined : Date.parse(lostNote.note.occurredAt);
  return at === undefined || at === chosenTime ? 'doubtful' : 'sameButCut';
}

/** Checked because the service may ignore the filter. A contact's note has no `customer_uuid`. */
function isAbout(wire: WireNote, { note: { target } }: LostNote): boolean {
  const owner = wire.customer_uuid ?? wire.associated_object_uuid;
  return owner === target.id;
}

/** A sent note's text, to be compared with what the service holds. */
interface SentText {
  /** Without its HTML, which the service may change in a way that is not known (docs/api/chartmogul.md, section 5). */
  readonly words: string;
  /** With what of the HTML a reader can see, such as the address of a link. */
  readonly text: string;
}

/** What is compared of a note's text. */
export async function sentText(
  { note }: LostNote,
  markdown: Pick<Markdown, 'markdownToHtml'>,
): Promise<SentText> {
  const html = await richText(note.text, markdown);
  return { words: wordsOf(html), text: htmlToText(html) };
}

function hasWords(wire: WireNote, { words }: SentText): boolean {
  return sameWords(wordsOf(wire.text ?? ''), words);
}

/** Whether an unreadable note may be the lost one: its id and its time, as far as they are known, allow it. */
function couldBe(note: StoredNote, lostNote: LostNote): boolean {
  const stamp = Date.parse(lostNote.stamp);
  const at = note.createdAt?.getTime();
  const hasFittingTime = at === undefined || [stamp, cutTo(stamp, second), cutTo(stamp, minute)].includes(at);
  return hasFittingTime && !lostNote.takenNoteIds.has(note.id);
}

/** A page of notes, and the cursor of the next one. */
interface Page {
  readonly entries: readonly ListedNote[];
  readonly cursor: string | undefined;
  /** There are more entries, but there is no cursor for them. */
  readonly endsEarly: boolean;
}

/**
 * Reads the notes of the customer (newest first: docs/api/chartmogul.md, section 3) back to the stamp's time. `read`
 * gives one page. Rejects as `read` does, and with Failure `unreadable` when the list ends early.
 */
export async function findDuplicate(
  lostNote: LostNote,
  read: (cursor: string | undefined) => Promise<Page>,
  keepsMilliseconds: boolean | undefined,
  markdown: Pick<Markdown, 'markdownToHtml'>,
): Promise<DuplicateResult> {
  const byLikeness: Record<NonNullable<Likeness>, StoredNote[]> = { same: [], sameButCut: [], doubtful: [] };
  const { same, sameButCut, doubtful } = byLikeness;
  const candidates = { alike: [same, sameButCut], doubtful };
  const sent = await sentText(lostNote, markdown);
  const { target } = lostNote.note;
  const oldest = cutTo(Date.parse(lostNote.stamp), minute);
  const order = trackOrder();
  let cursor: string | undefined;
  for (let page = 1; page <= maxPages; page += 1) {
    const { entries, cursor: next, endsEarly } = await read(cursor);
    for (const entry of entries) {
      if (entry.wire === undefined) {
        const note = rawNote(entry.raw, target);
        order.add(note.createdAt?.getTime());
        if (couldBe(note, lostNote)) doubtful.push(note);
        continue;
      }
      order.add(instantOf(entry.wire.created_at)?.getTime());
      const match = likeness(entry.wire, lostNote, sent, keepsMilliseconds);
      if (match !== undefined) byLikeness[match].push(storedNote(entry.wire, target));
    }
    if (order.onlyOlderFollow(oldest)) return duplicateResult(candidates);
    if (endsEarly)
      throw new Failure('unreadable', words.incompleteNotes(), {
        detail: `has_more is true, but no new cursor came with page ${page}`,
      });
    if (next === undefined) return duplicateResult(candidates);
    cursor = next;
  }
  return duplicateResultOfPart(candidates);
}

/** Watches whether a list is in the order that is documented, newest first, as far as it has been read. */
function trackOrder() {
  let last = Infinity;
  let isNewestFirst = true;
  return {
    add(at: number | undefined): void {
      if (at === undefined) return;
      isNewestFirst &&= at <= last;
      last = at;
    },
    /** Whether every further note must be older than `at`. */
    onlyOlderFollow: (at: number): boolean => isNewestFirst && last < at,
  };
}
