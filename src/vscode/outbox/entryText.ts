import { assertNever } from '../../base/failure.ts';
import { isConflict, needsUser, type Entry, type EntryStatus } from '../../outbox/entry.ts';
import * as words from '../../words/pending.ts';
import { inHours, inMinutes, inSeconds } from '../../words/units.ts';
import { firstLine, nameOf, shortName } from '../label.ts';
import { shownStart } from '../shownStart.ts';

/** How an entry of the outbox is described. */
interface EntryText {
  /** How it stands and, where it needs the user, what it wants: a few words that lead its row. */
  readonly state: string;
  /** Beside them: when it goes out, or why it was refused. */
  readonly detail: string | undefined;
  /** In a box: all of it, with times of day, which stay true while they are read. */
  readonly tooltip: string;
  /** By a screen reader: like the row, with times of day. */
  readonly spoken: string;
}

/** What the description needs from outside. */
export interface EntryTextParts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A time of day for the user, of milliseconds since the epoch. */
  readonly time: (at: number) => string;
}

/** State, last error, tries and next try of an entry, and what the user can do about it. */
export function entryText(entry: Entry, { now, time }: EntryTextParts): EntryText {
  const { status, note, attempts, accountLabel } = entry;
  const state = stateText(entry);
  const next = nextTry(status, now);
  const at = next && (next.is === 'next' ? words.nextTryAt : words.goesOutAt)(time(next.at));
  const why = reasonOf(status);
  const tries = attempts === 0 ? undefined : words.tried(attempts);
  const about = words.aboutIn(nameOf(note.target), accountLabel);
  const line = firstLine(note.text.value);
  return {
    state,
    detail: detailOf(entry, now),
    tooltip: joined('\n', [
      shownStart(note.text.value),
      '',
      state,
      about,
      joined(' ', [tries, at]) || undefined,
      why,
      advice(entry),
      followers(entry),
    ]),
    spoken: joined(' ', [`${state}: ${nameOf(note.target)}, ${line}.`, at, why]),
  };
}

/** When something will happen to an entry without the user, as far as that is known; `goesOut`: for the first time. */
export function nextTry(
  status: EntryStatus,
  now: number,
): { readonly at: number; readonly is: 'next' | 'goesOut' } | undefined {
  if (status.state !== 'waiting' || waitsForKey(status)) return undefined;
  const { notBefore = 0, due = 0 } = status;
  if (due > now) return { at: due, is: 'next' };
  return notBefore > now ? { at: notBefore, is: 'goesOut' } : undefined;
}

/** Whether a try failed for want of a key that works. */
export function waitsForKey(status: EntryStatus): boolean {
  if (status.state !== 'waiting') return false;
  return status.failure?.reason === 'keyMissing' || status.failure?.reason === 'keyRefused';
}

/** Whether the user has stopped the entry before it left. */
export function isOnHold({ status }: Entry): boolean {
  return status.state === 'refused' && status.failure.reason === 'cancelled';
}

function stateText(entry: Entry): string {
  const { status } = entry;
  const does = doesOf(entry);
  switch (status.state) {
    case 'waiting':
      return waitsForKey(status) ? words.apiKeyNeeded() : words.queued(does);
    case 'sending':
      return words.beingSent(does);
    case 'refused':
      if (isConflict(entry)) return words.conflict();
      return isOnHold(entry) ? words.onHold(does) : words.notSaved(does);
    case 'uncertain':
      return needsUser(entry) ? words.possiblySaved(does) : words.checkingWhetherSaved(does);
    default:
      return assertNever(status);
  }
}

/** What is logged once the note is saved. */
function followers({ further = [], accountLabel }: Entry): string | undefined {
  const withFiles = further.filter(({ action }) => action === undefined);
  const files = withFiles.map(({ note }) => `“${shortName(note.attachment?.name ?? '')}”`).join(', ');
  const followUps = further.flatMap(({ action }) =>
    action?.does === 'followUp' ? [words.followUpFollows(action.dueOn, shownStart(action.details))] : [],
  );
  const notes = withFiles.length === 0 ? [] : [words.furtherNotes(withFiles.length, files, accountLabel)];
  return further.length === 0 ? undefined : [...notes, ...followUps].join('\n');
}

function detailOf(entry: Entry, now: number): string | undefined {
  const { status } = entry;
  if (status.state === 'refused')
    return isConflict(entry) || isOnHold(entry) ? undefined : status.failure.message.replace(/\.$/, '');
  if (status.state !== 'waiting' || waitsForKey(status)) return undefined;
  const next = nextTry(status, now);
  if (!next) return words.goesOutAutomatically();
  return (next.is === 'next' ? words.nextTryIn : words.goesOutIn)(shortTime(next.at - now));
}

function reasonOf(status: EntryStatus): string | undefined {
  if (status.state === 'sending' || status.failure?.reason === 'cancelled') return undefined;
  return status.failure?.message;
}

function advice(entry: Entry): string | undefined {
  const { status, accountLabel } = entry;
  const does = doesOf(entry);
  switch (status.state) {
    case 'waiting':
      return waitsForKey(status) ? words.goesOutWithKey(does) : words.goesOutByItself(does);
    case 'sending':
      return undefined;
    case 'refused':
      if (isConflict(entry)) return words.compareBoth();
      return isOnHold(entry) ? words.heldUntilYouSay(does) : words.editOrDiscard(does);
    case 'uncertain':
      if (!status.candidates) return words.lostReplyChecking(does);
      if (does === 'edit' || does === 'remove') return words.lostReplyTryAgain(does);
      if (status.sender !== undefined) return words.windowWentSilent();
      return status.candidates.length === 0
        ? words.lostReplyTooMany(accountLabel)
        : words.lostReplyLooksAlike(accountLabel);
    default:
      return assertNever(status);
  }
}

function doesOf({ action }: Entry): words.Does {
  return action?.does ?? 'create';
}

/** `40 s`, `3 min`, `2 h`, rounded up; milliseconds. */
function shortTime(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 100) return inSeconds(seconds);
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? inMinutes(minutes) : inHours(Math.ceil(minutes / 60));
}

function joined(separator: string, parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(separator);
}
