import * as vscode from '../editor.ts';
import { askInTurn } from '../ask.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import { identityText, keyQuestion, verify, wantsRetry, type AccountAnswers } from './accountForm.ts';
import { keepKey, keyPlaceText } from './keepKey.ts';
import { chooseRemote, keptOrigin, offerForRemoved } from './remoteAccount.ts';

/** Asks for a new key and checks it before the old one is replaced. */
export async function replaceKey(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, 'Replace Key', id);
  if (!open) return;
  const { kind, account } = open;
  const title = `Replace Key · ${account.label}`;
  const keptFor = await keptOrigin(services, open);
  for (;;) {
    const answers: AccountAnswers = { fields: account.fields, key: '' };
    if (
      !(await askInTurn(services.box, [
        keyQuestion(services.box, title, kind, () => account, answers, keptFor),
      ]))
    )
      return;
    try {
      const identity = await verify(services, kind, account, answers.key);
      if (!identity) return;
      // Another window may have removed the account meanwhile: then nothing would ever remove the key again.
      if (!services.book.find(account.id)) return void offerForRemoved();
      const place = await keepKey(services, title, account, answers.key, kind.origin(account) ?? '');
      if (place === undefined) return;
      await services.directories.remove(account.id);
      services.delivery.wake('account', account.id);
      void vscode.window.showInformationMessage(
        verbatim(`The key of ${account.label} opens ${identityText(identity)} and ${keyPlaceText(place)}`),
      );
      await services.tree.refresh();
      return;
    } catch (error) {
      if (!(await wantsRetry(services, error, 'The key was not saved.', 'Enter Another Key'))) return;
    }
  }
}
