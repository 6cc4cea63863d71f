import * as z from 'zod';
import { accountSchema } from '../model/account.ts';
import type { AccountSettings } from '../accounts/accountBook.ts';
import type { Keys } from '../accounts/keys.ts';
import type { ProviderKind } from '../providers/provider.ts';

/** A list in the build made for `npm start`; `false` in every other, where the compiler drops the code below. */
declare const NOTELOG_READY_ACCOUNTS: unknown;

const readySchema = z.array(z.object({ account: accountSchema, key: z.string() }));

/** In the build made for `npm start`: the sandbox's accounts, saved with their keys at the first start. */
export async function readyAccounts(
  settings: AccountSettings,
  keys: Keys,
  kinds: readonly ProviderKind[],
): Promise<AccountSettings> {
  if (NOTELOG_READY_ACCOUNTS === false) return settings;
  const ready = readySchema.parse(NOTELOG_READY_ACCOUNTS);
  for (const { account, key } of ready) {
    const origin = kinds.find(({ id }) => id === account.provider)?.origin(account) ?? '';
    await keys.save(account.id, key, origin);
  }
  const own = z.array(z.unknown()).catch([]).parse(settings.accounts());
  const ids = new Set(ready.map(({ account }) => account.id));
  const others = own.filter((each) => !ids.has(accountSchema.safeParse(each).data?.id ?? ''));
  await settings.saveAccounts([...ready.map(({ account }) => account), ...others]);
  return settings;
}
