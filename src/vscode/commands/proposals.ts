import * as vscode from '../editor.ts';
import { Failure } from '../../base/failure.ts';
import { declineProposal } from '../../compose/openProposal.ts';
import type { PendingProposal } from '../../proposals/pendingProposals.ts';
import * as words from '../../words/proposals.ts';
import { confirm } from '../confirm.ts';
import { openInForm } from '../proposals/openInForm.ts';
import type { Services } from '../services.ts';
import { lineOfProposal } from '../tree/proposalRows.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';

/** Opens a proposal of a row in the form. It is logged only from there. */
export async function openProposal(services: Services, node: TreeNode): Promise<void> {
  if (node.row !== 'proposal') return;
  if (!(await openInForm(services, node.pending.proposal))) tellAnswered();
}

/** Declines the proposal of a row. */
export async function declineOne(services: Services, node: TreeNode): Promise<void> {
  if (node.row !== 'proposal') return;
  if ((await declineProposal(services, node.pending.proposal)) === 'changed') tellAnswered();
}

/** Declines all that the source of a row has proposed and the user was shown, after a question. */
export async function declineAllOfSource(services: Services, node: TreeNode): Promise<void> {
  if (node.row !== 'proposal') return;
  const { via, name } = node.pending.proposal.source;
  const own = services.proposals.pending.filter(
    ({ proposal: { source } }) => source.via === via && source.name === name,
  );
  const isSure = await confirm({
    question: words.declineAll(own.length, words.sourceText(name, via)),
    detail: words.declineMeans(),
    keep: words.keepThem(),
    act: words.decline(),
  });
  if (!isSure) return;
  const staying: PendingProposal[] = [];
  for (const pending of own) if (!(await isDeclined(services, pending))) staying.push(pending);
  const message = words.declined(own.length - staying.length, staying.map(lineOfProposal));
  void vscode.window.showInformationMessage(verbatim(message));
}

/** False: it is being written or logged, here or in another window, and stays. Failure `storage`. */
async function isDeclined(services: Services, { proposal }: PendingProposal): Promise<boolean> {
  try {
    await declineProposal(services, proposal);
  } catch (error) {
    if (Failure.is(error, 'invalid')) return false;
    throw error;
  }
  return services.proposals.pending.every((other) => other.proposal.id !== proposal.id);
}

function tellAnswered(): void {
  void vscode.window.showInformationMessage(verbatim(words.answeredElsewhere()));
}
