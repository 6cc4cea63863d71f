import * as vscode from '../editor.ts';
import { linkTo, type Link } from '../../proposals/link.ts';
import * as words from '../../words/links.ts';
import { customerOfRow } from '../tree/customerOfRow.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { constant, verbatim } from '../verbatim.ts';

/** `Notelog: Copy Link`: one that opens the note of a row, or the history of its customer, in this editor. */
export async function copyLink(node: TreeNode): Promise<void> {
  const link = linkOf(node);
  const address = link && linkTo(vscode.env.uriScheme, link);
  if (address === undefined) return void vscode.window.showInformationMessage(verbatim(words.noLinkFor()));
  await vscode.env.clipboard.writeText(address);
  vscode.window.setStatusBarMessage(constant`$(check) ${words.linkCopied()}`, 4000);
}

function linkOf(node: TreeNode): Link | undefined {
  if (node.row === 'note') return { does: 'openNote', note: { account: node.account.id, id: node.note.id } };
  const row = customerOfRow(node);
  if (!row) return undefined;
  const { type, id, scope } = row.target;
  return {
    does: 'openCustomer',
    customer: { account: row.accountId, type, id, ...(scope !== undefined && { scope }) },
  };
}
