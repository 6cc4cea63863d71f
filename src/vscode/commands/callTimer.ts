import * as vscode from '../editor.ts';
import type { Account } from '../../model/account.ts';
import { callDraft } from '../../call/callDraft.ts';
import { takeTimedCall } from '../../compose/takeTimedCall.ts';
import { clockText, isRunning, talkTime, type TimedCall } from '../../call/timedCall.ts';
import { assertNever } from '../../base/failure.ts';
import { formatDuration } from '../../model/duration.ts';
import type { Target } from '../../model/note.ts';
import { askChoice, askOnce } from '../ask.ts';
import { askCustomer } from '../askCustomer.ts';
import { actInForm } from '../showForm.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { constant, verbatim } from '../verbatim.ts';
import { nameOf } from '../label.ts';

/** `Notelog: Start Call Timer`: for the customer of a row, or one that is asked for. */
export async function startCallTimer(services: Services, node: TreeNode | undefined): Promise<void> {
  const { timer } = services;
  await timer.reload();
  if (timer.call) {
    services.box.close();
    return tellBusy(services, timer.call);
  }
  const customer = (node && customerOf(node)) ?? (await askForCustomer(services));
  if (!customer) return;
  const { account, target } = customer;
  if (services.book.find(account.id)?.kind.capabilities.kinds.includes('call'))
    await timer.start(account.id, target);
  else void vscode.window.showInformationMessage(verbatim(`${account.label} takes notes, but no calls.`));
}

/** `Notelog: Pause or Resume Call Timer`. */
export async function pauseCallTimer({ timer }: Services): Promise<void> {
  await timer.reload();
  if (!timer.call) {
    tellNone();
    return;
  }
  await (isRunning(timer.call) ? timer.pause() : timer.resume());
}

/** `Notelog: Stop Call Timer`: the call goes into the form, into the draft that was written during it if there is one. */
export async function stopCallTimer(services: Services): Promise<void> {
  const { timer, drafts, book, composer, clock } = services;
  const taken = { isInForm: false };
  const call = await timer.stop(async (timedCall) => {
    const draft = draftOf(timedCall);
    taken.isInForm = takeTimedCall(composer, draft);
    if (!taken.isInForm) drafts.saveSoon(draft);
    await drafts.flush(taken.isInForm ? composer.draft.id : draft.id);
  });
  if (!call) {
    tellNone();
    return;
  }
  if (!taken.isInForm) composer.open(draftOf(call));
  await actInForm(services, 'focusText');

  function draftOf(timedCall: TimedCall) {
    const capabilities = (book.find(timedCall.accountId) ?? book.default()).kind.capabilities;
    return callDraft(timedCall, clock.now(), capabilities.backDating);
  }
}

/** `Notelog: Discard Call Timer`, after a question. */
export async function discardCallTimer({ timer, clock }: Services): Promise<void> {
  await timer.reload();
  const { call } = timer;
  if (!call) {
    tellNone();
    return;
  }
  const choice = await vscode.window.showWarningMessage(
    constant`Discard the call timer?`,
    { modal: true, detail: `${targetName(call)}, ${clockText(talkTime(call, clock.now()))}` },
    'Discard',
  );
  if (choice === 'Discard') await timer.discard();
}

/** What a click in the status bar offers: to stop, pause, resume or discard the timer. */
export async function showCallTimer(services: Services): Promise<void> {
  const { timer } = services;
  await timer.reload();
  const { call } = timer;
  if (!call) return startCallTimer(services, undefined);
  const { box } = services;
  const act = await askOnce(box, () =>
    askChoice(box, {
      title: `Call with ${targetName(call)}`,
      placeholder: 'Call timer',
      items: [
        { label: constant`$(primitive-square) Stop and Log Call`, value: 'stop' as const },
        isRunning(call)
          ? { label: constant`$(debug-pause) Pause`, value: 'pause' as const }
          : { label: constant`$(play) Resume`, value: 'pause' as const },
        { label: constant`$(trash) Discard`, value: 'discard' as const },
      ],
    }),
  );
  switch (act) {
    case undefined:
      return;
    case 'stop':
      return stopCallTimer(services);
    case 'pause':
      return pauseCallTimer(services);
    case 'discard':
      return discardCallTimer(services);
    default:
      assertNever(act);
  }
}

/** Asks once, in one window only, whether a call that has lasted for hours is still going on. */
export async function warnOfLongCall(services: Services, call: TimedCall): Promise<void> {
  if (!(await services.timer.warn())) return;
  const length = formatDuration(Math.floor(talkTime(call, services.clock.now()) / 1000));
  const stop = 'Stop and Log Call';
  const choice = await vscode.window.showWarningMessage(
    verbatim(
      `The call timer for ${targetName(call)} has been running for ${length}. Is the call still going on?`,
    ),
    stop,
    'Discard Timer',
    'Keep Running',
  );
  if (choice === stop) await stopCallTimer(services);
  if (choice === 'Discard Timer') await services.timer.discard();
}

interface Customer {
  readonly account: Account;
  readonly target: Target;
}

/** Undefined: the row is about no customer. */
function customerOf(node: TreeNode): Customer | undefined {
  if (node.row === 'note') return { account: node.account, target: node.note.target };
  return node.row === 'group' && node.subject.by === 'customer' ? node.subject : undefined;
}

async function askForCustomer(services: Services): Promise<Customer | undefined> {
  const accounts = services.book.all().filter(({ kind }) => kind.capabilities.kinds.includes('call'));
  const customer = await askCustomer(services, 'Start Call Timer', accounts);
  return customer && { account: customer.open.account, target: customer.target };
}

/** Only one call is timed at a time. */
async function tellBusy(services: Services, call: TimedCall): Promise<void> {
  const stop = 'Stop and Log Call';
  const choice = await vscode.window.showWarningMessage(
    verbatim(`A call with ${targetName(call)} is being timed. Stop it before you start another.`),
    stop,
  );
  if (choice === stop) await stopCallTimer(services);
}

function targetName({ target }: TimedCall): string {
  return nameOf(target);
}

function tellNone(): void {
  void vscode.window.showInformationMessage(constant`No call is being timed.`);
}
