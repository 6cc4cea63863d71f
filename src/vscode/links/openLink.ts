import * as vscode from '../editor.ts';
import { assertNever, Failure } from '../../base/failure.ts';
import { parseLink, type Link } from '../../proposals/link.ts';
import { meaningOf } from '../../proposals/meaningOf.ts';
import * as words from '../../words/links.ts';
import { showHistoryOf } from '../commands/history.ts';
import { openStoredNote } from '../commands/openNote.ts';
import { openInForm } from '../proposals/openInForm.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** An address that the editor was asked to open. */
export interface Address {
  readonly path: string;
  readonly query: string;
}

/**
 * Opens a link from outside. What it proposes opens in the form, and nothing is sent: whether the editor asked before
 * does not matter. Failure `invalid`, with a sentence that quotes nothing of the link.
 */
export async function openLink(services: Services, address: Address): Promise<void> {
  const link = parseLink(address);
  switch (link.does) {
    case 'propose':
      await openNew(services, link.input);
      break;
    case 'openCustomer':
      await openCustomer(services, link.customer);
      break;
    case 'openNote':
      await openNote(services, link.note);
      break;
    default:
      assertNever(link);
  }
}

async function openNew(services: Services, input: unknown): Promise<void> {
  const { proposals } = services;
  const { id, state } = await proposals.propose(input, { via: 'uri', name: '' });
  await proposals.reload();
  const found = proposals.pending.find(({ proposal }) => proposal.id === id);
  if (!found || !(await openInForm(services, found.proposal)))
    void vscode.window.showInformationMessage(verbatim(words.answeredAlready(meaningOf(state))));
}

async function openCustomer(
  services: Services,
  { account, ...target }: Extract<Link, { does: 'openCustomer' }>['customer'],
): Promise<void> {
  const open = services.book.find(account);
  if (!open) throw new Failure('invalid', words.accountNotHere());
  await showHistoryOf(services, { open, target });
}

async function openNote(
  services: Services,
  { account: accountId, id }: Extract<Link, { does: 'openNote' }>['note'],
): Promise<void> {
  const open = services.book.find(accountId);
  if (!open) throw new Failure('invalid', words.accountNotHere());
  const { provider, account } = open;
  const note = await provider.read(id, AbortSignal.timeout(10_000));
  await openStoredNote(services, { note, account });
}
