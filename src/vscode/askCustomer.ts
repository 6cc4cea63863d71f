import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Target } from '../model/note.ts';
import { customerOnly } from '../words/palette.ts';
import { askInTurn } from './ask.ts';
import { noRecipient, recipientQuestion } from './pickTarget.ts';
import type { Services } from './services.ts';

/** A customer, and the account that it belongs to. */
export interface CustomerOfAccount {
  readonly open: OpenAccount;
  readonly target: Target;
}

/** Asks for a customer of any of the accounts. Undefined: the user closed the question. */
export async function askCustomer(
  services: Services,
  command: string,
  accounts: readonly OpenAccount[],
): Promise<CustomerOfAccount | undefined> {
  const answers = { ...noRecipient };
  const options = { command, placeholder: customerOnly(), accounts };
  const isAnswered = await askInTurn(services.box, [recipientQuestion(services, options, answers)]);
  const { to, picked } = answers;
  return isAnswered && to && picked ? { open: to, target: picked.target } : undefined;
}
