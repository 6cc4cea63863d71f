import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { attachmentProblem } from '../../compose/submit.ts';
import { textOfFile } from '../../compose/textOfFile.ts';
import { checkForSending, type CheckedDraft } from '../../compose/checkedDraft.ts';
import { emptyDraft, type ChosenFile, type Draft } from '../../model/draft.ts';
import { Failure } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import { askInTurn, askText, type Question } from '../ask.ts';
import {
  noRecipient,
  recipientName,
  recipientQuestions,
  recipientText,
  type PickedTarget,
  type RecipientAnswers,
} from '../pickTarget.ts';
import { sendWithProgress } from '../sendWithProgress.ts';
import { keepInForm } from '../showForm.ts';
import type { Services } from '../services.ts';
import { constant, verbatim } from '../verbatim.ts';

/**
 * `Attach File as Note`: one note a file, each with the file attached, or, where the service takes no
 * attachments, with the file's text. One confirmation says what goes to whom.
 */
export async function attachFile(services: Services, uris: readonly vscode.Uri[]): Promise<void> {
  if (uris.length === 0)
    return void vscode.window.showInformationMessage(
      constant`Open or select a file first, then attach it as a note.`,
    );
  const title = uris.length === 1 ? `Attach ${nameOf(uris[0])}` : `Attach ${uris.length} Files`;
  // Files that cannot be sent are refused before the user is asked anything.
  const files = await Promise.all(uris.map((uri) => chosenFile(services, uri)));
  const problems = files.filter((file) => typeof file === 'string');
  if (problems.length > 0)
    return void vscode.window.showErrorMessage(verbatim(`${problems.join(' ')} Nothing was sent.`));
  const validFiles = files.filter((file) => typeof file !== 'string');
  await services.recent.load();
  const answers: Answers = { ...noRecipient, comment: '' };
  const keepComment = () => {
    const [file] = validFiles;
    if (answers.comment !== '' && file) keepInForm(services, commentDraft(services, answers, file));
  };
  const questions = questionsFor(services, title, validFiles, answers);
  const allAnswered = await askInTurn(services.box, questions).catch((error: unknown) => {
    keepComment();
    throw error;
  });
  const { to, picked } = answers;
  if (!allAnswered || !to || !picked) {
    keepComment();
    return;
  }

  // One that was typed for another account does not go where none is asked for.
  const comment = to.kind.capabilities.attachment ? answers.comment : '';
  const drafts: Draft[] = [];
  try {
    for (const file of validFiles) drafts.push(await draftOf(services, to, picked.target, file, comment));
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return void vscode.window.showErrorMessage(verbatim(`${error.message} Nothing was sent.`));
  }
  if (comment === '' && !(await confirmSending(validFiles, to, picked))) return;
  const checked: CheckedDraft[] = [];
  for (const draft of drafts) {
    const check = checkForSending(services, draft, picked.target, to);
    if (!check.ok)
      return void vscode.window.showErrorMessage(
        verbatim(`${check.problems[0]?.message ?? ''} Nothing was sent.`),
      );
    checked.push(check.checked);
  }
  await sendWithProgress(services, checked, to);
}

/** What has been answered so far. */
interface Answers extends RecipientAnswers {
  /** The text that goes with a single attached file; '' where none is asked for. */
  comment: string;
}

function questionsFor(
  services: Services,
  title: string,
  files: readonly ChosenFile[],
  answers: Answers,
): Question[] {
  const recipient = recipientQuestions(services, title, services.book.all(), answers);
  const comment: Question = (step) => {
    const [file] = files;
    if (files.length !== 1 || !file || answers.to?.kind.capabilities.attachment !== true) return undefined;
    return askText(services.box, {
      title: `${title} for ${recipientText(answers.picked, answers.to)}`,
      prompt: 'What is the file about? Enter sends the note with the file.',
      value: answers.comment === '' ? file.name : answers.comment,
      step,
      typed: (value) => (answers.comment = value),
      problem: (value) => {
        answers.comment = value;
        return value.trim() === '' ? 'The note is empty. Say what the file is.' : undefined;
      },
    });
  };
  return [...recipient, comment];
}

async function confirmSending(
  files: readonly ChosenFile[],
  to: OpenAccount,
  picked: PickedTarget,
): Promise<boolean> {
  const asText = to.kind.capabilities.attachment ? '' : ' as text';
  const message = `Send ${files.length === 1 ? 'this file' : `these ${files.length} files, one note each,`}${asText} to ${recipientName(picked)} in ${to.account.label}?`;
  const warning =
    picked.notChecked === undefined ? [] : ['', `The name is not checked: ${picked.notChecked}`];
  const detail = [...files.map((file) => file.name), ...warning].join('\n');
  return (
    (await vscode.window.showInformationMessage(verbatim(message), { modal: true, detail }, 'Send')) ===
    'Send'
  );
}

/** The file, or one sentence that says why it cannot go. */
async function chosenFile(services: Services, uri: vscode.Uri): Promise<ChosenFile | string> {
  const name = nameOf(uri);
  try {
    const { kind, size } = await services.sources.facts(uri.toString());
    return (
      attachmentProblem(name, kind, size, services.largestAttachment()) ?? { uri: uri.toString(), name, size }
    );
  } catch (error) {
    if (Failure.is(error)) return error.message;
    throw error;
  }
}

/** The comment, with its file where the account takes attachments. */
function commentDraft(services: Services, { to, picked, comment }: Answers, file: ChosenFile): Draft {
  const open = to ?? services.book.default();
  const empty = emptyNote(services, open, picked?.target);
  const values = { ...empty.values, text: comment };
  return { ...empty, values, ...(open.kind.capabilities.attachment && { attachment: file }) };
}

async function draftOf(
  services: Services,
  to: OpenAccount,
  target: Target,
  file: ChosenFile,
  comment: string,
): Promise<Draft> {
  const empty = emptyNote(services, to, target);
  const { values } = empty;
  if (to.kind.capabilities.attachment)
    return {
      ...empty,
      values: { ...values, text: comment === '' ? file.name : comment },
      attachment: file,
    };
  const text = await textOfFile(services.sources, file, services.settings.largestTextFile());
  return { ...empty, values: { ...values, text }, fileName: file.name };
}

function emptyNote(services: Services, { account, kind }: OpenAccount, target: Target | undefined): Draft {
  const { kinds, targets } = kind.capabilities;
  const [noteKind = 'note'] = kinds;
  const empty = emptyDraft(services.newId(), account.id, noteKind, target?.type ?? targets[0]?.type ?? '');
  return target ? { ...empty, target, values: { ...empty.values, target: target.id } } : empty;
}

function nameOf(uri: vscode.Uri | undefined): string {
  return uri?.path.slice(uri.path.lastIndexOf('/') + 1) ?? '';
}
