import * as vscode from '../editor.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { remoteText, type FolderGit, type FolderPattern } from '../../folders/folderPattern.ts';
import * as words from '../../words/folders.ts';
import { customerOnly } from '../../words/palette.ts';
import { askChoice, askInTurn, askText, onAnswer, type Question } from '../ask.ts';
import { nameOf } from '../label.ts';
import { noRecipient, recipientQuestion } from '../pickTarget.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** A pattern that is to be linked; `isTyped`: it is still to be typed. */
interface ChosenPattern extends Pick<FolderPattern, 'of' | 'pattern'> {
  readonly isTyped: boolean;
}

/**
 * `Notelog: Link Git Remote or Branch to Customer…`: the customer is listed first for notes from any folder whose
 * repository fits, and never chosen by that.
 */
export async function linkRepository(services: Services): Promise<void> {
  const { box, book, folderLinks, repositories } = services;
  const { all, front } = services.openFolders();
  const folder = front ?? all[0];
  const git = folder && (await repositories.look(folder.uri));
  const chosen: { pattern?: ChosenPattern } = {};
  const answers = { ...noRecipient };
  const options = { command: words.linkRepository(), placeholder: customerOnly(), accounts: book.all() };
  const which: Question = (step) => {
    const question = {
      title: words.linkRepository(),
      placeholder: words.whichPattern(),
      items: items(git),
      step,
    };
    return onAnswer(askChoice(box, question), (value) => (chosen.pattern = value));
  };
  const typed: Question = (step) => {
    const { pattern } = chosen;
    if (!pattern?.isTyped) return undefined;
    const question = askText(box, {
      title: words.linkRepository(),
      prompt: pattern.of === 'remote' ? words.typeRemote() : words.typeBranch(),
      value: pattern.pattern,
      step,
      problem: (value) => (/[^*\s]/.test(value) ? undefined : words.patternNeeded()),
    });
    return onAnswer(question, (value) => (chosen.pattern = { ...pattern, pattern: withoutEdges(value) }));
  };
  const questions = [which, typed, recipientQuestion(services, options, answers)];
  const isAnswered = await askInTurn(box, questions);
  const { to, picked } = answers;
  if (!isAnswered || !chosen.pattern || !to || !picked) return;
  const pattern = chosen.pattern.pattern.slice(0, longestPattern);
  const { target } = picked;
  await folderLinks.addPattern({ of: chosen.pattern.of, pattern, accountId: to.account.id, target });
  void vscode.window.showInformationMessage(verbatim(words.patternLinked(pattern, nameOf(target))));
}

/** As long as a pattern may be. */
const longestPattern = 200;

function items(git: FolderGit | undefined) {
  const { remotes = [], branch } = git ?? {};
  const own = remotes.map(remoteText);
  const beside = remotes.filter(({ path }) => path.length > 1);
  const row = (label: string, of: FolderPattern['of'], pattern: string, description = '') => ({
    label: verbatim(label),
    ...(description !== '' && { description: verbatim(description) }),
    value: { of, pattern, isTyped: description === '' },
  });
  return [
    ...own.map((text) => row(text, 'remote', text, words.thisRemote())),
    ...beside.map(({ host, path }) => {
      const text = remoteText({ host, path: [...path.slice(0, -1), '*'] });
      return row(text, 'remote', text, words.remotesBeside());
    }),
    ...(branch === undefined ? [] : [row(branch, 'branch', branch, words.thisBranch())]),
    row(words.anotherRemote(), 'remote', own[0] ?? ''),
    row(words.anotherBranch(), 'branch', branch ?? ''),
  ];
}
