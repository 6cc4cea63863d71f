import * as vscode from '../editor.ts';
import { Failure } from '../../base/failure.ts';
import { askOnce } from '../ask.ts';
import { withKeyring } from '../keyringWait.ts';
import { pickAccount } from '../pickAccount.ts';
import { offer } from '../offer.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import { identityText, verify } from './accountForm.ts';
import { chooseRemote, storedKey } from './remoteAccount.ts';
import { replaceKey } from './replaceKey.ts';

/** Asks the service with the stored key, and says whose account it opens or what is wrong. */
export async function checkAccount(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, 'Check Account', id);
  services.box.close();
  if (!open) return;
  const { kind, account } = open;
  try {
    const identity = await verify(services, kind, account, await storedKey(services, open));
    if (identity)
      void vscode.window.showInformationMessage(
        verbatim(`${account.label} works: its key opens ${identityText(identity)}.`),
      );
  } catch (error) {
    if (!Failure.is(error)) throw error;
    services.log.warn(`Account check: ${error.reason}, ${error.detail ?? 'no detail'}`);
    const keyProblem = Failure.is(error, 'keyMissing', 'keyRefused');
    void offer(
      `${account.label}: ${error.message}`,
      keyProblem ? { 'Replace Key': () => replaceKey(services, account.id) } : {},
    );
  }
}

/** Removes an account and its key from this machine; what the service holds stays. */
export async function removeAccount(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, 'Remove Account', id);
  services.box.close();
  if (!open) return;
  const { account } = open;
  const waitingCount = services.outbox.entries().filter(({ accountId }) => accountId === account.id).length;
  const detail = `Its key is removed from this machine. What the service holds stays.${waitingText(waitingCount)}`;
  const choice = await vscode.window.showWarningMessage(
    verbatim(`Remove ${account.label}?`),
    { modal: true, detail },
    'Remove',
  );
  if (choice !== 'Remove') return;
  await withKeyring((wait) => services.keys.remove(account.id, wait));
  await services.book.remove(account.id);
  await services.recent.forget(account.id);
  await services.directories.remove(account.id);
  await services.tree.refresh();
}

function waitingText(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? ' 1 of its notes has not been sent; it stays in Recent Notes.'
    : ` ${count} of its notes have not been sent; they stay in Recent Notes.`;
}

/** Asks which account is offered first for a new note. */
export async function setDefaultAccount(services: Services): Promise<void> {
  const { book, box, settings } = services;
  const open = await askOnce(box, () => pickAccount(box, 'Set Default Account', book.all()));
  if (!open) return;
  await settings.saveDefaultAccount(open.account.id);
  void vscode.window.showInformationMessage(
    verbatim(`New notes go to ${open.account.label} unless you choose another account.`),
  );
}
