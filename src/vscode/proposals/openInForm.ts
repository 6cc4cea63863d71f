import * as vscode from '../editor.ts';
import { openProposal } from '../../compose/openProposal.ts';
import type { Proposal } from '../../proposals/proposal.ts';
import * as words from '../../words/proposals.ts';
import { shortName } from '../label.ts';
import type { Services } from '../services.ts';
import { showForm } from '../showForm.ts';
import { verbatim } from '../verbatim.ts';

/**
 * Opens a proposal that was shown in the form, from where alone it is logged. False: it was answered, or is just being,
 * elsewhere. Failure `storage`.
 */
export async function openInForm(services: Services, proposal: Proposal): Promise<boolean> {
  if ((await openProposal(services, proposal)) === 'changed') return false;
  await showForm();
  const { account } = proposal.note;
  if (account !== undefined && !services.book.named(account))
    void vscode.window.showWarningMessage(verbatim(words.noSuchAccount(shortName(account))));
  return true;
}
