import type { Account } from '../model/account.ts';
import type { ProviderKind } from './provider.ts';

/** How the address of a page, which is remote text, may be opened. */
type PageLink =
  /** `own`: at once, since it is the account's own service. `asked`: when the user, shown `host`, agrees. */
  { readonly may: 'own' | 'asked'; readonly host: string } | { readonly may: 'never' };

/**
 * Judges an address by its origin alone. Only `https:` is ever opened, and plain `http:` of an account that itself
 * answers there, which an account can do on this machine only. One with a user name or a password in it never is:
 * it is made to look like another host.
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
