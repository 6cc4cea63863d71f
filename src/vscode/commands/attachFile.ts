import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { checkForSending, type CheckedDraft } from '../../compose/checkedDraft.ts';
import { textOfFile } from '../../compose/textOfFile.ts';
import { Failure } from '../../base/failure.ts';
import type { NoteCustomer } from '../../compose/noteStart.ts';
import * as words from '../../words/attach.ts';
import { accountOfNoteGone } from '../../words/decisions.ts';
import { writeSomething } from '../../words/fields.ts';
import { customerOnly, forWhom } from '../../words/palette.ts';
import { askInTurn, askText, type Question } from '../ask.ts';
import { noRecipient, recipientQuestion, recipientText, type RecipientAnswers } from '../pickTarget.ts';
import { sendWithProgress } from '../sendWithProgress.ts';
import { keepInForm } from '../showForm.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import { attachedDraft, takesFiles, type AttachedNote } from './attachedNotes.ts';
import { fileToAttach, type FileToAttach } from './chosenFile.ts';
import { filesQuestion } from './filesQuestion.ts';
import { isTooMany, tellRefused } from './refusedFiles.ts';
import { textToSend } from './textToSend.ts';
import { withoutLeaks } from './withoutLeaks.ts';

/**
 * `Attach File as Note`: one note a file, each with the file attached, or, where the service takes no
 * attachments, with the file's text. Files that cannot go are refused before anything is asked. Several files, or those
 * that go out as text, are listed before they are logged. Of an open document with changes that are not saved, or in no
 * file yet, what is seen goes out. Where a file seems to hold secrets, the user is asked before anything is sent.
 */
export async function attachFile(
  services: Services,
  uris: readonly vscode.Uri[],
  customer?: NoteCustomer,
): Promise<void> {
  if (uris.length === 0) return void vscode.window.showInformationMessage(verbatim(words.openOneFirst()));
  if (isTooMany(uris.length)) return;
  const checked = await Promise.all(uris.map((uri) => fileToAttach(services, uri)));
  const problems = checked.filter((file) => typeof file === 'string');
  if (problems.length > 0) {
    tellRefused(problems);
    return;
  }
  const files = checked.filter((file) => typeof file !== 'string');
  await attachChecked(services, files, customer);
}

/** Asks about files that can be attached, at least one, and logs them. `customer`: undefined: it is asked for, too. */
export async function attachChecked(
  services: Services,
  files: readonly FileToAttach[],
  customer?: NoteCustomer,
): Promise<void> {
  const title = words.attachFiles(files.map(({ file }) => file.name));
  const { accounts, left, refusals } = await accountsFor(services, files, customer);
  const [account] = accounts;
  if (!account) {
    tellRefused(refusals);
    return;
  }
  await services.recent.load();
  const known = customer && { to: account, picked: { ...customer, notChecked: undefined } };
  const answers: Answers = { ...noRecipient, ...known, comments: new Map() };
  const heading = left.length === 0 ? title : words.notTo(title, left.join(', '));
  const isAsked = customer === undefined;
  await ask(services, { title, heading, files, accounts, isAsked }, answers).catch((error: unknown) => {
    keepComments(services, answers, files);
    throw error;
  });
}

/** The files that are to go, and where they can. */
interface Attaching {
  readonly title: string;
  /** The title with the accounts that take no such file. */
  readonly heading: string;
  readonly files: readonly FileToAttach[];
  readonly accounts: readonly OpenAccount[];
  /** Whether the customer is asked for. */
  readonly isAsked: boolean;
}

/** What has been answered so far. */
interface Answers extends RecipientAnswers {
  /** The texts that go with the files, by their addresses. */
  readonly comments: Map<string, string>;
}

/**
 * Which accounts take all of the files; of a customer, that one. `left`: the names of the others; `refusals`: why, each as a
 * sentence.
 */
async function accountsFor(
  { book, sources, settings }: Services,
  files: readonly FileToAttach[],
  customer: NoteCustomer | undefined,
) {
  const only = customer && book.find(customer.accountId);
  if (customer && !only) throw new Failure('invalid', accountOfNoteGone());
  const all = only ? [only] : book.all();
  const others = all.filter((open) => !takesFiles(open));
  const refusals: string[] = [];
  if (others.length > 0)
    for (const { file } of files)
      await textOfFile(sources, file, settings.largestTextFile()).catch((error: unknown) => {
        if (!Failure.is(error)) throw error;
        refusals.push(error.message);
      });
  if (refusals.length === 0) return { accounts: all, left: [], refusals };
  const left = others.map(({ account }) => account.label);
  return { accounts: all.filter(takesFiles), left, refusals };
}

async function ask(services: Services, attaching: Attaching, answers: Answers): Promise<void> {
  const { files } = attaching;
  const isAnswered = await askInTurn(services.box, questionsFor(services, attaching, answers));
  const { to, picked, comments } = answers;
  if (!isAnswered || !to || !picked) {
    keepComments(services, answers, files);
    return;
  }
  const notes = takesFiles(to)
    ? files.map((file) => ({ file, comment: comments.get(file.file.uri) ?? '' }))
    : await textNotes(services, attaching, answers);
  if (!notes) return;
  const cleared = await withoutLeaks(services, notes);
  if (!cleared) {
    keepComments(services, answers, files);
    return;
  }
  if (cleared.length === 0) {
    tellRefused([words.allLeftOut()]);
    return;
  }
  const drafts: CheckedDraft[] = [];
  for (const note of cleared) {
    const check = checkForSending(
      services,
      attachedDraft(services, to, picked.target, note),
      picked.target,
      to,
    );
    if (!check.ok) {
      tellRefused([check.problems[0]?.message ?? '']);
      return;
    }
    drafts.push(check.checked);
  }
  await sendWithProgress(services, drafts, to);
}

function questionsFor(services: Services, attaching: Attaching, answers: Answers): Question[] {
  const { title, heading, files, accounts, isAsked } = attaching;
  const { comments } = answers;
  const [first] = files;
  const options = {
    command: heading,
    placeholder: customerOnly(),
    accounts,
    ...(first && { file: first.file.uri }),
  };
  const recipient = recipientQuestion(services, options, answers);
  const about = () => forWhom(title, recipientText(answers.picked, answers.to));
  const list = filesQuestion(services, {
    heading: about,
    notes: () => files.map((file) => ({ file })),
    comments,
  });
  const details: Question = (step) => {
    const [file] = files;
    if (!file || !answers.to || !takesFiles(answers.to)) return undefined;
    if (files.length > 1) return list(step);
    const { uri, name } = file.file;
    return askText(services.box, {
      title: about(),
      prompt: file.isUnsaved ? words.whatAboutUnsaved() : words.whatAboutEnter(),
      value: comments.get(uri) ?? name,
      step,
      typed: (value) => comments.set(uri, value),
      problem: (value) => {
        comments.set(uri, value);
        return value.trim() === '' ? writeSomething() : undefined;
      },
    });
  };
  return isAsked ? [recipient, details] : [details];
}

/** The texts of the files, once the user has seen what goes out. Undefined: nothing does, which the user knows. */
async function textNotes(
  services: Services,
  { title, files }: Attaching,
  answers: Answers,
): Promise<readonly AttachedNote[] | undefined> {
  const notes: AttachedNote[] = [];
  try {
    for (const file of files) {
      const text = await textToSend(services, file);
      if (!text) return undefined;
      // A comment that was typed for another account does not go where the text is the note.
      notes.push({ file, comment: '', text });
    }
  } catch (error) {
    if (!Failure.is(error)) throw error;
    tellRefused([error.message]);
    return undefined;
  }
  const heading = () => forWhom(title, recipientText(answers.picked, answers.to));
  const question = filesQuestion(services, { heading, notes: () => notes, comments: undefined });
  return (await askInTurn(services.box, [question])) ? notes : undefined;
}

/** What was typed about the files, as drafts in the form. */
function keepComments(
  services: Services,
  { to, picked, comments }: Answers,
  files: readonly FileToAttach[],
): void {
  const open = to ?? services.book.default();
  for (const file of files.toReversed()) {
    const comment = comments.get(file.file.uri) ?? '';
    if (comment.trim() === '') continue;
    keepInForm(services, attachedDraft(services, open, picked?.target, { file, comment }));
  }
}
