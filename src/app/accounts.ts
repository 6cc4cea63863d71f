import { join } from 'node:path';
import type { Account } from '../model/account.ts';
import { AccountBook, type AccountSettings } from '../accounts/accountBook.ts';
import { KeyMarkers } from '../accounts/keyMarkers.ts';
import { Keyring, type Secrets } from '../accounts/keyring.ts';
import { Keys } from '../accounts/keys.ts';
import { createSend } from '../http/createSend.ts';
import { createDownload } from '../http/download.ts';
import { clockedFetch, createServerClock } from '../http/serverClock.ts';
import type { ProviderContext, ProviderKind } from '../providers/provider.ts';
import { providerKinds } from '../providers/registry.ts';
import { showKeyringWaits } from '../vscode/keyringWait.ts';
import { readyAccounts } from '../vscode/readyAccounts.ts';
import { accountSettings, notebookFolder } from '../vscode/settings.ts';
import type { Platform } from '../vscode/platform.ts';

/** Accounts, their keys, and the services behind them. */
export interface Accounts {
  readonly kinds: readonly ProviderKind[];
  readonly keys: Keys;
  readonly settings: AccountSettings;
  readonly book: AccountBook;
  /** See `Services.contextWithKey`. */
  readonly contextWithKey: (account: Account, key: string) => ProviderContext;
}

/** Opens all accounts of the settings; asks no service, and the keyring only for those made for a trial. */
export async function openAccounts(ground: Platform, secrets: Secrets): Promise<Accounts> {
  const { files, clock, host, newId, log, storage } = ground;
  const keyring = new Keyring(secrets, clock);
  showKeyringWaits(keyring);
  const markers = new KeyMarkers({ files, folder: join(storage, 'keys'), newId });
  const keys = new Keys({ keyring, markers, host, log });
  const kinds = providerKinds(() => notebookFolder() || join(storage, 'notebook'));
  const contextFor = providerContexts(ground);
  const settings = await readyAccounts(accountSettings, keys, kinds);
  const book = new AccountBook({
    settings,
    kinds,
    log,
    contextOf: (account, kind) =>
      contextFor(account, (signal) => keys.read(account.id, kind.origin(account) ?? '', { signal })),
  });
  const contextWithKey = (account: Account, key: string) => contextFor(account, () => Promise.resolve(key));
  return { kinds, keys, settings, book, contextWithKey };
}

/** Makes what a provider is built from; every key that it reads is made known, so that no log shows it. */
function providerContexts({ files, clock, log, addSecret }: Platform) {
  const serverClock = createServerClock(clock);
  // Looked up at each call: the editor may replace it when its proxy settings change.
  const fetch = clockedFetch((...args) => globalThis.fetch(...args), serverClock, clock);
  const send = createSend({ fetch, clock, log, random: Math.random });
  const download = createDownload({ fetch: (...args) => globalThis.fetch(...args), clock, log });
  return (account: Account, key: ProviderContext['key']): ProviderContext => ({
    account,
    key: async (signal) => {
      const secret = await key(signal);
      addSecret(secret);
      return secret;
    },
    send,
    download,
    files,
    clock,
    serverClock,
    log,
  });
}
