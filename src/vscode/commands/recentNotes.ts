import * as vscode from '../editor.ts';
import type { StoredNote } from '../../model/note.ts';
import type { Account } from '../../model/account.ts';
import { pageLink } from '../../providers/pageLink.ts';
import * as words from '../../words/decisions.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { constant, verbatim } from '../verbatim.ts';

/** Opens the page of a note or a target: at once if it is one of the account's own service, else after a question. */
export async function openInBrowser(services: Services, node: TreeNode): Promise<void> {
  const page = pageOf(node);
  if (page) await openPage(services, page.url, page.account);
}

/** The same for an address that an account's service gave; undefined: it gave none. */
export async function openPage(services: Services, url: string | undefined, account: Account): Promise<void> {
  const open = services.book.find(account.id);
  const link = url === undefined || !open ? undefined : pageLink(url, open.kind, open.account);
  if (url === undefined || link === undefined || link.may === 'never')
    return void vscode.window.showErrorMessage(verbatim(words.hasNoPage()));
  if (link.may === 'asked' && !(await mayOpen(url, link.host, account.label))) return;
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

function pageOf(node: TreeNode): { url: string | undefined; account: Account } | undefined {
  if (node.row === 'note') return { url: node.note.url, account: node.account };
  return node.row === 'group' && node.subject.by === 'customer'
    ? { url: node.subject.target.url, account: node.subject.account }
    : undefined;
}

async function mayOpen(url: string, host: string, label: string): Promise<boolean> {
  const copy = words.copyAddress();
  const open = words.open();
  const choice = await vscode.window.showWarningMessage(
    verbatim(words.openPageOf(host)),
    { modal: true, detail: words.pageIsElsewhere(label) },
    // Enter presses the first one, which opens nothing.
    copy,
    open,
  );
  if (choice === copy) await vscode.env.clipboard.writeText(url);
  return choice === open;
}

/** Opens a note of the notebook, which is a file on the user's disk. */
export async function openNoteFile(services: Services, node: TreeNode): Promise<void> {
  if (node.row === 'note') await openFileOf(services, node.note);
}

/** Opens the file that holds a note of the notebook; nothing happens for any other. */
export async function openFileOf({ documents }: Services, { url }: StoredNote): Promise<void> {
  if (url?.startsWith('file:') === true) await documents.showFile(vscode.Uri.parse(url, true));
}

/** The same for the note that the active preview shows. */
export async function openShownFile({ documents }: Services): Promise<void> {
  const file = documents.activeFile();
  if (file) await documents.showFile(file);
}

export async function copyText(node: TreeNode): Promise<void> {
  const text = node.row === 'note' ? node.note.text : node.row === 'entry' ? node.entry.note.text.value : '';
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(constant`$(check) ${words.copiedText()}`, 4000);
}
