import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Account } from './accounts/account.ts';
import { AccountBook } from './accounts/accountBook.ts';
import { Keys } from './accounts/keys.ts';
import { Composer } from './compose/composer.ts';
import { RecentTargets } from './compose/recentTargets.ts';
import { restoreDrafts } from './compose/restoreDrafts.ts';
import { nodeFiles } from './files/nodeFiles.ts';
import { createSend } from './http/createSend.ts';
import { createRedactor } from './http/redact.ts';
import { clockedFetch, createServerClock } from './http/serverClock.ts';
import { DraftStore } from './notes/draft/draftStore.ts';
import { Delivery } from './notes/outbox/delivery.ts';
import { Outbox } from './notes/outbox/outbox.ts';
import { RecentNotes } from './notes/recent/recentNotes.ts';
import { systemClock as clock } from './notes/systemClock.ts';
import type { ProviderContext, ProviderKind } from './providers/provider.ts';
import { providerKinds } from './providers/registry.ts';
import { runCommand } from './ui/commands/commands.ts';
import type { CommandId } from './ui/commands/commandIds.ts';
import { FormView } from './ui/form/formView.ts';
import { readyAccounts } from './ui/readyAccounts.ts';
import type { Services } from './ui/services.ts';
import { accountSettings, largestAttachment, notebookFolder } from './ui/settings.ts';
import { RecentNotesTree } from './ui/tree/recentNotesTree.ts';
import type { TreeNode } from './ui/tree/treeNode.ts';
import { vscodeLog } from './ui/vscodeLog.ts';
import { vscodeSources } from './ui/vscodeSources.ts';

/** What the start-up bundle registered and hands over. */
export interface Surface {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly notes: vscode.TreeView<TreeNode>;
  readonly treeChanged: vscode.EventEmitter<TreeNode | undefined>;
}

/** What the start-up bundle asks of this one. */
export interface Main {
  readonly run: (id: CommandId, args: readonly unknown[]) => Promise<void>;
  readonly tree: RecentNotesTree;
  readonly form: FormView;
}

const files = nodeFiles;
const newId = () => randomUUID();

/** The composition root: builds every service, hands each what it needs, and owns their end. */
export async function start({ context, log: channel, notes, treeChanged }: Surface): Promise<Main> {
  const redactor = createRedactor();
  const log = vscodeLog(channel, (line) => redactor.redact(line));
  const storage = context.globalStorageUri.fsPath;
  const keys = new Keys(context.secrets);
  // Looked up at each call: the editor may replace it when its proxy settings change.
  const serverClock = createServerClock(clock);
  const fetch = clockedFetch((...args) => globalThis.fetch(...args), serverClock, clock);
  const send = createSend({ fetch, clock, log, random: Math.random });
  const kinds = providerKinds(() => notebookFolder() || join(storage, 'notebook'));

  const contextFor = (account: Account, key: () => Promise<string>): ProviderContext => ({
    account,
    key: async () => {
      const secret = await key();
      redactor.know(secret);
      return secret;
    },
    send,
    files,
    clock,
    serverClock,
    log,
  });
  const keyOf = (account: Account, kind: ProviderKind) => keys.read(account.id, kind.origin(account) ?? '');
  const settings = await readyAccounts(accountSettings, keys, kinds);
  const book = new AccountBook({
    settings,
    kinds,
    log,
    contextOf: (account, kind) => contextFor(account, () => keyOf(account, kind)),
  });

  const drafts = new DraftStore({ files, folder: join(storage, 'drafts'), clock, log, newId });
  const outbox = new Outbox({ files, folder: join(storage, 'outbox'), clock, log, newId });
  const recentNotes = new RecentNotes({ accounts: () => book.all(), log });
  const delivery = new Delivery({
    outbox,
    providerOf: (id) => book.find(id)?.provider,
    forgetDraft: (id) => drafts.remove(id),
    clock,
    log,
    onStored: (entry, note) => recentNotes.add(entry.accountId, note),
  });
  const recent = new RecentTargets({ files, path: join(storage, 'recent-targets.json'), log, newId });
  const sources = vscodeSources(files);
  const parts = { book, drafts, outbox, delivery, recent, sources, clock, log, newId, largestAttachment };
  const composer = new Composer(parts);
  const tree = new RecentNotesTree({ recentNotes, outbox, clock, view: notes, changed: treeChanged });
  const services: Services = {
    ...parts,
    context,
    channel,
    keys,
    settings,
    kinds,
    composer,
    recentNotes,
    contextWithKey: (account, key) => contextFor(account, () => Promise.resolve(key)),
    refreshNotes: () => tree.refresh(),
  };
  const form = new FormView(services);

  await outbox.load();
  await delivery.settleInterrupted();
  await restoreDrafts(services);
  context.subscriptions.push(
    tree,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('notelog')) void tree.refresh();
    }),
    { dispose: () => void drafts.flush().catch(() => undefined) },
  );
  return { run: (id, args) => runCommand(services, id, args), tree, form };
}
