import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Failure } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import { stateAfter } from '../../delivery/retry.ts';
import type { NewTask, Task } from '../../model/task.ts';
import type { Tasks } from '../../providers/tasks.ts';
import { customerOnly } from '../../words/palette.ts';
import { askInTurn, type Question } from '../ask.ts';
import { noRecipient, recipientQuestion } from '../pickTarget.ts';
import type { Services } from '../services.ts';
import * as words from '../../words/followUps.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { constant, verbatim } from '../verbatim.ts';
import { followUpQuestions, type FollowUpAnswers } from './followUpQuestions.ts';
import { nameOf } from '../label.ts';

/** `Notelog: New Follow-Up`: for the customer of a row, or for one that the user is asked for. */
export async function newFollowUp(services: Services, node: TreeNode | undefined): Promise<void> {
  const customer =
    node?.row === 'note' || node?.row === 'tasks'
      ? { account: node.account, target: node.row === 'note' ? node.note.target : node.target }
      : node?.row === 'group' && node.subject.by === 'customer'
        ? node.subject
        : undefined;
  await followUp(services, customer?.account.id, customer?.target);
}

/** Asks for a follow-up of a customer, and stores it at the service. `details`: what stands in the box at first. */
export async function followUp(
  services: Services,
  accountId: string | undefined,
  target: Target | undefined,
  details = '',
): Promise<void> {
  const to = accountId === undefined ? undefined : services.book.find(accountId);
  if (to && !to.provider.tasks) {
    void vscode.window.showInformationMessage(verbatim(words.hasNone(to.account.label)));
    return;
  }
  if (!hasFollowUps(services)) {
    const titles = services.kinds.flatMap(({ title, capabilities }) => (capabilities.tasks ? [title] : []));
    void vscode.window.showInformationMessage(verbatim(words.noAccountHas(titles.join(', '))));
    return;
  }
  const isKnown = to !== undefined && target !== undefined;
  const picked = isKnown ? { accountId: to.account.id, target, notChecked: undefined } : undefined;
  const answers: FollowUpAnswers = {
    ...noRecipient,
    to,
    picked,
    details,
    dueOn: '',
    assignee: '',
    typedDay: '',
    typedAssignee: '',
  };
  const options = {
    command: words.newFollowUp(),
    placeholder: customerOnly(),
    accounts: accountsOf(services),
  };
  const whom = isKnown ? [] : [recipientQuestion(services, options, answers)];
  await ask(services, whom, answers);
}

/** `whom`: the questions that come before those about the follow-up itself. */
async function ask(services: Services, whom: readonly Question[], answers: FollowUpAnswers): Promise<void> {
  const questions = [...whom, ...followUpQuestions(services, answers)];
  if (!(await askInTurn(services.box, questions))) return offerText(answers.details);
  const { to, picked, details, dueOn, assignee } = answers;
  const tasks = to?.provider.tasks;
  if (!tasks || !picked) return;
  const { target } = picked;
  const task = { target, details: details.trim(), assignee: assignee.trim(), dueOn };
  try {
    services.followUps.add(to.account.id, await create(tasks, task));
  } catch (error) {
    if (!Failure.is(error)) throw error;
    await explainFailure(services, answers, error);
    return;
  }
  const name = nameOf(target);
  const when = new Date(`${dueOn}T12:00:00`).toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
  void vscode.window.showInformationMessage(verbatim(words.isDueOn(name, when)));
  services.tree.redrawAll();
}

/** Whether any of the accounts has follow-ups. */
export function hasFollowUps(services: Services): boolean {
  return accountsOf(services).length > 0;
}

function accountsOf({ book }: Services): readonly OpenAccount[] {
  return book.all().filter(({ provider }) => provider.tasks !== undefined);
}

async function create(tasks: Tasks, task: NewTask): Promise<Task> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: verbatim(words.saving()),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        return await tasks.create(task, abort.signal);
      } finally {
        subscription.dispose();
      }
    },
  );
}

/** A follow-up is never sent again unless the user says so: the service may have it. */
async function explainFailure(services: Services, answers: FollowUpAnswers, failure: Failure): Promise<void> {
  services.log.warn(`Follow-up: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
  const isUncertain = stateAfter(failure) === 'uncertain' || failure.reason === 'cancelled';
  const again = isUncertain ? words.checkAndTryAgain() : words.tryAgain();
  const copy = words.copyText();
  const message = isUncertain ? words.possiblySaved(failure.message) : words.wasNotSaved(failure.message);
  const choice = await vscode.window.showErrorMessage(verbatim(message), again, copy);
  if (choice === copy) await vscode.env.clipboard.writeText(answers.details);
  if (choice === again) await ask(services, [], answers);
}

async function offerText(details: string): Promise<void> {
  if (details.trim() === '') return;
  const copy = words.copyText();
  const choice = await vscode.window.showInformationMessage(verbatim(words.notSaved()), copy);
  if (choice === copy) await vscode.env.clipboard.writeText(details);
}

/** Marks a follow-up as done at its service, unless that is undone at once. Its row disappears. */
export async function completeTask(services: Services, node: TreeNode): Promise<void> {
  if (node.row !== 'task') return;
  const { book, followUps, settings } = services;
  const open = book.find(node.account.id);
  if (!open) return;
  try {
    const result = await followUps.complete({ open, taskId: node.task.id, delay: settings.undoTime() });
    if (result !== 'done') return;
    vscode.window.setStatusBarMessage(constant`$(check) ${words.isDone()}`, 4000);
    services.tree.redrawAll();
  } catch (error) {
    if (!Failure.is(error)) throw error;
    services.log.warn(`Follow-up: ${error.reason}, ${error.detail ?? 'no detail'}`);
    const again = words.tryAgain();
    const choice = await vscode.window.showErrorMessage(verbatim(words.notDone(error.message)), again);
    if (choice === again) await completeTask(services, node);
  }
}

/** Stops that, while the service has not been asked. */
export function undoCompletion({ followUps }: Services, node: TreeNode): void {
  if (node.row === 'task') followUps.undoCompletion(node.account.id, node.task.id);
}
