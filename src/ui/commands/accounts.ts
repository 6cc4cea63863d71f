import * as vscode from 'vscode';
import type { Account } from '../../accounts/account.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Failure } from '../../notes/failure.ts';
import type { ProviderKind } from '../../providers/provider.ts';
import { askChoice, askInTurn, askText, type Reply } from '../ask.ts';
import { pickAccount } from '../pickAccount.ts';
import { atKeyring } from '../keyringWait.ts';
import { offer } from '../sendDraft.ts';
import type { Services } from '../services.ts';
import { fieldQuestion, identityText, keyQuestion, verify, type AccountAnswers } from './accountForm.ts';
import { keepKey, keptText } from './keepKey.ts';
import { verbatim } from '../verbatim.ts';

/** Asks for provider, fields and key, shows whose account the key opens, and saves only then. */
export async function addAccount(services: Services): Promise<void> {
  const title = 'Add Account';
  const kinds = services.kinds.filter(({ accountFields }) => accountFields.length > 0);
  const items = kinds.map((kind) => ({ label: kind.title, value: kind }));
  const chosen = await askChoice({ title, placeholder: 'Which service?', items });
  if (chosen.reply !== 'value') return;
  const kind = chosen.value;
  const account = (fields: Record<string, string>): Account => ({
    id: services.newId(),
    provider: kind.id,
    label: kind.title,
    fields,
  });
  await fillIn(services, `${title} · ${kind.title}`, kind, account({}), { fields: {}, key: '' });
}

/** The same questions again for one account, with what is there; the key only when its origin changes. */
export async function editAccount(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, 'Edit Account', id);
  if (!open) return;
  const { kind, account } = open;
  const key = await storedKey(services, open).catch((error: unknown) => {
    if (Failure.is(error)) return '';
    throw error;
  });
  await fillIn(services, `Edit Account · ${account.label}`, kind, account, {
    fields: { ...account.fields },
    key,
  });
}

async function fillIn(
  services: Services,
  title: string,
  kind: ProviderKind,
  before: Account,
  answers: AccountAnswers,
): Promise<void> {
  const originBefore = answers.key === '' ? undefined : kind.origin(before);
  const stored = answers.key;
  const drafted = (): Account => ({ ...before, fields: answers.fields });
  const fields = kind.accountFields.map((field) => fieldQuestion(title, field, answers));
  const sameOrigin = () => originBefore !== undefined && kind.origin(drafted()) === originBefore;
  const key = (step: number) => (sameOrigin() ? undefined : keyQuestion(title, kind, answers)(step));
  for (;;) {
    if (!(await askInTurn([...fields, key]))) return;
    try {
      const identity = await verify(services, kind, drafted(), answers.key);
      if (!identity) return;
      const account = await nameIt(
        title,
        before.label === kind.title ? `${kind.title} · ${identity.name}` : before.label,
        identityText(identity),
        drafted(),
      );
      if (!account) return;
      const kept =
        sameOrigin() && answers.key === stored
          ? 'keyring'
          : await keepKey(services, title, account, answers.key, kind.origin(account) ?? '');
      if (kept === undefined) return;
      await services.book.save(account);
      // Another key may open another company's customers; what is of another place goes by itself.
      if (answers.key !== stored) await services.directories.forget(account.id);
      services.delivery.wake('account', account.id);
      const place = kept === 'keyring' ? '' : ` It ${keptText(kept)}`;
      void vscode.window.showInformationMessage(
        verbatim(`${account.label} is ready: the key opens ${identityText(identity)}.${place}`),
      );
      await services.tree.refresh();
      return;
    } catch (error) {
      if (!Failure.is(error)) throw error;
      services.log.warn(`Account check: ${error.reason}, ${error.detail ?? 'no detail'}`);
      const again = await vscode.window.showErrorMessage(
        verbatim(`${error.message} Nothing was saved.`),
        'Correct It',
      );
      if (again === undefined) return;
    }
  }
}

async function nameIt(
  title: string,
  suggestion: string,
  opens: string,
  account: Account,
): Promise<Account | undefined> {
  const reply = await askText({
    title,
    prompt: `The key opens ${opens}. Give the account a name; Enter saves it.`,
    value: suggestion,
    problem: (value) =>
      value.trim() === '' || value.trim().length > 100 ? 'A name has 1 to 100 characters.' : undefined,
  });
  return reply.reply === 'value' ? { ...account, label: reply.value.trim() } : undefined;
}

/** Asks for a new key and checks it before the old one is replaced. */
export async function replaceKey(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, 'Replace Key', id);
  if (!open) return;
  const { kind, account } = open;
  const title = `Replace Key · ${account.label}`;
  for (;;) {
    const answers: AccountAnswers = { fields: account.fields, key: '' };
    if (!(await askInTurn([keyQuestion(title, kind, answers)]))) return;
    try {
      const identity = await verify(services, kind, account, answers.key);
      if (!identity) return;
      const kept = await keepKey(services, title, account, answers.key, kind.origin(account) ?? '');
      if (kept === undefined) return;
      await services.directories.forget(account.id);
      services.delivery.wake('account', account.id);
      void vscode.window.showInformationMessage(
        verbatim(`The key of ${account.label} opens ${identityText(identity)} and ${keptText(kept)}`),
      );
      await services.tree.refresh();
      return;
    } catch (error) {
      if (!Failure.is(error)) throw error;
      services.log.warn(`Key check: ${error.reason}, ${error.detail ?? 'no detail'}`);
      const again = await vscode.window.showErrorMessage(
        verbatim(`${error.message} The key was not saved.`),
        'Enter Another Key',
      );
      if (again === undefined) return;
    }
  }
}

/** Asks the service with the stored key, and says whose account it opens or what is wrong. */
export async function checkAccount(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, 'Check Account', id);
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
  if (!open) return;
  const { account } = open;
  const waiting = services.outbox.entries().filter(({ accountId }) => accountId === account.id).length;
  const detail = `Its key is removed from this machine. What the service holds stays.${waiting === 0 ? '' : ` ${waiting} of its notes have not been sent; they stay in Recent Notes.`}`;
  const sure = await vscode.window.showWarningMessage(
    verbatim(`Remove ${account.label}?`),
    { modal: true, detail },
    'Remove',
  );
  if (sure !== 'Remove') return;
  await atKeyring((patience) => services.keys.remove(account.id, patience));
  await services.book.remove(account.id);
  await services.recent.forget(account.id);
  await services.directories.forget(account.id);
  await services.tree.refresh();
}

export async function setDefaultAccount(services: Services): Promise<void> {
  const reply = await pickAccount('Set Default Account', services.book.all());
  if (reply.reply !== 'value') return;
  await services.settings.saveDefaultAccount(reply.value.account.id);
  void vscode.window.showInformationMessage(
    verbatim(`New notes go to ${reply.value.account.label} unless you choose another account.`),
  );
}

/** The account's key, waited for with progress. Failure `keyMissing` or `storage`. */
function storedKey({ keys }: Services, { kind, account }: OpenAccount): Promise<string> {
  return atKeyring((patience) => keys.read(account.id, kind.origin(account) ?? '', patience));
}

/** One of the accounts that have a key: the one of that id, the only one, or the one that the user picks. */
async function chooseRemote(
  services: Services,
  title: string,
  id: unknown,
): Promise<OpenAccount | undefined> {
  const accounts = services.book.all().filter(({ kind }) => kind.keyLabel !== undefined);
  const named = accounts.find(({ account }) => account.id === id);
  if (named) return named;
  if (typeof id === 'string') {
    void offer('This account is no longer set up here. Its notes wait: edit them to send them elsewhere.', {
      'Show Recent Notes': () => vscode.commands.executeCommand('notelog.recentNotes.focus'),
    });
    return undefined;
  }
  if (accounts.length === 0) {
    void offer('There is no account yet; notes go to the notebook.', {
      'Add Account': () => addAccount(services),
    });
    return undefined;
  }
  const reply: Reply<OpenAccount> = await pickAccount(title, accounts);
  return reply.reply === 'value' ? reply.value : undefined;
}
