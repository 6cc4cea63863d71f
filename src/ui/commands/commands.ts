import * as vscode from 'vscode';
import { Failure } from '../../notes/failure.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { showForm } from '../sendDraft.ts';
import { saveNotebookFolder } from '../settings.ts';
import type { Services } from '../services.ts';
import {
  addAccount,
  checkAccount,
  editAccount,
  removeAccount,
  replaceKey,
  setDefaultAccount,
} from './accounts.ts';
import { attachFile } from './attachFile.ts';
import type { CommandId } from './commandIds.ts';
import {
  copyText,
  discardWaiting,
  editWaiting,
  openInBrowser,
  openNoteFile,
  sendNow,
} from './recentNotes.ts';
import { writeNote } from './writeNote.ts';

type Handler = (services: Services, args: readonly unknown[]) => unknown;

/** The compiler asks for a handler for every command. */
const handlers: Readonly<Record<CommandId, Handler>> = {
  'notelog.newNote': (services) => writeNote(services, 'note'),
  'notelog.logCall': (services) => writeNote(services, 'call'),
  'notelog.attachFile': (services, args) => attachFile(services, urisOf(args)),
  'notelog.openForm': () => showForm(),
  'notelog.discardDraft': (services) => discardDraft(services),
  'notelog.addAccount': (services) => addAccount(services),
  'notelog.editAccount': (services, [id]) => editAccount(services, accountOf(id)),
  'notelog.replaceKey': (services, [id]) => replaceKey(services, accountOf(id)),
  'notelog.checkAccount': (services, [id]) => checkAccount(services, accountOf(id)),
  'notelog.removeAccount': (services, [id]) => removeAccount(services, accountOf(id)),
  'notelog.setDefaultAccount': (services) => setDefaultAccount(services),
  'notelog.chooseNotebookFolder': (services) => chooseNotebookFolder(services),
  'notelog.refreshNotes': (services) => services.refreshNotes(),
  'notelog.openInBrowser': (_, [node]) => withNode(node, openInBrowser),
  'notelog.openNoteFile': (_, [node]) => withNode(node, openNoteFile),
  'notelog.copyText': (_, [node]) => withNode(node, copyText),
  'notelog.sendNow': (services, [node]) => withNode(node, (each) => sendNow(services, each)),
  'notelog.editWaiting': (services, [node]) => withNode(node, (each) => editWaiting(services, each)),
  'notelog.discardWaiting': (services, [node]) => withNode(node, (each) => discardWaiting(services, each)),
  'notelog.showLog': (services) => services.channel.show(true),
};

/** Runs a command; whatever goes wrong is one sentence for the user and one line in the log. */
export async function runCommand(services: Services, id: CommandId, args: readonly unknown[]): Promise<void> {
  try {
    await handlers[id](services, args);
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    services.log.error(`${id} failed`, error);
    const message = Failure.is(error)
      ? error.message
      : 'Notelog could not do this because of a fault of its own.';
    const chosen = await vscode.window.showErrorMessage(message, 'Show Log');
    if (chosen !== undefined) services.channel.show(true);
  }
}

export async function discardDraft(services: Services): Promise<void> {
  const { composer } = services;
  if (!composer.hasContent) return;
  const detail = composer.draft.values.text.slice(0, 300);
  const sure = await vscode.window.showWarningMessage(
    'Discard this draft?',
    { modal: true, detail },
    'Discard',
  );
  if (sure === 'Discard') await composer.discard();
}

async function chooseNotebookFolder(services: Services): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: 'Folder for the notebook’s Markdown files',
      openLabel: 'Keep Notes Here',
    })) ?? [];
  if (!folder) return;
  if (folder.scheme !== 'file')
    return void vscode.window.showErrorMessage(
      'The notebook needs a folder on this machine’s own disk. Choose another.',
    );
  await saveNotebookFolder(folder.fsPath);
  void vscode.window.showInformationMessage(
    `New notes are kept in ${folder.fsPath}. Earlier ones stay where they are.`,
  );
  await services.refreshNotes();
}

/**
 * What menus and other callers hand over: (uri, uris) from the explorer, (uri) from a tab, nothing from the
 * palette, where the active editor's file is meant. Anything else is ignored.
 */
function urisOf([first, selected]: readonly unknown[]): vscode.Uri[] {
  const several = Array.isArray(selected) ? selected.filter((each) => each instanceof vscode.Uri) : [];
  if (several.length > 0) return several;
  if (first instanceof vscode.Uri) return [first];
  const tab: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (
    tab instanceof vscode.TabInputText ||
    tab instanceof vscode.TabInputCustom ||
    tab instanceof vscode.TabInputNotebook
  )
    return [tab.uri];
  return [];
}

/** An account's id, or the row of the tree that stands for it. */
function accountOf(argument: unknown): unknown {
  return isNode(argument) && argument.row === 'problem' ? argument.account.id : argument;
}

function withNode(argument: unknown, work: (node: TreeNode) => unknown): unknown {
  return isNode(argument) ? work(argument) : undefined;
}

function isNode(argument: unknown): argument is TreeNode {
  return typeof argument === 'object' && argument !== null && 'row' in argument && 'key' in argument;
}
