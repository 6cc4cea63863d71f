import * as vscode from '../editor.ts';
import { shortened } from '../../base/shortened.ts';
import { discard } from '../../delivery/resolveEntry.ts';
import * as words from '../../words/decisions.ts';
import { nothingPending } from '../../words/pendingDocument.ts';
import { confirm } from '../confirm.ts';
import { currentEntry, tellChanged } from '../outbox/currentEntry.ts';
import { exportMarkdown } from '../outbox/exportMarkdown.ts';
import type { Services } from '../services.ts';
import { takeBackIntoForm } from '../takeBackIntoForm.ts';
import { dateAndTime, timeOfDay } from '../times.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';
import { tryAgain } from './resolveWaiting.ts';

/** As much of a text as a dialog can show. */
const shownLength = 600;

/** Tries a pending note now, whatever it waits for. One that may be saved already is none of its business. */
export async function sendNow(services: Services, node: TreeNode): Promise<void> {
  const entry = node.row === 'entry' ? currentEntry(services, node.entry.id) : undefined;
  if (!entry) return;
  const { status, action } = entry;
  if (status.state !== 'uncertain') await tryAgain(services, entry);
  // A change or a deletion looks at the stored note first.
  else if (action && action.does !== 'followUp') await tryAgain(services, entry, status.since);
}

/** Takes a pending note back into the form. */
export async function editWaiting(services: Services, node: TreeNode): Promise<void> {
  if (node.row === 'entry') await takeBackIntoForm(services, node.entry);
}

/** Discards a pending note, after a question. */
export async function discardWaiting(services: Services, node: TreeNode): Promise<void> {
  const entry = node.row === 'entry' ? currentEntry(services, node.entry.id) : undefined;
  if (!entry) return;
  const does = entry.action?.does ?? 'create';
  const meaning = words.discardMeans(does, entry.status.state === 'uncertain');
  const isSure = await confirm({
    question: words.discardPending(does),
    detail: `${shortened(entry.note.text.value, shownLength)}\n\n${meaning}`,
    keep: words.keepPending(),
    act: words.doDiscard(),
  });
  if (isSure && (await discard(services, entry)) === 'changed') tellChanged(services, entry.id);
}

/** Opens all pending and all proposed notes as one Markdown document, so that they can be saved or sent in another way. */
export async function exportWaiting(services: Services): Promise<void> {
  const entries = services.outbox.entries();
  const proposals = services.proposals.pending.map(({ proposal }) => proposal);
  if (entries.length === 0 && proposals.length === 0)
    return void vscode.window.showInformationMessage(verbatim(nothingPending()));
  const { language } = vscode.env;
  const content = exportMarkdown(
    { entries, proposals },
    {
      now: services.clock.now(),
      time: timeOfDay(language),
      date: dateAndTime(language),
      blobPath: (id, sha256) => services.outbox.blobPath(id, sha256),
    },
  );
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'markdown', content }),
  );
}
