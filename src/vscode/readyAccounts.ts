import * as z from 'zod';
import * as vscode from './editor.ts';
import { createAccounts } from '../app/accounts.ts';
import type { Platform } from '../app/platform.ts';
import { accountSchema } from '../model/account.ts';

/** A list in the build made for `npm start`; `false` in every other, where the compiler drops the code below. */
declare const NOTELOG_READY_ACCOUNTS: unknown;

const readySchema = z.array(z.object({ account: accountSchema, key: z.string() }));

/**
 * In the build made for `npm start`: saves the sandbox's accounts and their keys, before anything reads them. The first
 * time, it shows them too.
 */
export async function saveReadyAccounts(platform: Platform): Promise<void> {
  if (NOTELOG_READY_ACCOUNTS === false) return;
  const { keys, kinds } = createAccounts(platform);
  const { settings } = platform;
  const readyAccounts = readySchema.parse(NOTELOG_READY_ACCOUNTS);
  for (const { account, key } of readyAccounts) {
    const origin = kinds.find(({ id }) => id === account.provider)?.origin(account) ?? '';
    await keys.save(account.id, key, origin);
  }
  const savedAccounts = z.array(z.unknown()).catch([]).parse(settings.accounts());
  const ids = new Set(readyAccounts.map(({ account }) => account.id));
  const others = savedAccounts.filter((each) => !ids.has(accountSchema.safeParse(each).data?.id ?? ''));
  await settings.saveAccounts([...readyAccounts.map(({ account }) => account), ...others]);
  if (others.length === savedAccounts.length)
    void vscode.commands.executeCommand('workbench.view.extension.notelog');
}
