import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { basename, dirname } from 'node:path';
import * as vscode from './vscode/editor.ts';
import { storagePaths } from './app/storagePaths.ts';
import { toolNames, type ToolName } from './agents/toolNames.ts';
import type { Main, Surface } from './main.ts';
import { isDueBy } from './recent/isDueBy.ts';
import { StepBox } from './vscode/box/stepBox.ts';
import { extensionExports } from './vscode/extensionApi.ts';
import { registerProblemActions } from './vscode/code/quickFix.ts';
import { commandIds } from './vscode/commands/commandIds.ts';
import { firstQuestion } from './vscode/commands/firstQuestion.ts';
import { DraftFiles } from './vscode/document/draftFiles.ts';
import { draftScheme } from './vscode/document/draftUri.ts';
import type { ChangedNodes, TreeNode } from './vscode/tree/treeNode.ts';
import { localDay } from './vscode/times.ts';
import { verbatim } from './vscode/verbatim.ts';
import { lookingAtStatus, lookingForCustomers, proposingNote } from './words/agents.ts';
import * as words from './words/start.ts';
import { translateWith } from './words/translate.ts';

/**
 * Registers everything that the editor must know of, and returns. It awaits nothing, reads no secret and
 * opens no socket; the rest of the product (`main.ts`, a bundle of its own) is loaded by the first command or view
 * that needs it, or by notes that an earlier run left in the outbox.
 */
export function activate(context: vscode.ExtensionContext): ReturnType<typeof extensionExports> {
  // Each bundle has the words that it says.
  translateWith(vscode.translate, vscode.translation()?.language);
  const log = vscode.window.createOutputChannel('Notelog', { log: true });
  const treeChanged = new vscode.EventEmitter<ChangedNodes>();
  let main: Promise<Main | undefined> | undefined;
  let started: Main | undefined;
  let hasFailed = false;
  let telling: Promise<void> | undefined;
  let formView: vscode.WebviewView | undefined;
  /** Undefined when the start failed: the user has been told, and the next call tries again. */
  const load = (): Promise<Main | undefined> =>
    (main ??= import('./main.ts')
      .then(({ start }) => start(surface))
      .then((loaded) => {
        // What was drawn while the start failed is empty.
        if (hasFailed) treeChanged.fire(undefined);
        return (started = loaded);
      })
      .catch((error: unknown) => {
        main = undefined;
        hasFailed = true;
        log.error(error instanceof Error ? error : String(error));
        // The form and the tree each try at almost the same moment, and the editor takes two equal messages for one.
        telling ??= tellFailedStart(log).finally(() => (telling = undefined));
        return undefined;
      }));

  const notes = vscode.createTreeView<TreeNode>('notelog.recentNotes', {
    showCollapseAll: true,
    dragAndDropController: {
      dragMimeTypes: [],
      dropMimeTypes: ['files', 'text/uri-list'],
      handleDrop: async (target, dropped) => await (await load())?.drop(target, dropped, newBox()),
    },
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await load())?.tree.getChildren(node) ?? [],
      getTreeItem: async (node) => (await load())?.tree.getTreeItem(node) ?? new vscode.TreeItem(''),
    },
  });
  const newBox = () => new StepBox(delay);
  const surface: Surface = { context, log, notes, treeChanged, newBox };

  const showForm = (loaded: Main | undefined): void => {
    if (!loaded || !formView) return;
    loaded.form.resolve(formView);
    formView = undefined;
  };
  const form = vscode.window.registerWebviewViewProvider('notelog.form', {
    resolveWebviewView: async (view) => {
      formView = view;
      view.onDidDispose(() => {
        if (formView === view) formView = undefined;
      });
      showForm(await load());
    },
  });
  // The editor opens them again after a restart.
  const draftFiles = new DraftFiles(async () => (await load())?.drafts);
  const drafts = vscode.workspace.registerFileSystemProvider(draftScheme, draftFiles, {
    isCaseSensitive: true,
  });
  const commands = commandIds.map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      const box = newBox();
      // First of all, so that no key is lost while the rest is loaded.
      const title = firstQuestion(id, args);
      if (title !== undefined && started?.asksNow(id) !== false) box.open(title);
      try {
        let loaded = await load();
        // What was typed meanwhile stays in the box.
        while (!loaded && (await box.waitForEnter(verbatim(words.couldNotStartEnter()))))
          loaded = await load();
        // A form that came while the start failed is still empty.
        showForm(loaded);
        return await loaded?.run(id, args, box);
      } finally {
        box.close();
      }
    }),
  );
  const links = vscode.window.registerUriHandler({
    handleUri: async ({ path, query }) => await (await load())?.openLink({ path, query }, newBox()),
  });
  const tools = toolNames.flatMap((name) => {
    const running = verbatim(toolRuns[name]());
    const invoke = async (input: unknown, token: vscode.CancellationToken) => {
      const loaded = await load();
      if (!loaded) throw new Error(words.couldNotStart());
      return await loaded.callTool(name, input, token);
    };
    return vscode.registerTool(name, { running, invoke }) ?? [];
  });
  context.subscriptions.push(
    log,
    treeChanged,
    notes,
    form,
    drafts,
    registerProblemActions(),
    links,
    ...tools,
    ...commands,
  );

  // After `activate` has returned: notes that an earlier run left are sent, and a follow-up that is due is shown, without a
  // command.
  setImmediate(() => void hasWork(context).then((isNeeded) => (isNeeded ? load() : undefined)));
  return extensionExports(async () => {
    const loaded = await load();
    if (!loaded) throw new Error(words.couldNotStart());
    return loaded;
  });
}

/** What the user reads while a tool runs. */
const toolRuns: Readonly<Record<ToolName, () => string>> = {
  notelog_find_customers: lookingForCustomers,
  notelog_log_note: proposingNote,
  notelog_note_status: lookingAtStatus,
};

/**
 * Whether the outbox holds anything, something is or may be proposed, a call is timed or a follow-up is due, by file
 * names and a setting alone; an absent folder holds nothing.
 */
async function hasWork(context: vscode.ExtensionContext): Promise<boolean> {
  const { outboxEntries, proposals, callTimer, dueDay } = storagePaths(context.globalStorageUri.fsPath);
  const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);
  if ((await namesIn(dirname(callTimer))).includes(basename(callTimer))) return true;
  // What an agent proposes later is shown, too.
  if (vscode.workspace.getConfiguration('notelog').inspect('agents.enabled')?.globalValue === true)
    return true;
  if (isDueBy(await namesIn(dueDay), localDay(Date.now()))) return true;
  const waiting = [...(await namesIn(outboxEntries)), ...(await namesIn(proposals))];
  return waiting.some((name) => name.endsWith('.json'));
}

async function tellFailedStart(log: vscode.LogOutputChannel): Promise<void> {
  const choice = await vscode.window.showErrorMessage(verbatim(words.couldNotStart()), words.showLog());
  if (choice !== undefined) log.show(true);
}
