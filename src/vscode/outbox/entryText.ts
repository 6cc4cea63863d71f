import { assertNever } from '../../base/failure.ts';
import { firstLine, nameOf, shortName } from '../label.ts';
import { shownStart } from '../shownStart.ts';
import { isConflict, type Entry, type EntryStatus } from '../../outbox/entry.ts';

/** How an entry of the outbox is described. */
interface EntryText {
  /** In a line beside the note: state, tries, time to the next one, last error. */
  readonly description: string;
  /** In a box: all of it, with times of day, which stay true while they are read. */
  readonly tooltip: string;
  /** By a screen reader: like the line, with times of day. */
  readonly spoken: string;
}

/** What the description needs from outside. */
export interface EntryTextParts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A time of day for the user, of milliseconds since the epoch. */
  readonly time: (at: number) => string;
}

/** `edit of a note`, `deletion of a call`; undefined for a new note. */
export function actionOf({ action, note }: Entry): string | undefined {
  if (!action) return undefined;
  return `${action.does === 'edit' ? 'edit' : 'deletion'} of a ${note.kind}`;
}

/** State, last error, tries and next try of an entry, and what the user can do about it. */
export function entryText(entry: Entry, { now, time }: EntryTextParts): EntryText {
  const { status, note, attempts, accountLabel } = entry;
  const subject = actionOf(entry);
  const state = stateText(entry, now);
  const next = nextTry(status, now);
  const why = status.state === 'sending' ? undefined : status.failure?.message;
  const tries = triesText(attempts, status.state === 'sending');
  const targetName = nameOf(note.target);
  const at = next === undefined ? undefined : `${next.verb} at ${time(next.at)}`;
  return {
    description: joined(
      subject,
      state,
      tries,
      next && `${next.verb} in ${shortTime(next.at - now)}`,
      why && withoutFullStop(why),
    ),
    tooltip: [
      shownStart(note.text.value),
      '',
      `${capitalised([subject, state].filter(Boolean).join(', '))}; to ${accountLabel}, for ${targetName}.`,
      tries === undefined && at === undefined
        ? undefined
        : `${capitalised([tries, at].filter(Boolean).join('; '))}.`,
      why,
      advice(entry),
      followers(entry),
    ]
      .filter((line) => line !== undefined)
      .join('\n'),
    spoken: `${[subject, state, tries, at].filter(Boolean).join(', ')}: ${firstLine(note.text.value)}${why === undefined ? '' : `. ${why}`}`,
  };
}

/** When something will happen to an entry without the user, as far as that is known. */
export function nextTry(
  status: EntryStatus,
  now: number,
): { at: number; verb: 'next' | 'leaves' } | undefined {
  if (status.state !== 'waiting' || waitsForKey(status)) return undefined;
  const { notBefore = 0, due = 0 } = status;
  if (due > now) return { at: due, verb: 'next' };
  return notBefore > now ? { at: notBefore, verb: 'leaves' } : undefined;
}

/** Whether a try failed for want of a key that works. */
export function waitsForKey(status: EntryStatus): boolean {
  if (status.state !== 'waiting') return false;
  return status.failure?.reason === 'keyMissing' || status.failure?.reason === 'keyRefused';
}

function stateText(entry: Entry, now: number): string {
  const { status, action } = entry;
  switch (status.state) {
    case 'waiting':
      if (waitsForKey(status)) return 'waits for a key, needs you';
      return (status.notBefore ?? 0) > now && !status.failure ? 'can be taken back' : 'waiting to be sent';
    case 'sending':
      return 'sending…';
    case 'refused':
      if (isConflict(entry)) return 'changed elsewhere, needs you';
      return status.failure.reason === 'cancelled' ? 'held back by you' : 'refused, needs you';
    case 'uncertain':
      if (action) return status.candidates ? 'may be done, needs you' : 'may be done, looking for it';
      return status.candidates ? 'may be stored, needs you' : 'may be stored, looking for it';
    default:
      return assertNever(status);
  }
}

/** What is sent once the note is stored. */
function followers({ further = [], accountLabel }: Entry): string | undefined {
  if (further.length === 0) return undefined;
  const files = further.map(({ note }) => `“${shortName(note.attachment?.name ?? '')}”`).join(', ');
  const notes =
    further.length === 1
      ? 'A further note follows it, for the file'
      : `${further.length} further notes follow it, one for each of the files`;
  return `${notes} ${files}: ${accountLabel} takes one file a note.`;
}

function advice(entry: Entry): string | undefined {
  const { status, action } = entry;
  if (action) return actionAdvice(entry, action.does === 'edit' ? 'changed' : 'deleted');
  switch (status.state) {
    case 'waiting':
      return waitsForKey(status)
        ? 'Nothing was stored. It will be sent automatically when the key is replaced.'
        : 'Nothing was stored yet. It will be sent automatically; Send Now does not wait.';
    case 'sending':
      return undefined;
    case 'refused':
      return 'Nothing was stored. Edit and send it again, or discard it.';
    case 'uncertain':
      if (status.candidates && status.sender !== undefined)
        return 'Notelog keeps looking for it. If that window is gone for good, Send Now lets you send it again.';
      if (status.candidates?.length === 0)
        return 'There are too many notes there to search them all. Look for it there; with Send Now, you say whether you found it.';
      return status.candidates
        ? 'It cannot be told apart from notes that are stored there. Send Now shows both texts, and you decide.'
        : 'Notelog is looking for it, and sends it again only if it does not find it.';
    default:
      return assertNever(status);
  }
}

function actionAdvice(entry: Entry, done: 'changed' | 'deleted'): string | undefined {
  const { status } = entry;
  const retry =
    done === 'changed' ? 'Edit and send it again, or discard it' : 'Try again with Send Now, or discard it';
  switch (status.state) {
    case 'waiting':
      return waitsForKey(status)
        ? `Nothing was ${done}. It will be sent automatically when the key is replaced.`
        : `Nothing was ${done} yet. It will be sent automatically; Send Now does not wait.`;
    case 'sending':
      return undefined;
    case 'refused':
      return isConflict(entry)
        ? `Nothing was ${done}. Send Now shows both versions, and you decide.`
        : `Nothing was ${done}. ${retry}.`;
    case 'uncertain':
      return 'Notelog is checking whether it was done, and tries again if it was not.';
    default:
      return assertNever(status);
  }
}

/** `40 s`, `3 min`, `2 h`, rounded up; milliseconds. */
function shortTime(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

/** `attempts` counts the current try already. */
function triesText(attempts: number, isSending: boolean): string | undefined {
  if (isSending) return attempts > 1 ? `try ${attempts}` : undefined;
  if (attempts === 0) return undefined;
  return attempts === 1 ? '1 try' : `${attempts} tries`;
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** A sentence as part of a line. */
function withoutFullStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
