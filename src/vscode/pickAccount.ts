import * as vscode from './editor.ts';
import type { OpenAccount } from '../accounts/accountBook.ts';
import { askChoice, type Reply } from './ask.ts';
import type { StepBox } from './box/stepBox.ts';
import { verbatim } from './verbatim.ts';
import { whichAccount } from '../words/accounts.ts';

/** An account as a row of the editor's picker. */
function accountItem(open: OpenAccount): vscode.QuickPickItem & { readonly value: OpenAccount } {
  const isNamedAlike = open.account.label === open.kind.title;
  return {
    label: verbatim(open.account.label),
    value: open,
    ...(isNamedAlike ? {} : { description: verbatim(open.kind.title) }),
  };
}

/** Asks for one of the accounts, unless there is only one. Calls `onPicked` with the answer. */
export async function pickAccount(
  box: StepBox,
  title: string,
  accounts: readonly OpenAccount[],
  step = 1,
  onPicked: (open: OpenAccount) => void = () => undefined,
): Promise<Reply<OpenAccount>> {
  const [only, ...others] = accounts;
  const reply: Reply<OpenAccount> =
    only && others.length === 0
      ? { reply: 'value', value: only }
      : await askChoice(box, {
          title,
          placeholder: whichAccount(),
          items: accounts.map(accountItem),
          step,
        });
  if (reply.reply === 'value') onPicked(reply.value);
  return reply;
}
