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

/** The answers about an account so far. A text that was typed may not have been checked yet: it is asked for again. */
export interface AccountAnswers {
  readonly fields: Record<string, string>;
  key: string;
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
      prompt: `${field.label}: ${field.description}`,
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

/**
 * Asks for the key, masked, and names the host that gets it. Until it is in the keyring, `answers` alone holds it.
 * `account`: as it is at that moment. `keptFor`: the origin that the account's key was entered for, if it has one.
 */
export function keyQuestion(
  box: StepBox,
  title: string,
  kind: ProviderKind,
  account: () => Account,
  answers: AccountAnswers,
  keptFor: string | undefined,
): Question {
  return (step) => {
    if (kind.keyLabel === undefined) return undefined;
    const reply = askMasked(box, {
      title,
      prompt: keyPrompt(kind.keyLabel, kind.origin(account()), keptFor),
      step,
      problem: (value) => (withoutEdges(value) === '' ? 'Paste the key.' : undefined),
    });
    return onAnswer(reply, (value) => (answers.key = withoutEdges(value)));
  };
}

function keyPrompt(label: string, origin: string | undefined, keptFor: string | undefined): string {
  const place = 'It is kept in the editor’s secret storage and nowhere else.';
  if (origin === undefined) return `${label}. ${place}`;
  const to = hostOf(origin);
  if (keptFor === undefined || keptFor === origin)
    return `${label} for ${to}. It goes to no other host. ${place}`;
  return `${label} for ${to}. The key that is stored was entered for ${hostOf(keptFor)} and was not sent to ${to}. ${place}`;
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
  return await cancellable(`Notelog: asking ${kind.title}…`, (signal) => provider.verify(signal));
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
  return detail === undefined || detail === '' ? name : `${name} (${detail})`;
}
