import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setImmediate as later } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Account } from './accounts/account.ts';
import { AccountBook } from './accounts/accountBook.ts';
import { KeyMarkers } from './accounts/keyMarkers.ts';
import { KeyQuestions } from './accounts/keyQuestions.ts';
import { Keyring } from './accounts/keyring.ts';
import { Keys } from './accounts/keys.ts';
import { CallTimer } from './call/callTimer.ts';
import { Composer } from './compose/composer.ts';
import { RecentTargets } from './compose/recentTargets.ts';
import { restoreDrafts } from './compose/restoreDrafts.ts';
import { Directories } from './directory/directories.ts';
import { Lease } from './files/lease.ts';
import { nodeFiles as files } from './files/nodeFiles.ts';
import { processHost, processRuns } from './files/processHost.ts';
import { createDownload } from './http/download.ts';
import { createSend, requestTimeout } from './http/createSend.ts';
import { createRedactor } from './http/redact.ts';
import { clockedFetch, createServerClock } from './http/serverClock.ts';
import { DiscardedDrafts } from './notes/draft/discardedDrafts.ts';
import { DraftStore } from './notes/draft/draftStore.ts';
import type { Log } from './notes/log.ts';
import { Delivery } from './notes/outbox/delivery.ts';
import type { Entry } from './notes/outbox/entry.ts';
import { follow } from './notes/outbox/follow.ts';
import { Outbox } from './notes/outbox/outbox.ts';
import { RecentNotes } from './notes/recent/recentNotes.ts';
import { systemClock as clock } from './notes/systemClock.ts';
import type { ProviderContext } from './providers/provider.ts';
import { providerKinds } from './providers/registry.ts';
import { CallTimerStatus } from './ui/call/callTimerStatus.ts';
import { warnOfLongCall } from './ui/commands/callTimer.ts';
import { runCommand } from './ui/commands/commands.ts';
import type { CommandId } from './ui/commands/commandIds.ts';
import { savedGrouping } from './ui/grouping.ts';
import { clearOpened } from './ui/commands/attachment.ts';
import { ReadOnlyDocuments } from './ui/documents/readOnlyDocuments.ts';
import { FormView } from './ui/form/formView.ts';
import { KeyPrompt } from './ui/keyPrompt.ts';
import { showKeyringWaits } from './ui/keyringWait.ts';
import { OutboxStatus } from './ui/outbox/outboxStatus.ts';
import { readyAccounts } from './ui/readyAccounts.ts';
import type { Services } from './ui/services.ts';
import { StrayKeyNotice } from './ui/strayKeyNotice.ts';
import {
  accountSettings,
  keepCustomersOnDisk,
  largestAttachment,
  notebookFolder,
  requestsPerSecond,
  textFormat,
  undoTime,
} from './ui/settings.ts';
import { RecentNotesTree } from './ui/tree/recentNotesTree.ts';
import type { ChangedNodes, TreeNode } from './ui/tree/treeNode.ts';
import { vscodeLog } from './ui/vscodeLog.ts';
import { vscodeSources } from './ui/vscodeSources.ts';

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

/** Milliseconds. */
const day = 86_400_000;

const newId = () => randomUUID();
const host = processHost({
  machine: hostname(),
  pid: process.pid,
  start: randomUUID().replaceAll('-', ''),
  runs: processRuns,
});

/** The composition root: builds every service, hands each what it needs, and owns their end. */
export async function start({ context, log: channel, notes, treeChanged }: Surface): Promise<Main> {
  const redactor = createRedactor();
  const log = vscodeLog(channel, (line) => redactor.redact(line));
  const storage = context.globalStorageUri.fsPath;
  const keyring = new Keyring(context.secrets, clock);
  showKeyringWaits(keyring);
  const markers = new KeyMarkers({ files, folder: join(storage, 'keys'), newId });
  const keys = new Keys({ keyring, markers, host, log });
  const kinds = providerKinds(() => notebookFolder() || join(storage, 'notebook'));
  const contextFor = providerContexts(log, (secret) => redactor.know(secret));
  const settings = await readyAccounts(accountSettings, keys, kinds);
  const book = new AccountBook({
    settings,
    kinds,
    log,
    contextOf: (account, kind) =>
      contextFor(account, (signal) => keys.read(account.id, kind.origin(account) ?? '', { signal })),
  });

  const window = windowName();
  const drafts = new DraftStore({ files, folder: join(storage, 'drafts'), clock, host, window, log, newId });
  const discarded = new DiscardedDrafts({ files, folder: join(storage, 'drafts', 'discarded'), newId });
  const outboxFolder = join(storage, 'outbox');
  const outbox = new Outbox({ files, folder: outboxFolder, clock, host, log, newId });
  const recentNotes = new RecentNotes({ accounts: () => book.all(), log });
  const leaseOf = (name: string) => new Lease({ files, clock, host }, join(outboxFolder, 'leases'), name);
  const keyPrompt = new KeyPrompt(book);
  const keyQuestions = new KeyQuestions({
    leaseOf: (id) => leaseOf(`key-${id}`),
    ask: (id, why) => keyPrompt.ask(id, why),
    clock,
  });
  const delivery = new Delivery({
    outbox,
    providerOf: (id, place) => {
      const open = book.find(id);
      return open?.kind.place(open.account) === place ? open.provider : undefined;
    },
    leaseOf: (id) => leaseOf(`account-${id}`),
    forgetDraft: (id) => drafts.remove(id),
    clock,
    log,
    random: Math.random,
    rate: requestsPerSecond,
    requestTimeout: longestRequest,
    onStored: (entry, note) => {
      recentNotes.took(entry, note);
      tree.refreshAfterSend();
    },
    onKeyNeeded: (accountId, failure) => void keyQuestions.ask(accountId, failure.message),
  });
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
  const sources = vscodeSources(files);
  const parts = {
    book,
    drafts,
    outbox,
    delivery,
    recent,
    directories,
    sources,
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
    context,
    channel,
    keys,
    settings,
    kinds,
    composer,
    timer,
    recentNotes,
    keyPrompt,
    purging: { ...parts, files, composer, timer, setAside: join(outboxFolder, 'set-aside') },
    contextWithKey: (account, key) => contextFor(account, () => Promise.resolve(key)),
    redact: (text) => redactor.redact(text),
    tree,
    files,
    documents: new ReadOnlyDocuments(),
  };
  const form = new FormView(services);
  const strayKeys = new StrayKeyNotice(services, (secret) => redactor.know(secret));

  const closed = new AbortController();
  await outbox.load();
  await restoreDrafts({ ...services, window });
  await timer.reload();
  void follow({
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
    ...wakeUpCalls(services),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('notelog')) void tree.refresh();
      if (change.affectsConfiguration('notelog.accounts')) void strayKeys.look();
      if (change.affectsConfiguration('notelog')) void tidyDirectories(services);
    }),
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
  void strayKeys.look();
  void clearOpened(services, clock.now() - day).catch((error: unknown) =>
    log.error('Opened attachments stay', error),
  );
  void tidyDirectories(services);
  return { run: (id, args) => runCommand(services, id, args), tree, form };
}

/** Makes what a provider is built from; every key that it reads is made known to `know`, so that no log shows it. */
function providerContexts(log: Log, know: (secret: string) => void) {
  const serverClock = createServerClock(clock);
  // Looked up at each call: the editor may replace it when its proxy settings change.
  const fetch = clockedFetch((...args) => globalThis.fetch(...args), serverClock, clock);
  const send = createSend({ fetch, clock, log, random: Math.random });
  const download = createDownload({ fetch: (...args) => globalThis.fetch(...args), clock, log });
  return (account: Account, key: ProviderContext['key']): ProviderContext => ({
    account,
    key: async (signal) => {
      const secret = await key(signal);
      know(secret);
      return secret;
    },
    send,
    download,
    files,
    clock,
    serverClock,
    log,
  });
}

/** Nothing of customers stays on disk that may not: accounts and settings change in any window, or in none. */
async function tidyDirectories({ directories, book, log }: Services): Promise<void> {
  try {
    await directories.heedSetting();
    await directories.keepOnly(book.all().map(({ account }) => account.id));
  } catch (error) {
    log.error('Lists of customers could not be removed', error);
  }
}

/** The same after a reload, another in every other window: what is open in it. */
function windowName(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? 'no folder';
}

/** Milliseconds. A file travels as base64, four bytes for three; the text of a note is small beside the base time. */
function longestRequest({ note }: Entry): number {
  return requestTimeout(((note.attachment?.size ?? 0) * 4) / 3);
}

/** What may end a reason to wait: the user is back, a key or a setting changed. */
function wakeUpCalls({ context, delivery, tree, timer }: Services): vscode.Disposable[] {
  return [
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      delivery.wake('focus');
      tree.refreshOnReturn();
      void timer.reload();
    }),
    context.secrets.onDidChange(() => delivery.wake('account')),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('notelog')) delivery.wake('account');
    }),
  ];
}
