import * as vscode from '../editor.ts';
import type { Account, AccountField } from '../../model/account.ts';
import { hostOf } from '../../accounts/keyAbsence.ts';
import { Failure } from '../../base/failure.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import type { Identity, ProviderKind } from '../../providers/provider.ts';
import { askChoice, askMasked, askText, onAnswer, type Question } from '../ask.ts';
import type { StepBox } from '../box/stepBox.ts';
import { cancellable } from '../cancellable.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/accounts.ts';
import * as keyWords from '../../words/keys.ts';

/** The answers about an account so far. A text that was typed may not have been checked yet: it is asked for again. */
export interface AccountAnswers {
  readonly fields: Record<string, string>;
  key: string;
  /** Whose account the key opens, once the service has said so. */
  identity?: Identity | undefined;
}

/** Asks for one of the provider's fields: with a list where the choices are fixed, else with a line of text. */
export function fieldQuestion(
  box: StepBox,
  title: string,
  field: AccountField,
  answers: AccountAnswers,
): Question {
  return (step) => {
    const current = answers.fields[field.id] ?? field.fallback ?? '';
    const keep = (reply: string) => {
      const typed = withoutEdges(reply);
      const value = typed === '' ? (field.fallback ?? '') : typed;
      answers.fields[field.id] = field.normalise?.(value) ?? value;
    };
    if (field.choices) {
      const items = [...field.choices]
        .sort((a, b) => Number(b.value === current) - Number(a.value === current))
        .map(({ value, label, detail }) => ({ label: verbatim(label), detail: verbatim(detail), value }));
      return onAnswer(askChoice(box, { title, placeholder: field.label, items, step }), keep);
    }
    const reply = askText(box, {
      title,
      prompt: words.fieldPrompt(field.label, field.description),
      placeholder: field.placeholder,
      value: current,
      step,
      typed: (value) => (answers.fields[field.id] = value),
      problem: (value) => {
        const typed = withoutEdges(value);
        return field.problem(typed === '' ? (field.fallback ?? '') : typed);
      },
    });
    return onAnswer(reply, keep);
  };
}

/** What a question for a key is asked with. */
interface KeyQuestion {
  readonly title: string;
  readonly kind: ProviderKind;
  /** The account as it is at that moment. */
  readonly account: () => Account;
  /** The origin that the account's key was entered for, if it has one. */
  readonly keptFor: string | undefined;
  /** Asks for everything else, too; absent: that has been asked. */
  readonly onSettings?: () => void;
}

const settingsButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('gear'),
  tooltip: words.otherSettings(),
});

/**
 * Asks for the key, masked, and names the host that gets it, which is asked whose account the key opens before the
 * question is answered. Until the key is in the keyring, `answers` alone holds it.
 */
export function keyQuestion(
  services: Services,
  { title, kind, account, keptFor, onSettings }: KeyQuestion,
  answers: AccountAnswers,
): Question {
  return (step) => {
    if (kind.keyLabel === undefined) return undefined;
    const reply = askMasked(services.box, {
      title,
      prompt: keyPrompt(kind.keyLabel, kind.origin(account()), keptFor),
      step,
      buttons: onSettings ? [{ button: settingsButton(), pressed: onSettings }] : [],
      problem: (value) => (withoutEdges(value) === '' ? keyWords.pasteKey() : undefined),
      check: async (value, signal) => {
        try {
          const key = withoutEdges(value);
          const identity = await kind.open(services.contextWithKey(account(), key)).verify(signal);
          if (!signal.aborted) answers.identity = identity;
          return undefined;
        } catch (error) {
          if (!Failure.is(error)) throw error;
          services.log.warn(`Account check: ${error.reason}, ${error.detail ?? 'no detail'}`);
          return words.nothingSavedSince(error.message);
        }
      },
    });
    return onAnswer(reply, (value) => (answers.key = withoutEdges(value)));
  };
}

function keyPrompt(label: string, origin: string | undefined, keptFor: string | undefined): string {
  if (origin === undefined) return keyWords.keyOf(label);
  const to = hostOf(origin);
  if (keptFor === undefined || keptFor === origin) return keyWords.keyFor(label, to);
  return keyWords.keyForOther(label, to, hostOf(keptFor));
}

/**
 * Asks the service whose account a key opens, with a notification that can be cancelled. Undefined when the user
 * cancelled; rejects with the service's Failure.
 */
export async function verify(
  services: Services,
  kind: ProviderKind,
  account: Account,
  key: string,
): Promise<Identity | undefined> {
  const provider = kind.open(services.contextWithKey(account, key));
  return await cancellable(words.asking(kind.title), (signal) => provider.verify(signal));
}

/**
 * Shows why a check failed and, in `meaning`, what that did to the account. True when the user presses the button
 * `retry`. Rethrows anything but a Failure.
 */
export async function wantsRetry(
  { log }: Services,
  error: unknown,
  meaning: string,
  retry: string,
): Promise<boolean> {
  if (!Failure.is(error)) throw error;
  log.warn(`Account check: ${error.reason}, ${error.detail ?? 'no detail'}`);
  return (await vscode.window.showErrorMessage(verbatim(`${error.message} ${meaning}`), retry)) !== undefined;
}

/** `Acme Inc (EUR, Berlin)`. */
export function identityText({ name, detail }: Identity): string {
  return detail === undefined || detail === '' ? name : words.identity(name, detail);
}
