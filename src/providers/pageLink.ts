import type { Account } from '../model/account.ts';
import type { ProviderKind } from './provider.ts';

/** How the address of a page, which comes from a service, may be opened. */
type PageLink =
  /** `own`: at once, because it is the account's own service. `asked`: only if the user agrees, after seeing `host`. */
  { readonly may: 'own' | 'asked'; readonly host: string } | { readonly may: 'never' };

/**
 * Judges an address by its origin alone. Only `https:` is ever opened, and plain `http:` on the account's own
 * origin, which is then on this machine. An address with a user name or a password is never opened, because it can
 * look like an address of another host.
 */
export function pageLink(
  address: string,
  kind: Pick<ProviderKind, 'origin' | 'pageOrigins'>,
  account: Account,
): PageLink {
  const url = URL.parse(address);
  if (url?.username !== '' || url.password !== '') return { may: 'never' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { may: 'never' };
  if ([kind.origin(account), ...(kind.pageOrigins ?? [])].includes(url.origin))
    return { may: 'own', host: url.host };
  return url.protocol === 'https:' ? { may: 'asked', host: url.host } : { may: 'never' };
}
