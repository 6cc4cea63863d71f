import * as vscode from '../editor.ts';
import { assertNever } from '../../base/failure.ts';
import { readConflicting, settleConflict } from '../../delivery/settleConflict.ts';
import type { StoredNote } from '../../model/note.ts';
import type { Entry } from '../../outbox/entry.ts';
import * as words from '../../words/decisions.ts';
import { askChoice, askOnce } from '../ask.ts';
import { closeConflict, showConflict } from '../documents/showConflict.ts';
import { currentEntry, tellChanged } from '../outbox/currentEntry.ts';
import { deliverWithProgress } from '../sendWithProgress.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

type Kept = 'mine' | 'theirs' | undefined;

/**
 * A stored note was changed elsewhere before a change or a deletion of it: shows both versions beside each other, theirs
 * read anew, and does what the user says.
 */
export async function askAboutConflict(services: Services, entry: Entry): Promise<void> {
  const { book, tree } = services;
  const theirs = await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, () =>
    readConflicting(book, entry, new AbortController().signal),
  );
  if (theirs) await showConflict(services.documents, entry, theirs);
  const keep = await ask(services, entry, theirs);
  if (keep === undefined) return;
  await closeConflict(services.documents, entry);
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

/** Asks which version stays, over the comparison, which can be read meanwhile. Undefined: it is left for later. */
async function ask(
  { box }: Services,
  { accountLabel, action }: Entry,
  theirs: StoredNote | undefined,
): Promise<Kept> {
  const later = {
    label: words.decideLater(),
    description: words.decideLaterMeans(),
    value: undefined,
  };
  const others = theirs ? choices(action?.does === 'remove', accountLabel) : [discardMine()];
  return await askOnce(box, () =>
    askChoice<Kept>(box, {
      title: theirs ? words.changedSince(accountLabel) : words.deletedSince(accountLabel),
      placeholder: theirs ? words.whichStays() : words.whatNow(),
      // What does nothing comes first, because the first one is what Enter takes.
      items: [later, ...others].map(({ label, description, value }) => ({
        label: verbatim(label),
        description: verbatim(description),
        value,
      })),
    }),
  );
}

interface Choice {
  readonly label: string;
  readonly description: string;
  readonly value: Kept;
}

function choices(isDeletion: boolean, account: string): readonly Choice[] {
  return isDeletion
    ? [
        { label: words.keepTheNote(), description: words.keepTheNoteMeans(), value: 'theirs' },
        { label: words.deleteAnyway(), description: words.deleteAnywayMeans(account), value: 'mine' },
      ]
    : [
        { label: words.keepTheirs(), description: words.keepTheirsMeans(account), value: 'theirs' },
        { label: words.keepMine(), description: words.keepMineMeans(), value: 'mine' },
      ];
}

function discardMine(): Choice {
  return { label: words.discardMine(), description: words.discardMineMeans(), value: 'theirs' };
}
