import * as vscode from '../editor.ts';
import { purge, unsent, type Unsent } from '../../app/purge.ts';
import { firstLine } from '../label.ts';
import { removeOpened } from './attachment.ts';
import type { Services } from '../services.ts';
import { exportWaiting } from './waitingNotes.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/localData.ts';
import { showLog } from '../../words/start.ts';

/** How many notes the question names by their first line. */
const mostLines = 8;

/** `Notelog: Delete Local Data…`: removes everything from this machine but accounts, keys and the notebook's notes. */
export async function purgeLocalData(services: Services): Promise<void> {
  const unsentNotes = await unsent(services.purging);
  const proposed = services.proposals.pending.map(({ proposal }) => proposal.note.text);
  const remove = words.doDelete();
  const first = words.exportFirst();
  const choice = await vscode.window.showWarningMessage(
    verbatim(words.deleteLocalData()),
    { modal: true, detail: lossText(unsentNotes, proposed) },
    // What deletes nothing comes first, because the first one is what Enter presses.
    ...(unsentNotes.entries.length + proposed.length > 0 ? [first, remove] : [words.keep(), remove]),
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
      title: verbatim(words.deleting()),
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
  void vscode.window.showInformationMessage(verbatim(left === 0 ? words.deleted() : words.someLeft(left)));
  await services.tree.refresh();
}

function tellFailure({ channel }: Services): void {
  void vscode.window.showWarningMessage(verbatim(words.diskRefused()), showLog()).then((choice) => {
    if (choice !== undefined) channel.show();
  });
}

function lossText({ entries, drafts }: Unsent, proposed: readonly string[]): string {
  const uncertain = entries.filter(({ status }) => status.state === 'uncertain').length;
  const parts = [
    entries.length === 0
      ? words.nothingPending()
      : words.pendingLost(entries.length, uncertain, lines(entries.map(({ note }) => note.text.value))),
    drafts.length === 0
      ? words.noDraft()
      : words.draftsLost(drafts.length, lines(drafts.map(({ values }) => values.text))),
    ...(proposed.length === 0 ? [] : [words.proposalsLost(proposed.length, lines(proposed))]),
    words.whatElse(),
  ];
  return parts.join('\n\n');
}

function lines(texts: readonly string[]): string {
  const shown = texts.slice(0, mostLines).map((text) => `• ${firstLine(text) || words.withoutText()}`);
  const more = texts.length - shown.length;
  return [...shown, ...(more > 0 ? [words.andMore(more)] : [])].join('\n');
}
