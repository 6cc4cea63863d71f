import * as vscode from '../editor.ts';
import { askInTurn } from '../ask.ts';
import { keyChanged } from '../keyChanged.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import { identityText, keyQuestion, type AccountAnswers } from './accountForm.ts';
import { keepKey, keyPlaceText } from './keepKey.ts';
import { chooseRemote, keptOrigin, offerForRemoved } from './remoteAccount.ts';
import * as words from '../../words/keys.ts';

/** Asks for a new key and checks it before the old one is replaced. */
export async function replaceKey(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, words.replaceKey(), id);
  if (!open) return;
  const { kind, account } = open;
  const title = words.replaceKeyOf(account.label);
  const keptFor = await keptOrigin(services, open);
  const answers: AccountAnswers = { fields: account.fields, key: '' };
  const question = { title, kind, account: () => account, keptFor };
  if (!(await askInTurn(services.box, [keyQuestion(services, question, answers)]))) return;
  const { identity, key } = answers;
  // Another window may have removed the account meanwhile: then nothing would ever remove the key again.
  if (!services.book.find(account.id)) return void offerForRemoved();
  const place = await keepKey(services, title, account, key, kind.origin(account) ?? '');
  if (place === undefined || !identity) return;
  await services.directories.remove(account.id);
  // A key that is kept for the session alone is not announced by the editor.
  keyChanged(services, account.id);
  void vscode.window.showInformationMessage(
    verbatim(words.connected(identityText(identity), keyPlaceText(place))),
  );
  await services.tree.refresh();
}
