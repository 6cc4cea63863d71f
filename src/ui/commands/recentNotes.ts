import * as vscode from 'vscode';
import { deliverEntry, takeBack } from '../sendDraft.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../tree/treeNode.ts';

/** Opens the page of a note or a target. Only `https:`, or loopback for the sandbox: the address is remote text. */
export async function openInBrowser(node: TreeNode): Promise<void> {
  const url = node.row === 'note' ? node.note.url : node.row === 'group' ? node.target.url : undefined;
  if (url === undefined || !mayBeOpened(url))
    return void vscode.window.showErrorMessage('This note has no page that can be opened.');
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

export function mayBeOpened(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  );
}

/** Opens a note of the notebook, which is a file of the user's own. */
export async function openNoteFile(node: TreeNode): Promise<void> {
  if (node.row !== 'note' || !node.note.url?.startsWith('file:')) return;
  await vscode.window.showTextDocument(vscode.Uri.parse(node.note.url, true));
}

export async function copyText(node: TreeNode): Promise<void> {
  const text = node.row === 'note' ? node.note.text : node.row === 'entry' ? node.entry.note.text.value : '';
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage('$(check) Copied the note’s text', 4000);
}

/** Sends a note of the outbox again; one that may have arrived only after the user has said so. */
export async function sendNow(services: Services, node: TreeNode): Promise<void> {
  if (node.row !== 'entry') return;
  const entry = services.outbox.get(node.entry.id);
  if (!entry) return;
  if (entry.status.state === 'uncertain') {
    const name = entry.note.target.name ?? entry.note.target.id;
    const detail = `${entry.status.failure.message} ${entry.accountLabel} may already have this note for ${name}. Look at the customer’s notes first; sending again may store it twice.`;
    const sure = await vscode.window.showWarningMessage(
      'Send this note again?',
      { modal: true, detail },
      'Send Again',
    );
    if (sure !== 'Send Again') return;
  }
  await deliverEntry(services, entry);
}

export async function editWaiting(services: Services, node: TreeNode): Promise<void> {
  if (node.row !== 'entry') return;
  const entry = services.outbox.get(node.entry.id);
  if (entry && entry.status.state !== 'sending') await takeBack(services, entry);
}

export async function discardWaiting(services: Services, node: TreeNode): Promise<void> {
  if (node.row !== 'entry') return;
  const entry = services.outbox.get(node.entry.id);
  if (!entry || entry.status.state === 'sending') return;
  const detail = `${entry.note.text.value.slice(0, 300)}\n\nIt has not been sent, and cannot be brought back.`;
  const sure = await vscode.window.showWarningMessage(
    'Discard this note?',
    { modal: true, detail },
    'Discard',
  );
  if (sure === 'Discard') await services.outbox.remove(entry.id);
}
