import * as vscode from '../editor.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import type { Account } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import type { Identity, ProviderKind } from '../../providers/provider.ts';
import { askChoice, askOnce, askSeries, askText } from '../ask.ts';
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
  const items = kinds.map((kind) => ({ label: verbatim(kind.title), value: newSetUp(services, kind) }));
  for (;;) {
    const choice = await askChoice(services.box, { title, placeholder: 'Which service?', items, step: 1 });
    if (choice.reply !== 'value') return;
    if ((await fillIn(services, choice.value, 2)) !== 'back') return;
  }
}

/** An account whose questions are being answered. */
interface SetUp {
  readonly title: string;
  readonly kind: ProviderKind;
  readonly before: Account;
  readonly answers: AccountAnswers;
  /** The origin that the account's key was entered for, if it has one. */
  readonly keptFor: string | undefined;
  /** One sentence for a user who closes a question. */
  readonly unsaved: string;
}

function newSetUp(services: Services, kind: ProviderKind): SetUp {
  return {
    title: `Add Account · ${kind.title}`,
    kind,
    before: { id: services.newId(), provider: kind.id, label: kind.title, fields: {} },
    answers: { fields: {}, key: '' },
    keptFor: undefined,
    unsaved: 'The account was not saved.',
  };
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
  const setUp = {
    title: `Edit Account · ${account.label}`,
    kind,
    before: account,
    answers: { fields: { ...account.fields }, key },
    keptFor: await keptOrigin(services, open),
    unsaved: `The changes to ${account.label} were not saved.`,
  };
  await fillIn(services, setUp, 1);
}

/** `back`: the user went back from the first question, whose step is `firstStep`. */
async function fillIn(services: Services, setUp: SetUp, firstStep: number): Promise<'done' | 'back'> {
  const { title, kind, before, answers, keptFor } = setUp;
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
    const reply = await askSeries([...fields, key], firstStep);
    if (reply === 'back') {
      // It was typed for an address that may change now.
      answers.key = keyBefore;
      return 'back';
    }
    services.box.close();
    if (reply === 'closed') {
      if (answers.key === keyBefore && !isChanged(setUp)) return 'done';
      if (!(await wantsToContinue(setUp))) return 'done';
      continue;
    }
    try {
      const identity = await verify(services, kind, edited(), answers.key);
      if (!identity) {
        if (!(await wantsToContinue(setUp))) return 'done';
        continue;
      }
      const account = await askName(services.box, setUp, identity);
      if (!account) return 'done';
      // Another window may have removed the account meanwhile, and its key with it.
      const isKeySaved =
        sameOrigin() && answers.key === keyBefore && services.book.find(account.id) !== undefined;
      const place = isKeySaved
        ? 'keyring'
        : await keepKey(services, title, account, answers.key, kind.origin(account) ?? '');
      if (place === undefined) return 'done';
      await services.book.save(account);
      // Another key may open another company's customers. A list of another tenant's is removed without this.
      if (answers.key !== keyBefore) await services.directories.remove(account.id);
      services.delivery.wake('account', account.id);
      const note = place === 'keyring' ? '' : ` It ${keyPlaceText(place)}`;
      void vscode.window.showInformationMessage(
        verbatim(`${account.label} is ready: the key opens ${identityText(identity)}.${note}`),
      );
      await services.tree.refresh();
      return 'done';
    } catch (error) {
      if (!(await wantsRetry(services, error, 'Nothing was saved.', 'Correct It'))) return 'done';
    }
  }
}

/** Whether closing a question would lose anything that was typed. */
function isChanged({ kind, before, answers }: SetUp): boolean {
  return kind.accountFields.some(({ id, fallback = '' }) => {
    const typed = answers.fields[id] ?? '';
    return (typed === '' ? fallback : typed) !== (before.fields[id] ?? fallback);
  });
}

/** Says that the account is not saved. True when the user presses the button. */
async function wantsToContinue({ unsaved }: SetUp): Promise<boolean> {
  return (await vscode.window.showInformationMessage(verbatim(unsaved), 'Continue')) !== undefined;
}

/** The account with the name that the user gives it; undefined: the user does not want to save it. */
async function askName(box: StepBox, setUp: SetUp, identity: Identity): Promise<Account | undefined> {
  const { title, kind, before, answers } = setUp;
  let typed = before.label === kind.title ? `${kind.title} · ${identity.name}` : before.label;
  for (;;) {
    const name = await askOnce(box, () =>
      askText(box, {
        title,
        prompt: `The key opens ${identityText(identity)}. Give the account a name; Enter saves it.`,
        value: typed,
        typed: (value) => (typed = value),
        problem: (value) => {
          const { length } = withoutEdges(value);
          return length === 0 || length > 100 ? 'A name has 1 to 100 characters.' : undefined;
        },
      }),
    );
    if (name !== undefined) return { ...before, fields: answers.fields, label: withoutEdges(name) };
    if (!(await wantsToContinue(setUp))) return undefined;
  }
}
