import * as vscode from './editor.ts';
import type { OpenAccount } from '../accounts/accountBook.ts';
import { assertNever } from '../base/failure.ts';
import type { CheckedDraft } from '../compose/checkedDraft.ts';
import { explainSend, type SendMessage } from '../compose/explainSend.ts';
import { deliverNotes, sendNotes, type SendOptions, type SendReport } from '../compose/sendNotes.ts';
import type { Entry } from '../outbox/entry.ts';
import { offer } from './offer.ts';
import { tellStoredNote } from './offerFollowUp.ts';
import { sendingProgress } from './sendingProgress.ts';
import type { Services } from './services.ts';
import { showForm, tellKeptInForm } from './showForm.ts';
import { takeBackIntoForm } from './takeBackIntoForm.ts';
import { verbatim } from './verbatim.ts';
import { editInForm, openForm } from '../words/drafts.ts';
import { showRecentNotes } from '../words/keys.ts';

/** Sends checked drafts with a progress bar and a way to stop them, and says what came of it. */
export async function sendWithProgress(
  services: Services,
  drafts: readonly CheckedDraft[],
  to: OpenAccount,
): Promise<void> {
  show(services, await sendNotes(services, drafts, to, optionsFor(services, 'stopped')));
}

/** The same for entries of one account that are in the outbox already. */
export async function deliverWithProgress(
  services: Services,
  entries: readonly Entry[],
  takeBack: SendOptions['takeBack'],
): Promise<void> {
  show(services, await deliverNotes(services, entries, optionsFor(services, takeBack)));
}

function optionsFor(services: Services, takeBack: SendOptions['takeBack']): SendOptions {
  const { composer } = services;
  return {
    takeBack,
    form: { holds: (id) => composer.holds(id), open: (draft) => composer.open(draft) },
    whileSending: (entries, wait) => sendingProgress(services, entries, wait),
  };
}

function show(services: Services, report: SendReport): void {
  for (const message of explainSend(report)) showMessage(services, message);
}

function showMessage(services: Services, message: SendMessage): void {
  switch (message.is) {
    case 'stored':
      showStored(services, message.message, message.entries);
      break;
    case 'takenBack':
      void vscode.window
        .showInformationMessage(verbatim(message.message), ...(message.isInForm ? [openForm()] : []))
        .then((choice) => (choice === undefined ? undefined : showForm()));
      break;
    case 'unsent':
      tellKeptInForm();
      void offer(message.message, { [openForm()]: showForm });
      break;
    case 'keyNeeded':
      void services.askForKey(message.entry.accountId, message.why);
      break;
    case 'failed':
      void offer(
        message.message,
        message.offer === 'form'
          ? { [editInForm()]: () => takeBackIntoForm(services, message.entry) }
          : { [showRecentNotes()]: () => vscode.commands.executeCommand('notelog.recentNotes.focus') },
      );
      break;
    default:
      assertNever(message);
  }
}

function showStored(services: Services, message: string, [first, ...others]: readonly Entry[]): void {
  // Where a follow-up comes along, none is offered.
  const hasFollowUp = first?.further?.some(({ action }) => action?.does === 'followUp') === true;
  if (first && others.length === 0 && !hasFollowUp)
    void tellStoredNote(services, message, { ...first.note, accountId: first.accountId });
  else void vscode.window.showInformationMessage(verbatim(message));
}
