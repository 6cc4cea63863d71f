import * as vscode from '../editor.ts';
import { purge, unsent, type Unsent } from '../../app/purge.ts';
import { firstLine } from '../label.ts';
import { noteCount } from '../../model/noteCount.ts';
import { removeOpened } from './attachment.ts';
import type { Services } from '../services.ts';
import { exportWaiting } from './waitingNotes.ts';
import { constant, verbatim } from '../verbatim.ts';

/** How many notes the question names by their first line. */
const mostLines = 8;

/** `Notelog: Purge Local Data`: removes everything from this machine but accounts, keys and the notebook's notes. */
export async function purgeLocalData(services: Services): Promise<void> {
  const unsentNotes = await unsent(services.purging);
  const remove = 'Remove';
  const first = 'Export First';
  const choice = await vscode.window.showWarningMessage(
    constant`Remove what Notelog keeps on this machine?`,
    { modal: true, detail: lossText(unsentNotes) },
    ...(unsentNotes.entries.length > 0 ? [remove, first] : [remove]),
  );
  if (choice === first) {
    await exportWaiting(services);
    return;
  }
  if (choice !== remove) return;
  const isOpenedRemoved = await removeOpened(services, Number.POSITIVE_INFINITY).then(
    () => true,
    (error: unknown) => {
      services.log.error('Purge: an opened attachment cannot be removed', error);
      return false;
    },
  );
  const all = unsentNotes.entries.length + unsentNotes.drafts.length;
  const { left, failed } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: constant`Notelog: removing local data`,
      cancellable: true,
    },
    async (progress, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      const step = () => progress.report({ increment: 100 / Math.max(1, all) });
      try {
        return await purge(services.purging, unsentNotes, { signal: abort.signal, step });
      } finally {
        subscription.dispose();
      }
    },
  );
  if (failed === true || !isOpenedRemoved) tellFailure(services);
  void vscode.window.showInformationMessage(
    verbatim(
      left === 0
        ? 'Drafts, waiting notes and caches are removed. Accounts, keys and the notebook’s notes are still there.'
        : `${noteCount(left)} could not be removed, because another window works on them or you cancelled. Run Purge Local Data again in a moment.`,
    ),
  );
  await services.tree.refresh();
}

function tellFailure({ channel }: Services): void {
  const message = 'The disk refused to remove some of Notelog’s files. Everything else is removed.';
  void vscode.window.showWarningMessage(verbatim(message), 'Show Log').then((choice) => {
    if (choice !== undefined) channel.show();
  });
}

function lossText({ entries, drafts }: Unsent): string {
  const uncertain = entries.filter(({ status }) => status.state === 'uncertain').length;
  const unsure = uncertain === 0 ? '' : ` (${uncertain} of them may be stored already)`;
  const parts = [
    entries.length === 0
      ? 'No note waits to be sent.'
      : `Not sent yet: ${noteCount(entries.length)}${unsure}, which would be lost:\n${lines(entries.map(({ note }) => note.text.value))}`,
    drafts.length === 0
      ? 'There is no draft.'
      : `Drafts, which would be lost: ${drafts.length}\n${lines(drafts.map(({ values }) => values.text))}`,
    'Discarded drafts, files that were set aside because they could not be read, receipts, copies of attachments, a running call timer and the lists of recent, pinned and known customers go too. Accounts and their keys, the notebook’s notes and what the services hold stay.',
  ];
  return parts.join('\n\n');
}

function lines(texts: readonly string[]): string {
  const shown = texts.slice(0, mostLines).map((text) => `• ${firstLine(text) || '(no text)'}`);
  const more = texts.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
