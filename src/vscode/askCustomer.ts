import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Target } from '../model/note.ts';
import { askInTurn, type Question } from './ask.ts';
import { pickAccount } from './pickAccount.ts';
import { pickTarget } from './pickTarget.ts';
import type { Services } from './services.ts';

/** A customer, and the account that it belongs to. */
export interface CustomerOfAccount {
  readonly open: OpenAccount;
  readonly target: Target;
}

/** The answers about a customer so far. */
export interface CustomerAnswers {
  open: OpenAccount | undefined;
  target: Target | undefined;
}

/** Asks for an account, if there are several, and for one of its customers. The answers go into `answers`. */
export function customerQuestions(
  services: Services,
  title: string,
  accounts: readonly OpenAccount[],
  answers: CustomerAnswers,
): readonly Question[] {
  return [
    (step) => {
      if (accounts.length > 1)
        return pickAccount(services.box, title, accounts, step, (open) => (answers.open = open));
      [answers.open] = accounts;
      return undefined;
    },
    (step) => {
      const { open } = answers;
      if (!open) return undefined;
      return pickTarget(services, `${title} · ${open.account.label}`, open, step, ({ target }) => {
        answers.target = target;
      });
    },
  ];
}

/** Asks {@link customerQuestions} alone. Undefined: the user closed a question. */
export async function askCustomer(
  services: Services,
  title: string,
  accounts: readonly OpenAccount[],
): Promise<CustomerOfAccount | undefined> {
  const answers: CustomerAnswers = { open: undefined, target: undefined };
  const isAnswered = await askInTurn(services.box, customerQuestions(services, title, accounts, answers));
  const { open, target } = answers;
  return isAnswered && open && target ? { open, target } : undefined;
}
