import { join } from 'node:path';
import { setImmediate as later } from 'node:timers/promises';
import * as vscode from 'vscode';
import { CallTimer } from './call/callTimer.ts';
import { Composer } from './compose/composer.ts';
import { RecentTargets } from './customers/recentTargets.ts';
import { restoreDrafts } from './compose/restoreDrafts.ts';
import { openAccounts } from './app/accounts.ts';
import { openPlatform } from './vscode/platform.ts';
import { openSending } from './app/sending.ts';
import { startMaintenance, wakeDelivery } from './vscode/maintenance.ts';
import { Directories } from './customers/directories.ts';
import { DiscardedDrafts } from './drafts/discardedDrafts.ts';
import { DraftStore } from './drafts/draftStore.ts';
import { followFolder } from './storage/followFolder.ts';
import { RecentNotes } from './recent/recentNotes.ts';
import { CallTimerStatus } from './vscode/call/callTimerStatus.ts';
import { warnOfLongCall } from './vscode/commands/callTimer.ts';
import type { CommandId } from './vscode/commands/commandIds.ts';
import { runCommand } from './vscode/commands/commands.ts';
import { ReadOnlyDocuments } from './vscode/documents/readOnlyDocuments.ts';
import { FormView } from './vscode/form/formView.ts';
import { savedGrouping } from './vscode/grouping.ts';
import { OutboxStatus } from './vscode/outbox/outboxStatus.ts';
import type { Services } from './vscode/services.ts';
import { keepCustomersOnDisk, largestAttachment, textFormat, undoTime } from './vscode/settings.ts';
import { RecentNotesTree } from './vscode/tree/recentNotesTree.ts';
import type { ChangedNodes, TreeNode } from './vscode/tree/treeNode.ts';
import { vscodeSources } from './vscode/vscodeSources.ts';

/** What the start-up bundle registered and hands over. */
export interface Surface {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly notes: vscode.TreeView<TreeNode>;
  readonly treeChanged: vscode.EventEmitter<ChangedNodes>;
}

/** What the start-up bundle asks of this one. */
export interface Main {
  readonly run: (id: CommandId, args: readonly unknown[]) => Promise<void>;
  readonly tree: RecentNotesTree;
  readonly form: FormView;
}

/** The composition root: builds every service, hands each what it needs, and owns their end. */
export async function start({ context, log: channel, notes, treeChanged }: Surface): Promise<Main> {
  const ground = openPlatform(context, channel);
  const { files, clock, host, newId, log, storage } = ground;
  const accounts = await openAccounts(ground, context.secrets);
  const { book } = accounts;
  const window = windowName();
  const drafts = new DraftStore({ files, folder: join(storage, 'drafts'), clock, host, window, log, newId });
  const discarded = new DiscardedDrafts({ files, folder: join(storage, 'drafts', 'discarded'), newId });
  const recentNotes = new RecentNotes({ accounts: () => book.all(), log });
  const sending = openSending(ground, book, drafts, (entry, note) => {
    recentNotes.recordStored(entry, note);
    tree.refreshAfterSend();
  });
  const { outbox, outboxFolder, delivery, keyPrompt } = sending;
  const recent = new RecentTargets({ files, path: join(storage, 'recent-targets.json'), log, newId });
  const directories = new Directories({
    files,
    folder: join(storage, 'directory'),
    clock,
    host,
    log,
    newId,
    pause: () => later(),
    keepOnDisk: keepCustomersOnDisk,
  });
  const parts = {
    book,
    drafts,
    outbox,
    delivery,
    recent,
    directories,
    sources: vscodeSources(files),
    clock,
    log,
    newId,
    largestAttachment,
    undoTime,
    textFormat,
    discarded,
  };
  const composer = new Composer(parts);
  const timer = new CallTimer({ files, path: join(storage, 'call-timer.json'), clock, newId, log });
  const tree = new RecentNotesTree({
    recentNotes,
    outbox,
    clock,
    view: notes,
    changed: treeChanged,
    grouping: () => savedGrouping(context.globalState),
  });
  const services: Services = {
    ...parts,
    ...accounts,
    context,
    channel,
    composer,
    timer,
    recentNotes,
    keyPrompt,
    purging: { ...parts, files, composer, timer, ...purgedFolders(storage, outboxFolder) },
    redact: ground.redact,
    tree,
    files,
    documents: new ReadOnlyDocuments(),
  };
  const form = new FormView(services);

  const closed = new AbortController();
  await outbox.load();
  await restoreDrafts({ ...services, window });
  await timer.reload();
  void followFolder({
    files,
    clock,
    log,
    folder: join(outboxFolder, 'entries'),
    reload: () => outbox.reload(),
    closed: closed.signal,
  });
  context.subscriptions.push(
    tree,
    services.documents,
    new OutboxStatus({ outbox, clock, view: notes }),
    new CallTimerStatus({ timer, clock, onAbsurd: (call) => void warnOfLongCall(services, call) }),
    delivery,
    ...wakeDelivery(services),
    { dispose: () => directories.dispose() },
    { dispose: () => closed.abort() },
    {
      dispose: () =>
        void drafts.flush().then(
          () => drafts.giveBack(true),
          () => undefined,
        ),
    },
  );
  delivery.wake('account');
  context.subscriptions.push(startMaintenance(services, ground.addSecret));
  return { run: (id, args) => runCommand(services, id, args), tree, form };
}

/** Absolute paths. */
function purgedFolders(storage: string, outbox: string) {
  return {
    setAside: join(outbox, 'set-aside'),
    folders: [
      storage,
      ...['drafts', join('drafts', 'discarded')].map((name) => join(storage, name)),
      ...['entries', 'blobs', 'stored'].map((name) => join(outbox, name)),
    ],
  };
}

/** The same after a reload, another in every other window: what is open in it. */
function windowName(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? 'no folder';
}
