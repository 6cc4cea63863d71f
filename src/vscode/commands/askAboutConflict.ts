import * as vscode from '../editor.ts';
import { formatDuration } from '../../model/duration.ts';
import { assertNever } from '../../base/failure.ts';
import { readConflicting, settleConflict } from '../../delivery/settleConflict.ts';
import type { StoredNote } from '../../model/note.ts';
import type { Entry } from '../../outbox/entry.ts';
import { currentEntry, tellChanged } from '../outbox/currentEntry.ts';
import { deliverWithProgress } from '../sendWithProgress.ts';
import type { Services } from '../services.ts';
import { dateAndTime } from '../times.ts';
import { verbatim } from '../verbatim.ts';
import { shortened } from '../../base/shortened.ts';

/** As much of a text as half a dialog can show. */
const shownLength = 400;

/**
 * A stored note was changed elsewhere before a change or a deletion of it: shows both versions, theirs read anew, and
 * does what the user says.
 */
export async function askAboutConflict(services: Services, entry: Entry): Promise<void> {
  const { book, tree } = services;
  const theirs = await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, () =>
    readConflicting(book, entry, new AbortController().signal),
  );
  const keep = await ask(entry, theirs);
  if (keep === undefined) return;
  const result = await settleConflict(services, entry, theirs, keep);
  switch (result) {
    case 'changed':
      tellChanged(services, entry.id);
      break;
    case 'discarded':
      await tree.refresh();
      break;
    case 'queued': {
      const now = currentEntry(services, entry.id);
      if (now) await deliverWithProgress(services, [now], 'nothing');
      break;
    }
    default:
      assertNever(result);
  }
}

/** Asks which version stays. Undefined: the conflict is left for later. */
async function ask(entry: Entry, theirs: StoredNote | undefined): Promise<'mine' | 'theirs' | undefined> {
  const isDeletion = entry.action?.does === 'remove';
  const leave = { title: 'Leave It', isCloseAffordance: true };
  const mine = { title: isDeletion ? 'Delete It Anyway' : 'Overwrite With Mine' };
  const keep = { title: theirs ? 'Keep Theirs' : 'Discard Mine' };
  const message = theirs
    ? `This note was changed in ${entry.accountLabel} since you opened it.`
    : `This note was deleted in ${entry.accountLabel} since you opened it.`;
  const detail = [
    isDeletion ? 'You wanted to delete it.' : `Mine:\n${mineOf(entry)}`,
    theirs ? `Theirs, in ${entry.accountLabel} now:\n${theirsOf(theirs)}` : '',
  ].filter((part) => part !== '');
  const answer = await vscode.window.showWarningMessage(
    verbatim(message),
    { modal: true, detail: detail.join('\n\n') },
    ...(theirs ? [mine] : []),
    keep,
    leave,
  );
  if (answer === mine) return 'mine';
  return answer === keep ? 'theirs' : undefined;
}

function mineOf({ note }: Entry): string {
  const at = note.occurredAt === undefined ? undefined : Date.parse(note.occurredAt);
  return describe(note.text.value, note.author, at, note.durationSeconds);
}

function theirsOf(note: StoredNote): string {
  return describe(
    note.text,
    note.authorEmail ?? note.author,
    note.createdAt?.getTime(),
    note.durationSeconds,
  );
}

/** A text, and below it in one line the author, the date and the duration, in which the versions may differ too. */
function describe(
  text: string,
  author: string | undefined,
  at: number | undefined,
  seconds: number | undefined,
): string {
  const facts = [
    author,
    at === undefined ? undefined : dateAndTime(vscode.env.language)(at),
    seconds === undefined ? undefined : formatDuration(seconds),
  ].filter((fact) => fact !== undefined);
  return [shortened(text, shownLength), facts.length === 0 ? '' : `(${facts.join(', ')})`]
    .filter((line) => line !== '')
    .join('\n');
}
