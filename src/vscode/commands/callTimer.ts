import * as vscode from '../editor.ts';
import type { Account } from '../../model/account.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { callDraft, isOfCall, timedValues } from '../../call/callDraft.ts';
import { clockText, isRunning, talkTime, type TimedCall } from '../../call/timedCall.ts';
import { openStarted } from '../../compose/noteStart.ts';
import { assertNever } from '../../base/failure.ts';
import { durationText } from '../../model/durationText.ts';
import type { Draft } from '../../model/draft.ts';
import type { Target } from '../../model/note.ts';
import { askChoice, askOnce } from '../ask.ts';
import { askCustomer, type CustomerOfAccount } from '../askCustomer.ts';
import { actInForm } from '../showForm.ts';
import type { Services } from '../services.ts';
import { offerOpenItems, openCallPage } from '../call/callPage.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { constant, verbatim } from '../verbatim.ts';
import * as words from '../../words/callTimer.ts';
import { nameOfCallee } from '../label.ts';

/**
 * `Notelog: Start Call Timer`: at once, for the customer of a row, of an argument (`given`) or the one in the form. Where there is neither, it is
 * asked whom the call is with while the timer runs; that can be answered later, too.
 */
export async function startCallTimer(
  services: Services,
  node: TreeNode | undefined,
  given?: CustomerOfAccount,
): Promise<void> {
  const { timer, book, box } = services;
  await timer.reload();
  if (timer.call) {
    box.close();
    return tellBusy(services, timer.call);
  }
  const named = given && { account: given.open.account, target: given.target };
  const customer = named ?? (node ? customerOf(node) : customerInForm(services));
  if (!customer) {
    await timer.start(accountForCalls(services).account.id, undefined);
    return chooseCallee(services);
  }
  box.close();
  const { account, target } = customer;
  if (!takesCalls(book.find(account.id)))
    return void vscode.window.showInformationMessage(verbatim(words.takesNoCalls(account.label)));
  await timer.start(account.id, target);
  await callBegan(services, { account, target });
}

/** What is noted during a call belongs to it: the form has a note for it, which opens with the customer's page. */
export async function callBegan(services: Services, { account, target }: Customer): Promise<void> {
  const { composer, book } = services;
  const open = book.find(account.id);
  const isInForm = customerInForm(services)?.target.id === target.id && composer.account === open;
  if (isInForm) composer.edit('kind', 'call');
  else openStarted(services, { text: '', kind: 'call', customer: { accountId: account.id, target } });
  if (open) await openCallPage(services, open, target);
}

/** The customer whom the user chose for a new note in the form, where calls can be logged about them. */
export function customerInForm({ composer }: Services): Customer | undefined {
  const { draft, recipient, account: open } = composer;
  const { target } = recipient;
  if (draft.edits || draft.suggestedBy !== undefined) return undefined;
  return !target || !takesCalls(open) ? undefined : { account: open.account, target };
}

/** Asks whom the call is with that is being timed. */
async function chooseCallee(services: Services): Promise<void> {
  const customer = await askForCustomer(services);
  if (!customer) return;
  await services.timer.setTarget(customer.account.id, customer.target);
  await callBegan(services, customer);
}

/** The account of the form, or the first one, that takes calls. The notebook always does. */
function accountForCalls({ composer, book }: Services): OpenAccount {
  return takesCalls(composer.account) ? composer.account : (book.all().find(takesCalls) ?? book.default());
}

function takesCalls(open: OpenAccount | undefined): boolean {
  return open?.kind.capabilities.kinds.includes('call') === true;
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

/**
 * `Notelog: Stop Call Timer`: the call goes into the form, into what was noted there during it if that is so. The timer
 * is ended only after the time is on the disk.
 */
export async function stopCallTimer(services: Services): Promise<void> {
  const { timer, drafts, composer } = services;
  const saved: { draft?: Draft } = {};
  const call = await timer.stop(async (timedCall) => {
    if (await saveInForm(services, timedCall)) return;
    const draft = newCallDraft(services, timedCall);
    drafts.saveSoon(draft);
    await drafts.flush(draft.id);
    saved.draft = draft;
  });
  if (!call) {
    tellNone();
    return;
  }
  if (saved.draft) composer.open(saved.draft);
  await actInForm(services, 'focusText');
  await offerOpenItems(services);
}

function newCallDraft({ book, clock }: Services, call: TimedCall): Draft {
  return callDraft(call, clock.now(), (book.find(call.accountId) ?? book.default()).kind.capabilities);
}

/**
 * Fills the length and the time into the form; false where it holds another note, or one that is being sent. Failure
 * `storage`: they are taken out again, since the timer goes on.
 */
async function saveInForm({ composer, drafts, clock }: Services, call: TimedCall): Promise<boolean> {
  const { draft, account } = composer;
  if (!isOfCall(draft, call) || !takesCalls(account)) return false;
  const { kind, occurredAt, duration } = timedValues(call, clock.now(), account.kind.capabilities);
  const when = draft.values.occurredAt === '' ? occurredAt : draft.values.occurredAt;
  const fill = (values: Pick<Draft['values'], 'kind' | 'occurredAt' | 'duration'>) => {
    composer.edit('kind', values.kind, draft.id);
    composer.edit('duration', values.duration, draft.id);
    composer.edit('occurredAt', values.occurredAt, draft.id);
  };
  fill({ kind, duration, occurredAt: when });
  if (composer.draft.id !== draft.id || composer.draft.values.duration !== duration) return false;
  try {
    await drafts.flush(draft.id);
    return true;
  } catch (error) {
    fill(draft.values);
    throw error;
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
    verbatim(words.discardThis()),
    {
      modal: true,
      detail: `${nameOfCallee(call) ?? words.nobodyYet()}, ${clockText(talkTime(call, clock.now()))}`,
    },
    words.discard(),
  );
  if (choice !== undefined) await timer.discard();
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
      title: words.callWith(nameOfCallee(call)),
      placeholder: words.callTimer(),
      items: [
        { label: constant`$(primitive-square) ${words.stopAndLog()}`, value: 'stop' as const },
        isRunning(call)
          ? { label: constant`$(debug-pause) ${words.pause()}`, value: 'pause' as const }
          : { label: constant`$(play) ${words.resume()}`, value: 'pause' as const },
        {
          label: constant`$(person) ${words.chooseCustomer(call.target !== undefined)}`,
          value: 'customer' as const,
        },
        { label: constant`$(trash) ${words.discard()}`, value: 'discard' as const },
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
    case 'customer':
      return chooseCallee(services);
    case 'discard':
      return discardCallTimer(services);
    default:
      assertNever(act);
  }
}

/** Asks once, in one window only, whether a call that has lasted for hours is still going on. */
export async function warnOfLongCall(services: Services, call: TimedCall): Promise<void> {
  if (!(await services.timer.warn())) return;
  const length = durationText(Math.floor(talkTime(call, services.clock.now()) / 1000));
  const stop = words.stopAndLog();
  const discard = words.discardTimer();
  const choice = await vscode.window.showWarningMessage(
    verbatim(words.runsForLong(nameOfCallee(call), length)),
    stop,
    discard,
    words.keepRunning(),
  );
  if (choice === stop) await stopCallTimer(services);
  if (choice === discard) await services.timer.discard();
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
  const customer = await askCustomer(services, words.startCallTimer(), accounts);
  return customer && { account: customer.open.account, target: customer.target };
}

/** Only one call is timed at a time. */
async function tellBusy(services: Services, call: TimedCall): Promise<void> {
  const stop = words.stopAndLog();
  const choice = await vscode.window.showWarningMessage(
    verbatim(words.anotherRuns(nameOfCallee(call))),
    stop,
  );
  if (choice === stop) await stopCallTimer(services);
}

function tellNone(): void {
  void vscode.window.showInformationMessage(verbatim(words.noneRuns()));
}
