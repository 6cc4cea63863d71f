import * as vscode from '../editor.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import type { Account } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import type { ProviderKind } from '../../providers/provider.ts';
import { askChoice, askInTurn, askOnce, askText } from '../ask.ts';
import type { StepBox } from '../box/stepBox.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import {
  fieldQuestion,
  identityText,
  keyQuestion,
  verify,
  wantsRetry,
  type AccountAnswers,
} from './accountForm.ts';
import { keepKey, keyPlaceText } from './keepKey.ts';
import { chooseRemote, keptOrigin, storedKey } from './remoteAccount.ts';

/** Asks for provider, fields and key, shows whose account the key opens, and saves only then. */
export async function addAccount(services: Services): Promise<void> {
  const title = 'Add Account';
  const kinds = services.kinds.filter(({ accountFields }) => accountFields.length > 0);
  const items = kinds.map((kind) => ({ label: verbatim(kind.title), value: kind }));
  const choice = await askChoice(services.box, { title, placeholder: 'Which service?', items });
  if (choice.reply !== 'value') return;
  const kind = choice.value;
  const account = (fields: Record<string, string>): Account => ({
    id: services.newId(),
    provider: kind.id,
    label: kind.title,
    fields,
  });
  await fillIn(services, `${title} · ${kind.title}`, kind, account({}), { fields: {}, key: '' }, undefined);
}

/** Asks the same questions about an existing account; for the key only if its origin changes, or if it is missing. */
export async function editAccount(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, 'Edit Account', id);
  if (!open) return;
  const { kind, account } = open;
  const key = await storedKey(services, open).catch((error: unknown) => {
    if (Failure.is(error)) return '';
    throw error;
  });
  const answers = { fields: { ...account.fields }, key };
  const keptFor = await keptOrigin(services, open);
  await fillIn(services, `Edit Account · ${account.label}`, kind, account, answers, keptFor);
}

async function fillIn(
  services: Services,
  title: string,
  kind: ProviderKind,
  before: Account,
  answers: AccountAnswers,
  keptFor: string | undefined,
): Promise<void> {
  const originBefore = answers.key === '' ? undefined : kind.origin(before);
  const keyBefore = answers.key;
  const edited = (): Account => ({ ...before, fields: answers.fields });
  const fields = kind.accountFields.map((field) => fieldQuestion(services.box, title, field, answers));
  const sameOrigin = () => originBefore !== undefined && kind.origin(edited()) === originBefore;
  const otherKey = keyQuestion(services.box, title, kind, edited, answers, keptFor);
  const key = (step: number) => {
    if (!sameOrigin()) return otherKey(step);
    // One that was typed for another host meanwhile does not go to this one.
    answers.key = keyBefore;
    return undefined;
  };
  for (;;) {
    if (!(await askInTurn(services.box, [...fields, key]))) return;
    try {
      const identity = await verify(services, kind, edited(), answers.key);
      if (!identity) return;
      const account = await askName(
        services.box,
        title,
        before.label === kind.title ? `${kind.title} · ${identity.name}` : before.label,
        identityText(identity),
        edited(),
      );
      if (!account) return;
      // Another window may have removed the account meanwhile, and its key with it.
      const isKeySaved =
        sameOrigin() && answers.key === keyBefore && services.book.find(account.id) !== undefined;
      const place = isKeySaved
        ? 'keyring'
        : await keepKey(services, title, account, answers.key, kind.origin(account) ?? '');
      if (place === undefined) return;
      await services.book.save(account);
      // Another key may open another company's customers. A list of another tenant's is removed without this.
      if (answers.key !== keyBefore) await services.directories.remove(account.id);
      services.delivery.wake('account', account.id);
      const note = place === 'keyring' ? '' : ` It ${keyPlaceText(place)}`;
      void vscode.window.showInformationMessage(
        verbatim(`${account.label} is ready: the key opens ${identityText(identity)}.${note}`),
      );
      await services.tree.refresh();
      return;
    } catch (error) {
      if (!(await wantsRetry(services, error, 'Nothing was saved.', 'Correct It'))) return;
    }
  }
}

async function askName(
  box: StepBox,
  title: string,
  suggestion: string,
  identity: string,
  account: Account,
): Promise<Account | undefined> {
  const name = await askOnce(box, () =>
    askText(box, {
      title,
      prompt: `The key opens ${identity}. Give the account a name; Enter saves it.`,
      value: suggestion,
      problem: (value) => {
        const { length } = withoutEdges(value);
        return length === 0 || length > 100 ? 'A name has 1 to 100 characters.' : undefined;
      },
    }),
  );
  return name === undefined ? undefined : { ...account, label: withoutEdges(name) };
}
