import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Failure } from '../../base/failure.ts';
import { checkForSending, type CheckedDraft } from '../../compose/checkedDraft.ts';
import { confirmTarget } from '../../compose/confirmTarget.ts';
import { customerMeant, declineProposal, draftFrom, draftOfProposal } from '../../compose/openProposal.ts';
import type { Draft } from '../../model/draft.ts';
import type { NoteKind } from '../../model/note.ts';
import { attachArguments, parseNoteArguments } from '../../proposals/commandInput.ts';
import type { Proposal } from '../../proposals/proposal.ts';
import { parseInput, type ProposedNote } from '../../proposals/proposalInput.ts';
import type { Proposed } from '../../proposals/proposing.ts';
import { openOneFirst } from '../../words/attach.ts';
import { theText } from '../../words/leaks.ts';
import * as words from '../../words/proposals.ts';
import type { CustomerOfAccount } from '../askCustomer.ts';
import { cancellable } from '../cancellable.ts';
import { attachToForm } from '../form/attachToForm.ts';
import { nameOf } from '../label.ts';
import { sendWithProgress } from '../sendWithProgress.ts';
import type { Services } from '../services.ts';
import { showForm } from '../showForm.ts';
import { verbatim } from '../verbatim.ts';

const source = { via: 'command', name: '' } as const;

/** UTF-16 units. A longer text does not fit into a question, in which all of it must be seen. */
const longestAsked = 1000;

/**
 * New Note or Log Call with an argument: a proposal, which is opened in the form at once, or asked about. Without a text
 * there is nothing to log yet, so the form only begins with what is known. Failure `invalid`, with a sentence that names
 * the field.
 */
export async function writeProposed(
  services: Services,
  kind: NoteKind,
  argument: object,
): Promise<Proposed | undefined> {
  const { ask, text, ...known } = parseNoteArguments(argument, kind);
  const { composer, proposals } = services;
  if (text === undefined && ask !== undefined) throw new Failure('invalid', words.fieldProblem('text'));
  const given = await draftGiven(services, { ...known, text });
  if (!given) return undefined;
  const { draft, proposal } = given;
  if (ask === undefined || !proposal || !(await askNow(services, proposal, draft))) {
    composer.open(draft);
    await showForm();
  }
  return proposal && { id: proposal.id, state: (await proposals.stateOf(proposal.id)) ?? 'pending' };
}

/**
 * Attach File as Note with an argument: the same, with this file, which is in front of the user. It is read when the note
 * is logged there. Failure `invalid`, with a sentence that names the field.
 */
export async function attachProposed(
  services: Services,
  argument: object,
  file: vscode.Uri | undefined,
): Promise<void> {
  const input = parseInput(attachArguments, argument);
  if (!file) return void vscode.window.showInformationMessage(verbatim(openOneFirst()));
  const given = await draftGiven(services, input);
  if (!given) return;
  services.composer.open(given.draft);
  await attachToForm(services, given.draft.id, [file]);
  await showForm();
}

/** A draft with what is given. Undefined: what was proposed is answered elsewhere, which the user is told. */
async function draftGiven(
  services: Services,
  { text, ...known }: Partial<Omit<ProposedNote, 'text'>> & { readonly text?: string | undefined },
): Promise<{ readonly draft: Draft; readonly proposal?: Proposal } | undefined> {
  if (text === undefined) return { draft: await draftFrom(services, services.newId(), known) };
  const proposal = await propose(services, { ...known, text });
  const draft = proposal && (await draftOfProposal(services, proposal));
  if (draft) return { draft, proposal };
  void vscode.window.showInformationMessage(verbatim(words.answeredElsewhere()));
  return undefined;
}

/** Whom a command is about that was called with an argument. Failure `invalid`. */
export async function customerOfArguments(
  services: Services,
  given: Parameters<typeof customerMeant>[1],
): Promise<CustomerOfAccount> {
  if (given.account !== undefined && !services.book.named(given.account))
    throw new Failure('invalid', words.fieldProblem('account'));
  const found = await customerMeant(services, given);
  if (!found) throw new Failure('invalid', words.nobodyFits());
  return found;
}

/** What was answered before is proposed anew: the user has run the command again. */
async function propose({ proposals }: Services, input: object): Promise<Proposal | undefined> {
  let made = await proposals.propose(input, source);
  if (made.state !== 'pending' && made.state !== 'reviewing')
    made = await proposals.propose({ ...input, again: true }, source);
  await proposals.reload();
  return proposals.pending.find(({ proposal }) => proposal.id === made.id)?.proposal;
}

/**
 * Asks the user about a note, all of which is in the question, with its customer and account. False: it cannot be asked
 * about, or the user wants to see it in the form.
 */
async function askNow(services: Services, proposal: Proposal, draft: Draft): Promise<boolean> {
  const to = services.book.find(draft.values.account);
  // One that is in a form already may have been changed there.
  if (!to || services.composer.holds(draft.id)) return false;
  const checked = await checkedNow(services, draft, to);
  if (!checked) return false;
  const { kind, target } = checked.note;
  const choice = await vscode.window.showInformationMessage(
    verbatim(words.logThis(kind, nameOf(target), to.account.label)),
    { modal: true, detail: detailOf(checked.draft) },
    // What logs nothing comes first, because the first one is what Enter presses.
    words.openInForm(),
    words.doLog(),
  );
  if (choice === words.openInForm()) return false;
  if (choice === words.doLog()) await sendWithProgress(services, [checked], to);
  else await declineProposal(services, proposal, draft);
  return true;
}

/** What can be logged without the form, as the service names its customer; undefined: nothing can. */
async function checkedNow(
  services: Services,
  draft: Draft,
  to: OpenAccount,
): Promise<CheckedDraft | undefined> {
  const { target: chosen } = draft;
  if (!chosen || detailOf(draft).length > longestAsked) return undefined;
  const confirmation = await cancellable(words.lookingUpCustomer(), (signal) =>
    confirmTarget(to, chosen, signal),
  );
  if (confirmation?.state !== 'confirmed') return undefined;
  const { target } = confirmation;
  const text = await services.leaks.text(draft.values.text, theText());
  if (text === undefined) return undefined;
  const values = { ...draft.values, targetType: target.type, target: target.id, text };
  const check = checkForSending(services, { ...draft, target, values }, target, to);
  return check.ok ? check.checked : undefined;
}

/** All that would be logged, beside whom it is about. */
function detailOf({ values: { text, duration, occurredAt, author } }: Draft): string {
  const facts = [duration, occurredAt, author].filter((each) => each !== '');
  return [text, ...(facts.length === 0 ? [] : ['', facts.join(' · ')])].join('\n');
}
