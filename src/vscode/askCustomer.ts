import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Target } from '../model/note.ts';
import { askInTurn } from './ask.ts';
import { pickAccount } from './pickAccount.ts';
import { pickTarget } from './pickTarget.ts';
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
  let open: OpenAccount | undefined;
  let target: Target | undefined;
  const answered = await askInTurn([
    (step) => {
      if (accounts.length > 1) return pickAccount(title, accounts, step, (chosen) => (open = chosen));
      [open] = accounts;
      return undefined;
    },
    (step) =>
      open &&
      pickTarget(services, `${title} · ${open.account.label}`, open, step, (picked) => {
        target = picked.target;
      }),
  ]);
  return answered && open && target ? { open, target } : undefined;
}
