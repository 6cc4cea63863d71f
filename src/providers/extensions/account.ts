import type { Account } from '../../model/account.ts';
import { normaliseBaseUrl, originOf } from '../baseUrl.ts';

/*
 * What of an account is the same whether its provider's extension is there or not: a note that waits for the extension
 * must find the same key and the same customers when it comes.
 */

/** The address of the service, without a slash at its end. */
export function addressOf({ fields }: Account): string {
  return normaliseBaseUrl(fields['baseUrl'] ?? '');
}

/** As {@link import('../provider.ts').ProviderKind.origin}. */
export function originOfAccount({ fields }: Account): string | undefined {
  return originOf(fields['baseUrl'] ?? '');
}

/** As {@link import('../provider.ts').ProviderKind.tenant}: whatever is set may decide whose data it is. */
export function tenantOf(account: Account): string {
  const { baseUrl: _, ...others } = account.fields;
  const sorted = Object.entries(others).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([account.provider, addressOf(account), sorted]);
}
