import * as vscode from '../editor.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import type { Account } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import type { Identity, ProviderKind } from '../../providers/provider.ts';
import { askChoice, askOnce, askSeries, askText, type Question } from '../ask.ts';
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
import * as words from '../../words/accounts.ts';
import { connected } from '../../words/keys.ts';

/**
 * Asks for the service and the key, before it for what has no default, such as an address, and saves the account once
 * its key has opened something. All else is proposed, and asked only if the user says so; Edit Account asks for it later.
 */
export async function addAccount(services: Services): Promise<void> {
  const title = words.addAccount();
  const kinds = services.kinds.filter(({ accountFields }) => accountFields.length > 0);
  const items = kinds.map((kind) => ({ label: verbatim(kind.title), value: newSetUp(services, kind) }));
  for (;;) {
    const choice = await askChoice(services.box, {
      title,
      placeholder: words.whichService(),
      items,
      step: 1,
    });
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
  readonly isNew: boolean;
  /** Whether everything is asked for, or only what has no default. */
  asksAll: boolean;
}

function newSetUp(services: Services, kind: ProviderKind): SetUp {
  return {
    title: words.addAccountOf(kind.title),
    kind,
    before: { id: services.newId(), provider: kind.id, label: kind.title, fields: {} },
    answers: { fields: {}, key: '' },
    keptFor: undefined,
    unsaved: words.accountNotSaved(),
    isNew: true,
    asksAll: false,
  };
}

/** Asks all questions about an existing account; for the key only if its origin changes, or if it is missing. */
export async function editAccount(services: Services, id?: unknown): Promise<void> {
  const open = await chooseRemote(services, words.editAccount(), id);
  if (!open) return;
  const { kind, account } = open;
  const key = await storedKey(services, open).catch((error: unknown) => {
    if (Failure.is(error)) return '';
    throw error;
  });
  const setUp = {
    title: words.editAccountOf(account.label),
    kind,
    before: account,
    answers: { fields: { ...account.fields }, key },
    keptFor: await keptOrigin(services, open),
    unsaved: words.changesNotSaved(account.label),
    isNew: false,
    asksAll: true,
  };
  await fillIn(services, setUp, 1);
}

/** `back`: the user went back from the first question, whose step is `firstStep`. */
async function fillIn(services: Services, setUp: SetUp, firstStep: number): Promise<'done' | 'back'> {
  const { title, kind, before, answers, keptFor } = setUp;
  const keyBefore = answers.key;
  const originBefore = keyBefore === '' ? undefined : kind.origin(before);
  const edited = (): Account => ({ ...before, fields: withDefaults(kind, answers.fields) });
  const sameOrigin = () => originBefore !== undefined && kind.origin(edited()) === originBefore;
  const fields = kind.accountFields.map((field): Question => {
    const ask = fieldQuestion(services.box, title, field, answers);
    return (step) => (setUp.asksAll || field.fallback === undefined ? ask(step) : undefined);
  });
  const key: Question = (step) => {
    answers.identity = undefined;
    if (sameOrigin()) {
      // One that was typed for another host meanwhile does not go to this one.
      answers.key = keyBefore;
      return undefined;
    }
    const onSettings = () => (setUp.asksAll = true);
    const question = { title, kind, account: edited, keptFor, ...(!setUp.asksAll && { onSettings }) };
    return keyQuestion(services, question, answers)(step);
  };
  for (;;) {
    const { asksAll } = setUp;
    const reply = await askSeries([...fields, key], firstStep);
    if (reply === 'back') {
      // It was typed for an address that may change now.
      answers.key = keyBefore;
      return 'back';
    }
    if (setUp.asksAll !== asksAll) continue;
    services.box.close();
    if (reply === 'closed') {
      if (answers.key === keyBefore && !isChanged(setUp)) return 'done';
      if (!(await wantsToContinue(setUp))) return 'done';
      continue;
    }
    try {
      const identity = answers.identity ?? (await verify(services, kind, edited(), answers.key));
      if (!identity) {
        if (!(await wantsToContinue(setUp))) return 'done';
        continue;
      }
      const account = setUp.asksAll
        ? await askName(services, setUp, edited(), identity)
        : { ...edited(), label: proposedLabel(services, setUp, identity) };
      if (!account) return 'done';
      // Another window may have removed the account meanwhile, and its key with it.
      const isKeySaved =
        sameOrigin() && answers.key === keyBefore && services.book.find(account.id) !== undefined;
      const place = isKeySaved
        ? 'keyring'
        : await keepKey(services, title, account, answers.key, kind.origin(account) ?? '');
      if (place === undefined) return 'done';
      await save(services, setUp, account, answers.key !== keyBefore);
      const name = identityText(identity);
      const message = place === 'keyring' ? words.connectedTo(name) : connected(name, keyPlaceText(place));
      tellConnected(message, setUp, account);
      return 'done';
    } catch (error) {
      if (!(await wantsRetry(services, error, words.nothingSaved(), words.correctIt()))) return 'done';
    }
  }
}

/** The fields with their defaults, where nothing was typed. */
function withDefaults(
  { accountFields }: ProviderKind,
  typed: AccountAnswers['fields'],
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { id, fallback } of accountFields) if (fallback !== undefined) fields[id] = fallback;
  return { ...fields, ...typed };
}

async function save(
  { book, directories, delivery, composer, tree }: Services,
  { isNew }: SetUp,
  account: Account,
  isOtherKey: boolean,
): Promise<void> {
  await book.save(account);
  // Another key may open another company's customers. A list of another tenant's is removed without this.
  if (isOtherKey) await directories.remove(account.id);
  delivery.wake('account', account.id);
  if (isNew && !composer.hasContent) composer.edit('account', account.id);
  await tree.refresh();
}

function tellConnected(message: string, { asksAll }: SetUp, { id }: Account): void {
  const edit = words.editAccount();
  void vscode.window
    .showInformationMessage(verbatim(message), ...(asksAll ? [] : [edit]))
    .then((choice) =>
      choice === edit ? vscode.commands.executeCommand('notelog.editAccount', id) : undefined,
    );
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
  return (await vscode.window.showInformationMessage(verbatim(unsaved), words.goOn())) !== undefined;
}

/** Characters. */
const longestLabel = 100;

/** What the key opens is the best name for an account; the name that it has stays. */
function proposedLabel({ book }: Services, { kind, before, isNew }: SetUp, { name }: Identity): string {
  if (!isNew) return before.label;
  const own = withoutEdges(name).slice(0, longestLabel) || kind.title;
  const isTaken = (label: string) => book.all().some(({ account }) => account.label === label);
  return isTaken(own) ? `${kind.title} · ${own}`.slice(0, longestLabel) : own;
}

/** The account with the name that the user gives it; undefined: the user does not want to save it. */
async function askName(
  services: Services,
  setUp: SetUp,
  account: Account,
  identity: Identity,
): Promise<Account | undefined> {
  const { box } = services;
  let typed = proposedLabel(services, setUp, identity);
  for (;;) {
    const name = await askOnce(box, () =>
      askText(box, {
        title: setUp.title,
        prompt: words.nameThis(identityText(identity)),
        value: typed,
        typed: (value) => (typed = value),
        problem: (value) => {
          const { length } = withoutEdges(value);
          return length === 0 || length > longestLabel ? words.nameLength(longestLabel) : undefined;
        },
      }),
    );
    if (name !== undefined) return { ...account, label: withoutEdges(name) };
    if (!(await wantsToContinue(setUp))) return undefined;
  }
}
