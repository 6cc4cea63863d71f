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
import * as words from '../../words/accounts.ts';
import { replaceKey as replaceKeyLabel } from '../../words/keys.ts';
import { confirm } from '../confirm.ts';

/** Asks the service with the stored key, and says whose account it opens or what is wrong. */
export async function checkAccount(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, words.checkAccount(), id);
  services.box.close();
  if (!open) return;
  const { kind, account } = open;
  try {
    const identity = await verify(services, kind, account, await storedKey(services, open));
    if (identity)
      void vscode.window.showInformationMessage(verbatim(words.works(account.label, identityText(identity))));
  } catch (error) {
    if (!Failure.is(error)) throw error;
    services.log.warn(`Account check: ${error.reason}, ${error.detail ?? 'no detail'}`);
    const keyProblem = Failure.is(error, 'keyMissing', 'keyRefused');
    void offer(
      `${account.label}: ${error.message}`,
      keyProblem ? { [replaceKeyLabel()]: () => replaceKey(services, account.id) } : {},
    );
  }
}

/** Removes an account and its key from this machine; what the service holds stays. */
export async function removeAccount(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, words.removeAccount(), id);
  services.box.close();
  if (!open) return;
  const { account } = open;
  const waitingCount = services.outbox.entries().filter(({ accountId }) => accountId === account.id).length;
  const isSure = await confirm({
    question: words.removeThis(account.label),
    detail: words.removeMeans(waitingCount),
    keep: words.keepAccount(),
    act: words.remove(),
  });
  if (!isSure) return;
  await withKeyring((wait) => services.keys.remove(account.id, wait));
  await services.book.remove(account.id);
  await services.recent.forget(account.id);
  await services.directories.remove(account.id);
  await services.folderLinks.forget(account.id);
  await services.tree.refresh();
}

/** Asks which account is offered first for a new note. */
export async function setDefaultAccount(services: Services): Promise<void> {
  const { book, box, settings } = services;
  const open = await askOnce(box, () => pickAccount(box, words.setDefaultAccount(), book.all()));
  if (!open) return;
  await settings.saveDefaultAccount(open.account.id);
  void vscode.window.showInformationMessage(verbatim(words.isDefaultNow(open.account.label)));
}
