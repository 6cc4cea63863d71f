import type { OpenAccount } from '../accounts/accountBook.ts';
import { fold } from '../base/fold.ts';
import * as words from '../words/templates.ts';
import type { Template } from './template.ts';

/** The account that a template is for. */
export interface AccountOfTemplate {
  /** Undefined: the template names none, or none that there is. */
  readonly open: OpenAccount | undefined;
  /** One sentence. */
  readonly problem: string | undefined;
}

/**
 * Finds the account that a template names by its name or id, else one of its provider: the preferred one, where that is
 * of it, else the first.
 */
export function accountOfTemplate(
  { account, provider }: Template,
  accounts: readonly OpenAccount[],
  preferred: OpenAccount,
): AccountOfTemplate {
  if (account !== undefined) {
    const open = accounts.find((each) => isCalled(account, each.account.id, each.account.label));
    return { open, problem: open ? undefined : words.noSuchAccount(account) };
  }
  if (provider === undefined) return { open: undefined, problem: undefined };
  const open = [preferred, ...accounts].find(({ kind }) => isCalled(provider, kind.id, kind.title));
  return { open, problem: open ? undefined : words.noSuchProvider(provider) };
}

function isCalled(typed: string, ...names: readonly string[]): boolean {
  return names.some((name) => fold(name) === fold(typed));
}
