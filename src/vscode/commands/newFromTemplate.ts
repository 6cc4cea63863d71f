import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { NoteCustomer } from '../../compose/noteStart.ts';
import { AccountsFinder } from '../../customers/accountsFinder.ts';
import { isBlank } from '../../model/draft.ts';
import { accountOfTemplate } from '../../templates/accountOfTemplate.ts';
import { isTemplate, type Template } from '../../templates/template.ts';
import { fillTemplate, namesIn } from '../../templates/templateText.ts';
import { customerOnly } from '../../words/palette.ts';
import * as words from '../../words/templates.ts';
import { askChoice, askInTurn, onAnswer, type Question } from '../ask.ts';
import { noRecipient, recipientQuestion } from '../pickTarget.ts';
import type { Services } from '../services.ts';
import { startNote } from '../startNote.ts';
import { allTemplates, type ListedTemplate } from '../templates/allTemplates.ts';
import { selectedText, templateValues } from '../templates/templateValues.ts';
import { templateItem } from '../templates/templateItem.ts';
import { verbatim } from '../verbatim.ts';

/**
 * `Notelog: New Note from Template…`: which one, and whom it is about where its text says that and nobody is chosen in
 * the form. It is a draft in the form then.
 */
export async function newFromTemplate(services: Services): Promise<void> {
  const { box } = services;
  const selection = selectedText();
  const all = await allTemplates(services);
  const chosen: { listed?: ListedTemplate } = {};
  const answers = { ...noRecipient };
  const template: Question = (step) =>
    onAnswer(
      askChoice(box, {
        title: words.newFromTemplate(),
        placeholder: words.whichTemplate(),
        items: all.map((value) => ({ ...templateItem(value), value })),
        step,
      }),
      (value) => (chosen.listed = value),
    );
  const recipient: Question = (step) => {
    const made = chosen.listed?.template;
    if (!made || !isTemplate(made) || !namesIn(made.text).has('customer') || chosenInForm(services))
      return undefined;
    const { open } = accountIn(services, made);
    const accounts = open ? [open] : services.book.all();
    const options = { command: words.newFromTemplate(), placeholder: customerOnly(), accounts };
    return recipientQuestion(services, options, answers)(step);
  };
  const isAnswered = await askInTurn(box, [template, recipient]);
  if (!isAnswered || !chosen.listed) return;
  const { template: found, uri } = chosen.listed;
  if (!isTemplate(found)) {
    if (uri !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(uri));
    void vscode.window.showErrorMessage(verbatim(words.cannotBeUsed(found.name, found.problem)));
    return;
  }
  const { to, picked } = answers;
  const asked = to && picked ? { accountId: to.account.id, target: picked.target } : undefined;
  await start(services, found, asked, selection);
}

async function start(
  services: Services,
  template: Template,
  asked: NoteCustomer | undefined,
  selection: string,
): Promise<void> {
  const { book, composer } = services;
  const { kind, duration, customer: search } = template;
  const inForm = chosenInForm(services);
  const { open, problem } = accountIn(services, template);
  const to = book.find((asked ?? inForm)?.accountId ?? '') ?? open ?? composer.account;
  const about = asked ?? inForm ?? suggestedBy(services, template, to);
  const values = { ...(await templateValues(services, template, to)), customer: nameOf(about), selection };
  const { text, cursor, left } = fillTemplate(template.text, values);
  if (problem !== undefined) tell(problem);
  if (left.length > 0) tell(words.notFilledIn(left.join(', ')));
  await startNote(services, {
    text,
    ...(kind && { kind }),
    ...(duration !== undefined && { duration }),
    ...(asked && { customer: asked }),
    ...(open && { accountId: open.account.id }),
    ...(about && !asked && !inForm && { suggested: about }),
    ...(search !== undefined && { search }),
    ...(cursor !== undefined && { cursor }),
  });
}

function nameOf(about: NoteCustomer | undefined): string {
  return about?.target.name ?? about?.target.id ?? '';
}

/** Whom the user chose for a note in the form in which nothing is written. */
function chosenInForm({ composer }: Services): NoteCustomer | undefined {
  const { draft, recipient, account } = composer;
  const { target } = recipient;
  if (!target || draft.edits || draft.suggestedBy !== undefined || !isBlank(draft)) return undefined;
  return { accountId: account.account.id, target };
}

function accountIn({ book, composer }: Services, template: Template) {
  return accountOfTemplate(template, book.all(), composer.account);
}

/**
 * The only customer on this machine's lists that is called exactly as the user's template says. What a folder's template
 * says is only searched for: whoever wrote it is not the user.
 */
function suggestedBy(
  services: Services,
  { customer, origin }: Template,
  to: OpenAccount,
): NoteCustomer | undefined {
  if (customer === undefined || origin.from === 'workspace') return undefined;
  const finder = new AccountsFinder({ ...services, accounts: [to], workspaceNames: [], maxRows: 10 });
  try {
    const { rows } = finder.find({ text: customer, within: undefined });
    const [only, ...others] = rows.filter(({ fit }) => fit === 'exact');
    if (!only || others.length > 0) return undefined;
    return { accountId: only.open.account.id, target: only.entry.target };
  } finally {
    finder.dispose();
  }
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(verbatim(message));
}
