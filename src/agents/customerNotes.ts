import { shortened } from '../base/shortened.ts';
import type { StoredNote, Target } from '../model/note.ts';
import { withMarks } from '../proposals/proposalInput.ts';
import * as words from '../words/agents.ts';

/**
 * Whether an agent may read the notes of an account's customers, and how. What a customer wrote may be meant to lead an
 * agent astray, so that the user switches it on for each account: `off` until then. `elsewhere`: it takes a key, which this
 * process has not.
 */
export type NotesOf =
  | 'off'
  | 'elsewhere'
  | ((target: Target, limit: number, signal: AbortSignal) => Promise<readonly StoredNote[]>);

/** A note, as an agent reads it. */
interface ReadNote {
  readonly kind: StoredNote['kind'];
  /** ISO 8601. */
  readonly at?: string;
  readonly text: string;
  /** The text is only the start of the note. */
  readonly isCut?: true;
}

/** Notes that an agent reads at once, and UTF-16 units of each. */
const mostNotes = 5;
const longestNote = 1000;

/** The last notes of a customer, or why there are none. Rejects with the signal's reason only. */
export async function lastNotesOf(
  notes: NotesOf,
  target: Target,
  signal: AbortSignal,
): Promise<{ readonly lastNotes: readonly ReadNote[] } | { readonly notesNotRead: string }> {
  if (notes === 'off') return { notesNotRead: words.notesAreOff() };
  if (notes === 'elsewhere') return { notesNotRead: words.notesElsewhere() };
  try {
    const read = await notes(target, mostNotes, signal);
    // What cannot be read is a service's JSON, which is no note of a person's.
    const whole = read.filter(({ raw, locked }) => raw !== true && locked === undefined);
    return { lastNotes: whole.slice(0, mostNotes).map((note) => asRead(note)) };
  } catch {
    signal.throwIfAborted();
    return { notesNotRead: words.notesUnread() };
  }
}

function asRead({ kind, createdAt, text, cut }: StoredNote): ReadNote {
  const seen = withMarks(text);
  return {
    kind,
    ...(createdAt && { at: createdAt.toISOString() }),
    text: shortened(seen, longestNote),
    ...((cut === true || seen.length > longestNote) && { isCut: true }),
  };
}
