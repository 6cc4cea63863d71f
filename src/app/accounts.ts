import { forEachYielding } from '../base/forEachYielding.ts';
import type { Account } from '../model/account.ts';
import { AccountBook } from '../accounts/accountBook.ts';
import { KeyMarkers } from '../accounts/keyMarkers.ts';
import { Keyring } from '../accounts/keyring.ts';
import { Keys } from '../accounts/keys.ts';
import { readKeys } from '../accounts/readKeys.ts';
import { createSend, type Limits } from '../http/createSend.ts';
import { createDownload } from '../http/download.ts';
import { RequestLimiter } from '../http/requestLimiter.ts';
import { limited } from '../http/send.ts';
import { clockedFetch, createServerClock } from '../http/serverClock.ts';
import { noLimits, type ServiceLimits } from '../model/serviceLimits.ts';
import type { ProviderContext, ProviderKind } from '../providers/provider.ts';
import { providerKinds } from '../providers/registry.ts';
import type { Platform } from './platform.ts';
import { storagePaths } from './storagePaths.ts';

/** The accounts, their keys, and the providers behind them. */
export interface Accounts {
  /** All providers, now. */
  readonly kinds: readonly ProviderKind[];
  /** Adds the provider of another extension, and returns how to take it away. */
  readonly addKind: (kind: ProviderKind) => () => void;
  readonly keys: Keys;
  readonly book: AccountBook;
  /** A provider's context with this key, for an account that is not saved yet. */
  readonly contextWithKey: (account: Account, key: string) => ProviderContext;
  /** Makes the keys of all accounts known as secrets, as far as the keyring gives them soon. Never rejects. */
  readonly readKeys: () => Promise<void>;
}

/** What a test may put in the place of the product's own accounts. */
export interface AccountReplacements {
  readonly kinds?: readonly ProviderKind[];
  readonly limits?: Partial<Limits>;
}

/** Reads nothing yet: neither the keyring nor a service is asked. */
export function createAccounts(platform: Platform, replace: AccountReplacements = {}): Accounts {
  const { files, clock, host, newId, log, storage, secrets, settings } = platform;
  const paths = storagePaths(storage);
  const keyring = new Keyring(secrets, clock);
  keyring.onWaiting(platform.onKeyringWait);
  const markers = new KeyMarkers({ files, folder: paths.keyMarkers, newId });
  const keys = new Keys({ keyring, markers, host, log });
  const kinds = [...(replace.kinds ?? providerKinds(() => settings.notebookFolder() || paths.notebook))];
  const contextFor = providerContexts(platform, replace.limits ?? {});
  const book = new AccountBook({
    settings,
    kinds,
    log,
    contextOf: (account, kind) =>
      contextFor(account, kind.limits, (signal) =>
        keys.read(account.id, kind.origin(account) ?? '', { signal }),
      ),
  });
  const contextWithKey = (account: Account, key: string) => {
    const limits = kinds.find(({ id }) => id === account.provider)?.limits ?? noLimits;
    return contextFor(account, limits, () => Promise.resolve(key));
  };
  const { addSecret } = platform;
  return {
    kinds,
    addKind: (kind) => {
      kinds.push(kind);
      return () => void kinds.splice(kinds.indexOf(kind), 1);
    },
    keys,
    book,
    contextWithKey,
    readKeys: () => readKeys({ book, keys, clock, addSecret }),
  };
}

/** Makes what a provider is built from. Every key that it reads is kept out of the log from then on. */
function providerContexts(
  { files, clock, log, random, fetch, addSecret, settings, pause, markdown }: Platform,
  limits: Partial<Limits>,
): (account: Account, service: ServiceLimits, key: ProviderContext['key']) => ProviderContext {
  const serverClock = createServerClock(clock);
  const send = createSend({ fetch: clockedFetch(fetch, serverClock, clock), clock, log, random, limits });
  const download = createDownload({ fetch, clock, log });
  const limiters = new Map<string, RequestLimiter>();
  /** One for all that is done for an account, whichever of its keys is used; another when another provider comes. */
  const limiterOf = ({ id }: Account, { requestsPerSecond }: ServiceLimits): RequestLimiter => {
    const key = `${requestsPerSecond} ${id}`;
    const limiter =
      limiters.get(key) ??
      new RequestLimiter(clock, {
        perSecond: requestsPerSecond,
        writesPerSecond: settings.requestsPerSecond,
      });
    limiters.set(key, limiter);
    return limiter;
  };
  return (account, service, key) => ({
    account,
    key: async (signal) => {
      const secret = await key(signal);
      addSecret(secret);
      return secret;
    },
    send: limited(send, limiterOf(account, service)),
    download,
    files,
    clock,
    serverClock,
    log,
    markdown,
    inTurns: (items, work) => forEachYielding(items, work, { clock, pause }),
  });
}
