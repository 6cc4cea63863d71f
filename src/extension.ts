import * as vscode from 'vscode';
import type { Main, Surface } from './main.ts';
import { commandIds } from './ui/commands/commandIds.ts';
import type { TreeNode } from './ui/tree/treeNode.ts';

/**
 * Start-up: registers everything that the editor must know of and returns. It awaits nothing, reads no secret and
 * opens no socket; the rest of the product (`main.ts`, a bundle of its own) is loaded by the first command or view
 * that needs it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Notelog', { log: true });
  const treeChanged = new vscode.EventEmitter<TreeNode | undefined>();
  let main: Promise<Main> | undefined;
  const load = () => (main ??= import('./main.ts').then(({ start }) => start(surface)));

  const notes = vscode.window.createTreeView<TreeNode>('notelog.recentNotes', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await load()).tree.getChildren(node),
      getTreeItem: async (node) => (await load()).tree.getTreeItem(node),
    },
  });
  const surface: Surface = { context, log, notes, treeChanged };

  const form = vscode.window.registerWebviewViewProvider('notelog.form', {
    resolveWebviewView: async (view) => (await load()).form.resolve(view),
  });
  const commands = commandIds.map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      await (await load()).run(id, args);
    }),
  );
  context.subscriptions.push(log, treeChanged, notes, form, ...commands);
}
