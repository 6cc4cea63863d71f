import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { attachmentProblem } from '../../compose/submit.ts';
import { textOfFile } from '../../compose/textOfFile.ts';
import { checkForSending, type CheckedDraft } from '../../compose/checkedDraft.ts';
import { emptyDraft, type ChosenFile, type Draft } from '../../model/draft.ts';
import { Failure } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import { askInTurn, askText, type Question } from '../ask.ts';
import { pickAccount } from '../pickAccount.ts';
import { recipientText, targetQuestion, type RecipientAnswers, type PickedTarget } from '../pickTarget.ts';
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
  const answers: Answers = { to: undefined, picked: undefined, comment: '' };
  const allAnswered = await askInTurn(services.box, questionsFor(services, title, validFiles, answers));
  const { to, picked, comment } = answers;
  if (!to || !picked) return;
  if (!allAnswered) {
    const [file] = validFiles;
    if (comment !== '' && file)
      keepInForm(services, await draftOf(services, to, picked.target, file, comment));
    return;
  }

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
  const account: Question = (step) =>
    pickAccount(services.box, title, services.book.all(), step, (to) => (answers.to = to));
  const target = targetQuestion(services, title, answers);
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
  return [account, target, comment];
}

async function confirmSending(
  files: readonly ChosenFile[],
  to: OpenAccount,
  picked: PickedTarget,
): Promise<boolean> {
  const name = picked.target.name ?? picked.target.id;
  const asText = to.kind.capabilities.attachment ? '' : ' as text';
  const message = `Send ${files.length === 1 ? 'this file' : `these ${files.length} files, one note each,`}${asText} to ${name} in ${to.account.label}?`;
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

async function draftOf(
  services: Services,
  to: OpenAccount,
  target: Target,
  file: ChosenFile,
  comment: string,
): Promise<Draft> {
  const [kind = 'note'] = to.kind.capabilities.kinds;
  const empty = emptyDraft(services.newId(), to.account.id, kind, target.type);
  const values = { ...empty.values, target: target.id };
  if (to.kind.capabilities.attachment)
    return {
      ...empty,
      target,
      values: { ...values, text: comment === '' ? file.name : comment },
      attachment: file,
    };
  const text = await textOfFile(services.sources, file, services.settings.largestTextFile());
  return { ...empty, target, values: { ...values, text }, fileName: file.name };
}

function nameOf(uri: vscode.Uri | undefined): string {
  return uri?.path.slice(uri.path.lastIndexOf('/') + 1) ?? '';
}
