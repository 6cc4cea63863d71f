import { element, setOptions, setText } from './elements.ts';
import { accountTitle, isShown } from '../src/form/shape.ts';
import { words } from '../src/form/words.ts';
import type { Snapshot } from '../src/form/messages.ts';

const account = element('account', HTMLSelectElement);

/** Draws the choice of accounts, or the line that replaces it if there is no choice. */
export function drawAccount(view: Snapshot): void {
  const { accounts, values } = view;
  const shown = isShown('account', view);
  for (const label of account.labels) label.hidden = !shown;
  for (const id of ['account-heading', 'account-line']) element(id, HTMLElement).hidden = shown;
  setOptions(
    account,
    accounts.map((each) => ({ value: each.id, label: accountTitle(each) })),
    values.account,
  );
  const chosenAccount = accounts.find(({ id }) => id === values.account);
  setText(
    element('account-name', HTMLElement),
    chosenAccount === undefined ? words.noAccount : accountTitle(chosenAccount),
  );
}
