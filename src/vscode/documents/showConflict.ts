import * as vscode from '../editor.ts';
import { durationText } from '../../model/durationText.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import type { Entry } from '../../outbox/entry.ts';
import * as words from '../../words/decisions.ts';
import { firstLine, nameOf } from '../label.ts';
import { dateAndTime } from '../times.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';

/**
 * Shows both versions of a note that was changed elsewhere in the editor's comparison: theirs and mine, or, before a
 * deletion, what the user saw and what is there now.
 */
export async function showConflict(
  documents: ReadOnlyDocuments,
  entry: Entry,
  theirs: StoredNote,
): Promise<void> {
  const { action, accountLabel, id } = entry;
  const isDeletion = action?.does === 'remove';
  const now = { title: words.inAccountNow(accountLabel), text: textOfStored(theirs) };
  const mine = { title: isDeletion ? words.asYouSawIt() : words.yours(), text: textOfMine(entry) };
  const [left, right] = isDeletion ? [mine, now] : [now, mine];
  const name = firstLine(theirs.text) || firstLine(entry.note.text.value);
  const title = (isDeletion ? words.comparisonForDeletion : words.comparison)(accountLabel, name);
  const keep = (side: Side, { title: sideTitle, text }: typeof now) =>
    documents.keep(keyOf(id, side), sideTitle, text);
  await vscode.commands.executeCommand('vscode.diff', keep('left', left), keep('right', right), title, {
    preview: true,
    // The question takes it, and gives it back to where the user came from.
    preserveFocus: true,
  });
}

/** Closes the comparison of an entry, which shows nothing that is still to be decided. */
export async function closeConflict(documents: ReadOnlyDocuments, { id }: Entry): Promise<void> {
  await documents.closeComparison(keyOf(id, 'left'));
}

type Side = 'left' | 'right';

function keyOf(entryId: string, side: Side): string {
  return JSON.stringify(['conflict', entryId, side]);
}

function textOfMine({ note }: Entry): string {
  const { text, target, author, occurredAt, durationSeconds } = note;
  const at = occurredAt === undefined ? undefined : Date.parse(occurredAt);
  return versionText(text.value, { target, author, at, durationSeconds });
}

function textOfStored(note: StoredNote): string {
  const { text, target, createdAt, durationSeconds } = note;
  const author = note.authorEmail ?? note.author;
  return versionText(text, { target, author, at: createdAt?.getTime(), durationSeconds });
}

interface Facts {
  readonly target: Target;
  readonly author: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number | undefined;
  readonly durationSeconds: number | undefined;
}

/**
 * A text below the facts in which the versions may differ too. They are always as many lines, which the box with the
 * question covers, so that it leaves the text free.
 */
function versionText(text: string, { target, author, at, durationSeconds }: Facts): string {
  const unknown = '–';
  const facts = [
    words.customerLine(nameOf(target)),
    words.authorLine(author ?? unknown),
    words.dateLine(at === undefined ? unknown : dateAndTime(vscode.env.language)(at)),
    words.durationLine(durationSeconds === undefined ? unknown : durationText(durationSeconds)),
  ];
  return `${facts.join('\n')}\n\n${text}\n`;
}
