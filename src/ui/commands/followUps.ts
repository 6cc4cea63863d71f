import * as vscode from 'vscode';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { dayProblem, detailsProblem, dueDays } from '../../notes/followUp.ts';
import { Failure } from '../../notes/failure.ts';
import type { Target } from '../../notes/note.ts';
import { stateAfter } from '../../notes/outbox/retry.ts';
import type { NewTask } from '../../notes/task.ts';
import type { Tasks } from '../../providers/tasks.ts';
import { askChoice, askInTurn, askText, type Question } from '../ask.ts';
import { askCustomer, type AskedCustomer } from '../askCustomer.ts';
import { seenAuthors } from '../seenAuthors.ts';
import type { Services } from '../services.ts';
import { dateAndTime, localDay } from '../times.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';

const title = 'New Follow-Up';

/** Whom a follow-up is for, and what has been answered so far. */
interface Answers extends AskedCustomer {
  details: string;
  dueOn: string;
  assignee: string;
}

/** `Notelog: New Follow-Up`: for the customer of a row, or one that is asked for. */
export async function newFollowUp(services: Services, node: TreeNode | undefined): Promise<void> {
  const of =
    node?.row === 'note' || node?.row === 'tasks'
      ? { account: node.account, target: node.row === 'note' ? node.note.target : node.target }
      : node?.row === 'group' && node.subject.by === 'customer'
        ? node.subject
        : undefined;
  await followUp(services, of?.account.id, of?.target);
}

/** Asks for a follow-up of a customer, and keeps it at the service. */
export async function followUp(
  services: Services,
  accountId: string | undefined,
  target: Target | undefined,
): Promise<void> {
  const to = accountId === undefined ? undefined : services.book.find(accountId);
  if (to && !to.provider.tasks) {
    const none = `${to.account.label} keeps no follow-ups.`;
    void vscode.window.showInformationMessage(verbatim(none));
    return;
  }
  if (accountsOf(services).length === 0) {
    void vscode.window.showInformationMessage('None of the accounts keeps follow-ups; ChartMogul does.');
    return;
  }
  const customer =
    to && target ? { open: to, target } : await askCustomer(services, title, accountsOf(services));
  if (customer) await ask(services, { ...customer, details: '', dueOn: '', assignee: '' });
}

async function ask(services: Services, answers: Answers): Promise<void> {
  if (!(await askInTurn(questions(services, answers)))) return keepText(answers.details);
  const { open, target, details, dueOn, assignee } = answers;
  const { tasks } = open.provider;
  if (!tasks) return;
  const task = { target, details: details.trim(), assignee: assignee.trim(), dueOn };
  try {
    await create(tasks, task);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    await tellFailed(services, answers, error);
    return;
  }
  const name = target.name ?? target.id;
  const when = new Date(`${dueOn}T12:00:00`).toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
  void vscode.window.showInformationMessage(verbatim(`Follow-up for ${name} is due on ${when}.`));
  services.tree.drawAnew();
}

function accountsOf({ book }: Services): readonly OpenAccount[] {
  return book.all().filter(({ provider }) => provider.tasks !== undefined);
}

async function create(tasks: Tasks, task: NewTask): Promise<void> {
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: 'Notelog: keeping the follow-up…',
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      const listening = token.onCancellationRequested(() => abort.abort());
      try {
        await tasks.create(task, abort.signal);
      } finally {
        listening.dispose();
      }
    },
  );
}

/** Never sent again by itself: the service may have it. */
async function tellFailed(services: Services, answers: Answers, failure: Failure): Promise<void> {
  services.log.warn(`Follow-up: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
  const unsure = stateAfter(failure) === 'uncertain' || failure.reason === 'cancelled';
  const again = unsure ? 'Check and Try Again' : 'Try Again';
  const copy = 'Copy Text';
  const message = unsure
    ? `${failure.message} The follow-up may have been kept; look at the customer’s open ones before you try again.`
    : `${failure.message} No follow-up was kept.`;
  const chosen = await vscode.window.showErrorMessage(verbatim(message), again, copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(answers.details);
  if (chosen === again) await ask(services, answers);
}

function questions(services: Services, answers: Answers): readonly Question[] {
  const heading = () =>
    `${title} for ${answers.target.name ?? answers.target.id} · ${answers.open.account.label}`;
  return [
    (step) =>
      askText({
        title: heading(),
        prompt: 'What is to be done?',
        placeholder: 'Send the quote',
        step,
        value: answers.details,
        problem: detailsProblem,
        typed: (value) => (answers.details = value),
      }),
    (step) =>
      askChoice({
        title: heading(),
        placeholder: 'When is it due?',
        step,
        items: [
          ...dueDays(localDay(services.clock.now())).map(({ label, day }) => ({
            label,
            description: day,
            value: day,
          })),
          { label: 'Another Day…', value: '' },
        ],
      }).then((reply) => {
        if (reply.reply === 'value') answers.dueOn = reply.value;
        return reply;
      }),
    (step) =>
      answers.dueOn !== ''
        ? undefined
        : askText({
            title: heading(),
            prompt: 'Due on, as year-month-day',
            placeholder: '2026-07-31',
            step,
            problem: dayProblem,
          }).then((reply) => {
            if (reply.reply === 'value') answers.dueOn = reply.value.trim();
            return reply;
          }),
    (step) => {
      const seen = seenAuthors(services.recentNotes, answers.open);
      if (seen.length === 0) return undefined;
      return askChoice({
        title: heading(),
        placeholder: 'Who is to do it?',
        step,
        items: [
          ...seen.map((value) => ({ label: verbatim(value), value })),
          { label: 'Somebody Else…', value: '' },
        ],
      }).then((reply) => {
        if (reply.reply === 'value') answers.assignee = reply.value;
        return reply;
      });
    },
    (step) =>
      answers.assignee !== ''
        ? undefined
        : askText({
            title: heading(),
            prompt: 'E-mail address of the team member who is to do it',
            placeholder: 'ann@example.com',
            step,
            problem: (value) => (value.includes('@') ? undefined : 'Type an e-mail address of your team.'),
          }).then((reply) => {
            if (reply.reply === 'value') answers.assignee = reply.value.trim();
            return reply;
          }),
  ];
}

async function keepText(details: string): Promise<void> {
  if (details.trim() === '') return;
  const copy = 'Copy Text';
  const chosen = await vscode.window.showInformationMessage('No follow-up was kept.', copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(details);
}

/** A follow-up is done: the service is told, and the row goes. */
export async function completeTask(services: Services, node: TreeNode): Promise<void> {
  if (node.row !== 'task') return;
  const tasks = services.book.find(node.account.id)?.provider.tasks;
  if (!tasks) return;
  await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, () =>
    tasks.complete(node.task.id, AbortSignal.timeout(60_000)),
  );
  const at = dateAndTime(vscode.env.language)(services.clock.now());
  vscode.window.setStatusBarMessage(`$(check) Follow-up done, ${at}`, 4000);
  services.tree.drawAnew();
}
