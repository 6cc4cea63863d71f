import type { OpenAccount } from '../accounts/accountBook.ts';
import * as words from '../words/palette.ts';
import type { PromptRow } from './promptRows.ts';

/**
 * What the box shows before anything is typed: never nothing. `rows`: pinned, recent and suggested customers.
 * `connectable`: the services that an account can be set up for from here.
 */
export function startingRows(
  rows: readonly PromptRow[],
  accounts: readonly OpenAccount[],
  connectable: readonly string[],
): readonly PromptRow[] {
  const hasService = accounts.some(({ account, kind }) => kind.origin(account) !== undefined);
  const hint: PromptRow = {
    row: 'message',
    state: 'info',
    message: hasService ? words.typeName() : words.typeNameFor(accounts[0]?.account.label ?? ''),
  };
  const connect: PromptRow = { row: 'connect', services: connectable, action: { does: 'connect' } };
  return [
    ...(rows.some(({ row }) => row === 'target') ? rows : [hint, ...rows]),
    ...(hasService || connectable.length === 0 ? [] : [connect]),
  ];
}
