import * as vscode from 'vscode';
import type { Account, AccountField } from '../../accounts/account.ts';
import { Failure } from '../../notes/failure.ts';
import type { Identity, ProviderKind } from '../../providers/provider.ts';
import { askChoice, askText, type Question, type Reply } from '../ask.ts';
import type { Services } from '../services.ts';

/** What a person is asked about an account, as it is filled in. */
export interface AccountAnswers {
  readonly fields: Record<string, string>;
  key: string;
}

/** One question for a field of the provider: a list where the choices are fixed, else a line of text. */
export function fieldQuestion(title: string, field: AccountField, answers: AccountAnswers): Question {
  return (step) => {
    const current = answers.fields[field.id] ?? field.fallback ?? '';
    const keep = (reply: Reply<string>) => {
      if (reply.reply === 'value') {
        const value = reply.value.trim() === '' ? (field.fallback ?? '') : reply.value.trim();
        answers.fields[field.id] = field.normalise?.(value) ?? value;
      }
      return reply;
    };
    if (field.choices) {
      const items = [...field.choices]
        .sort((a, b) => Number(b.value === current) - Number(a.value === current))
        .map(({ value, label, detail }) => ({ label, detail, value }));
      return askChoice({ title, placeholder: field.label, items, step }).then(keep);
    }
    return askText({
      title,
      prompt: `${field.label}: ${field.description}`,
      placeholder: field.placeholder,
      value: current,
      step,
      problem: (value) => field.problem(value.trim() === '' ? (field.fallback ?? '') : value.trim()),
    }).then(keep);
  };
}

/** Asks for the key, masked; what was typed lives in `answers` only until it is in the keyring. */
export function keyQuestion(title: string, kind: ProviderKind, answers: AccountAnswers): Question {
  return (step) =>
    kind.keyLabel === undefined
      ? undefined
      : askText({
          title,
          prompt: `${kind.keyLabel}. It is kept in the editor’s secret storage and nowhere else.`,
          masked: true,
          step,
          problem: (value) => (value.trim() === '' ? 'Paste the key.' : undefined),
        }).then((reply) => {
          if (reply.reply === 'value') answers.key = reply.value.trim();
          return reply;
        });
}

/**
 * Asks the service whose account a key opens, with progress and a way to cancel. Undefined when the user cancelled;
 * rejects with the service's Failure.
 */
export async function verify(
  services: Services,
  kind: ProviderKind,
  account: Account,
  key: string,
): Promise<Identity | undefined> {
  const provider = kind.open(services.contextWithKey(account, key));
  return await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Notelog: asking ${kind.title}…`,
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      const listening = token.onCancellationRequested(() => abort.abort());
      try {
        return await provider.verify(abort.signal);
      } catch (error) {
        if (Failure.is(error, 'cancelled')) return undefined;
        throw error;
      } finally {
        listening.dispose();
      }
    },
  );
}

/** `Acme Inc (EUR, Berlin)`. */
export function identityText({ name, detail }: Identity): string {
  return detail === undefined || detail === '' ? name : `${name} (${detail})`;
}
