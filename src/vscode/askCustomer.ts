import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Target } from '../model/note.ts';
import { askInTurn } from './ask.ts';
import { noRecipient, recipientQuestions } from './pickTarget.ts';
import type { Services } from './services.ts';

/** A customer, and the account that it belongs to. */
export interface CustomerOfAccount {
  readonly open: OpenAccount;
  readonly target: Target;
}

/** Asks for an account, if there are several, and for one of its customers. Undefined: the user closed a question. */
export async function askCustomer(
  services: Services,
  title: string,
  accounts: readonly OpenAccount[],
): Promise<CustomerOfAccount | undefined> {
  const answers = { ...noRecipient };
  const isAnswered = await askInTurn(services.box, recipientQuestions(services, title, accounts, answers));
  const { to, picked } = answers;
  return isAnswered && to && picked ? { open: to, target: picked.target } : undefined;
}
