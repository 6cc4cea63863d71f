import type { Account } from '../model/account.ts';
import type { Capabilities } from '../model/capabilities.ts';
import type { ProviderKind } from './provider.ts';

/** What one account can: its kind's capabilities, and what its settings change in them. */
export function capabilitiesOf({ kind, account }: OfAccount): Capabilities {
  return kind.capabilitiesOf?.(account) ?? kind.capabilities;
}

interface OfAccount {
  readonly kind: Pick<ProviderKind, 'capabilities' | 'capabilitiesOf'>;
  readonly account: Account;
}
