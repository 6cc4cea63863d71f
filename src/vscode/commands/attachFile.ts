import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { checkForSending, type CheckedDraft } from '../../compose/checkedDraft.ts';
import { emptyDraft, type Draft } from '../../model/draft.ts';
import { Failure } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import { askInTurn, askText, type Question } from '../ask.ts';
import {
  customerPlaceholder,
  noRecipient,
  recipientName,
  recipientQuestion,
  recipientText,
  type PickedTarget,
  type RecipientAnswers,
} from '../pickTarget.ts';
import { sendWithProgress } from '../sendWithProgress.ts';
import { keepInForm } from '../showForm.ts';
import type { Services } from '../services.ts';
import { constant, verbatim } from '../verbatim.ts';
import { fileName } from '../fileName.ts';
import { firstLine } from '../label.ts';
import { fileToAttach, type FileToAttach } from './chosenFile.ts';
import { textToSend, type TextToSend } from './textToSend.ts';

/**
 * `Attach File as Note`: one note a file, each with the file attached, or, where the service takes no
 * attachments, with the file's text. One confirmation says what goes to whom. Of an open document with changes that are
 * not saved, or in no file yet, what is seen goes out.
 */
export async function attachFile(services: Services, uris: readonly vscode.Uri[]): Promise<void> {
  const [first] = uris;
  if (!first)
    return void vscode.window.showInformationMessage(
      constant`Open or select a file first, then attach it as a note.`,
    );
  const title = uris.length === 1 ? `Attach ${fileName(first)}` : `Attach ${uris.length} Files`;
  // Files that cannot be sent are refused before the user is asked anything.
  const files = await Promise.all(uris.map((uri) => fileToAttach(services, uri)));
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
  const comment = to.kind.capabilities.attachments !== 'none' ? answers.comment : '';
  const contents = await contentsOf(services, to, validFiles, comment);
  if (!contents) return;
  if (comment === '' && !(await confirmSending(contents, to, picked))) return;
  const drafts = contents.map((content) => draftOf(services, to, picked.target, content));
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
  files: readonly FileToAttach[],
  answers: Answers,
): Question[] {
  const options = { command: title, placeholder: customerPlaceholder, accounts: services.book.all() };
  const recipient = recipientQuestion(services, options, answers);
  const comment: Question = (step) => {
    const [file] = files;
    if (files.length !== 1 || !file || answers.to?.kind.capabilities.attachments !== 'one') return undefined;
    return askText(services.box, {
      title: `${title} for ${recipientText(answers.picked, answers.to)}`,
      prompt: file.isUnsaved
        ? 'What is the file about? Enter sends it as you see it. It is not saved yet.'
        : 'What is the file about? Enter sends the note with the file.',
      value: answers.comment === '' ? file.file.name : answers.comment,
      step,
      typed: (value) => (answers.comment = value),
      problem: (value) => {
        answers.comment = value;
        return value.trim() === '' ? 'The note is empty. Say what the file is.' : undefined;
      },
    });
  };
  return [recipient, comment];
}

async function confirmSending(
  contents: readonly Content[],
  to: OpenAccount,
  picked: PickedTarget,
): Promise<boolean> {
  const asText = to.kind.capabilities.attachments === 'none' ? ' as text' : '';
  const message = `Send ${contents.length === 1 ? 'this file' : `these ${contents.length} files, one note each,`}${asText} to ${recipientName(picked)} in ${to.account.label}?`;
  const warning =
    picked.notChecked === undefined ? [] : ['', `The name is not checked: ${picked.notChecked}`];
  const detail = [...contents.map(lineOf), ...warning].join('\n');
  return (
    (await vscode.window.showInformationMessage(verbatim(message), { modal: true, detail }, 'Send')) ===
    'Send'
  );
}

/** What goes out for one file: the comment with the file, or the file's text. */
interface Content {
  readonly file: FileToAttach;
  readonly comment: string;
  readonly text?: TextToSend;
}

/** The comment, with its file where the account takes attachments. */
function commentDraft(services: Services, { to, picked, comment }: Answers, { file }: FileToAttach): Draft {
  const open = to ?? services.book.default();
  const empty = emptyNote(services, open, picked?.target);
  const values = { ...empty.values, text: comment };
  return { ...empty, values, attachments: open.kind.capabilities.attachments === 'none' ? [] : [file] };
}

/** Undefined: there is nothing to send, which the user knows. */
async function contentsOf(
  services: Services,
  to: OpenAccount,
  files: readonly FileToAttach[],
  comment: string,
): Promise<readonly Content[] | undefined> {
  if (to.kind.capabilities.attachments !== 'none') return files.map((file) => ({ file, comment }));
  const contents: Content[] = [];
  try {
    for (const file of files) {
      const text = await textToSend(services, file);
      if (!text) return undefined;
      contents.push({ file, comment, text });
    }
  } catch (error) {
    if (!Failure.is(error)) throw error;
    void vscode.window.showErrorMessage(verbatim(`${error.message} Nothing was sent.`));
    return undefined;
  }
  return contents;
}

/** One line of the confirmation: the file's name, and what is special about its content. */
function lineOf({ file: { file, isUnsaved }, text }: Content): string {
  const remark = isUnsaved ? ' (as you see it, not saved yet)' : '';
  if (text?.encoding === undefined) return `${file.name}${remark}`;
  return `${file.name} (read as ${text.encoding.label}): ${firstLine(text.text)}`;
}

function draftOf(services: Services, to: OpenAccount, target: Target, content: Content): Draft {
  const { file, comment, text } = content;
  const empty = emptyNote(services, to, target);
  const { values } = empty;
  if (text) return { ...empty, values: { ...values, text: text.text }, fileName: file.file.name };
  const note = { ...values, text: comment === '' ? file.file.name : comment };
  return { ...empty, values: note, attachments: [file.file] };
}

function emptyNote(services: Services, { account, kind }: OpenAccount, target: Target | undefined): Draft {
  const { kinds, targets } = kind.capabilities;
  const [noteKind = 'note'] = kinds;
  const empty = emptyDraft(services.newId(), account.id, noteKind, target?.type ?? targets[0]?.type ?? '');
  return target ? { ...empty, target, values: { ...empty.values, target: target.id } } : empty;
}
