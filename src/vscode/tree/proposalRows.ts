import * as vscode from '../editor.ts';
import { shortened } from '../../base/shortened.ts';
import type { ProposedNote } from '../../proposals/proposalInput.ts';
import type { PendingProposal } from '../../proposals/pendingProposals.ts';
import { proposalCount } from '../../words/counts.ts';
import * as words from '../../words/proposals.ts';
import * as rows from '../../words/rows.ts';
import { firstLine, shortName } from '../label.ts';
import { dateAndTime } from '../times.ts';
import { verbatim } from '../verbatim.ts';
import type { TreeNode } from './treeNode.ts';

type NeedsOkNode = Extract<TreeNode, { row: 'needsOk' }>;
type ProposalNode = Extract<TreeNode, { row: 'proposal' }>;

/** UTF-16 units of a text in a tooltip. */
const longestText = 2000;

/** The row over what waits for the user's OK; none where nothing does. `hidden`: how many more there are. */
export function proposalNodes(pending: readonly PendingProposal[], hidden: number): readonly NeedsOkNode[] {
  if (pending.length === 0) return [];
  const children = pending.map((each): ProposalNode => ({
    row: 'proposal',
    key: `proposal ${each.proposal.id}`,
    pending: each,
  }));
  return [{ row: 'needsOk', key: 'needs OK', children, hidden }];
}

/** The proposals, above everything else: somebody waits for an answer. */
export function needsOkItem({ children, hidden }: NeedsOkNode): vscode.TreeItem {
  const item = new vscode.TreeItem(words.needsYourOk(), vscode.TreeItemCollapsibleState.Expanded);
  const count = proposalCount(children.length);
  const facts = hidden === 0 ? [count] : [count, words.andMore(hidden)];
  item.description = [String(children.length), ...facts.slice(1)].join(' · ');
  item.iconPath = new vscode.ThemeIcon('bell-dot', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'group';
  item.accessibilityInformation = { label: [words.needsYourOk(), ...facts].join(', ') };
  return item;
}

/** A proposal: whom it is about, what it says, and who says so. A click opens it in the form, and logs nothing. */
export function proposalItem(node: ProposalNode, language: string): vscode.TreeItem {
  const { proposal, isDraft } = node.pending;
  const { text, account } = proposal.note;
  const { customer, call, line } = partsOf(node.pending);
  const source = words.sourceText(proposal.source.name, proposal.source.via);
  const item = new vscode.TreeItem(lineOfProposal(node.pending));
  item.description = [source, ...(isDraft ? [words.isInForm()] : [])].join(' · ');
  item.tooltip = verbatim(
    [
      shortened(text, longestText),
      '',
      [customer, ...call].join(', '),
      ...(account === undefined ? [] : [shortName(account)]),
      words.proposedBy(source),
      // A draft waits for as long as the user likes.
      ...(isDraft ? [] : [words.waitsUntil(dateAndTime(language)(proposal.expiresAt))]),
    ].join('\n'),
  );
  item.iconPath = new vscode.ThemeIcon(isDraft ? 'edit' : 'comment');
  item.contextValue = 'proposal';
  item.command = { command: 'notelog.openProposal', title: words.openInForm(), arguments: [node] };
  item.accessibilityInformation = {
    label: words.spokenProposal(customer, [...call, line].join(', '), item.description),
  };
  return item;
}

/** A proposal on one line, as its row shows it. */
export function lineOfProposal(pending: PendingProposal): string {
  const { customer, call, line } = partsOf(pending);
  return [customer, ...call, line].join(' · ');
}

function partsOf(pending: PendingProposal): {
  readonly customer: string;
  readonly call: readonly string[];
  readonly line: string;
} {
  const { kind, callDuration, text } = pending.proposal.note;
  const call = kind === 'call' ? [rows.call(callDuration)] : [];
  return { customer: customerOfProposal(pending.proposal.note), call, line: firstLine(text) };
}

/** Whom a proposal is about, as it says. */
export function customerOfProposal({ customer }: ProposedNote): string {
  if (!customer) return words.nobodyNamed();
  return shortName('id' in customer ? customer.id : customer.query);
}
