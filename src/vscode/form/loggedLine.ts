import type { LoggedNotes } from '../../compose/loggedNotes.ts';
import { undoLeft } from '../../delivery/undoLeft.ts';
import { isAboutKey } from '../../base/failure.ts';
import type { Snapshot } from '../../form/messages.ts';
import { isConflict, needsUser, type Entry } from '../../outbox/entry.ts';
import * as pending from '../../words/pending.ts';
import * as words from '../../words/form.ts';
import { nameOf } from '../label.ts';

type LoggedLine = NonNullable<Snapshot['logged']>;

/** How long a note that nobody holds back is called "being saved" before it is called "queued" (milliseconds). */
export const queuedAfter = 3_000;

/** What the foot says of the notes that were logged from the form; `now`: milliseconds since the epoch. */
export function loggedLine(logged: Pick<LoggedNotes, 'now' | 'canUndo'>, now: number): LoggedLine | null {
  const newest = logged.now;
  if (!newest) return null;
  const { entry, others } = newest;
  const state = stateOf(entry, now);
  return {
    entryId: entry.id,
    kind: entry.action ? 'change' : entry.note.kind,
    about: nameOf(entry.note.target),
    state,
    message: messageOf(entry, state),
    others: others === 0 ? '' : words.othersPending(others),
    canUndo: logged.canUndo(entry),
    canOpen: true,
    resolve: state === 'needsYou' ? resolution(entry) : '',
    isError: state === 'needsYou',
  };
}

/** Milliseconds until the line says something else although nothing happens to the entry; undefined: it will not. */
export function lineChangesIn(logged: LoggedNotes, now: number): number | undefined {
  const entry = logged.now?.entry;
  if (entry?.status.state !== 'waiting' || entry.status.failure !== undefined) return undefined;
  const left = undoLeft(entry, now);
  if (left > 0) return left;
  const queued = (entry.status.notBefore ?? entry.queuedAt) + queuedAfter - now;
  return queued > 0 ? queued : undefined;
}

function stateOf(entry: Entry, now: number): LoggedLine['state'] {
  const { status } = entry;
  if (needsUser(entry)) return 'needsYou';
  switch (status.state) {
    case 'waiting':
      if (status.failure) return 'pending';
      if (undoLeft(entry, now) > 0) return 'undoable';
      return now < (status.notBefore ?? entry.queuedAt) + queuedAfter ? 'saving' : 'pending';
    case 'sending':
      return 'saving';
    case 'uncertain':
      return 'checking';
    case 'refused':
      return 'needsYou';
    default:
      return status satisfies never;
  }
}

function messageOf(entry: Entry, state: LoggedLine['state']): string {
  const { status, note, action } = entry;
  const name = nameOf(note.target);
  switch (state) {
    case 'undoable':
      return action ? words.changeLogged(name) : words.logged(name);
    case 'saving':
      return words.saving(name);
    case 'checking':
      return words.lostReply();
    case 'pending':
      return status.state === 'waiting' && status.failure
        ? words.retrying(status.failure.message)
        : words.queued();
    case 'needsYou':
      if (status.state === 'waiting') return pending.apiKeyNeeded();
      if (isConflict(entry)) return words.changedByOther();
      return status.state === 'refused' ? status.failure.message : words.possiblySaved(action !== undefined);
    default:
      return state satisfies never;
  }
}

/** The button that opens what the entry waits for. */
function resolution(entry: Entry): string {
  const { status } = entry;
  if (status.state === 'waiting' && status.failure && isAboutKey(status.failure)) return words.enterKey();
  if (isConflict(entry)) return words.compare();
  return status.state === 'refused' ? words.edit() : words.check();
}
