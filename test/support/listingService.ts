import type { Provider, ProviderContext } from '../../src/providers/provider.ts';
import { directoryEntryOf } from './fakeDirectory.ts';
import { fakeService, type FakeService } from './fakeProvider.ts';

/** What a test may choose about a {@link listingService}. */
export interface ListingOptions {
  readonly id?: string;
  /** Of the customers `c1`, `c2` and so on. */
  readonly names?: readonly string[];
  /** The types of targets that are listed within each customer, two of each type. */
  readonly within?: readonly string[];
}

/**
 * A service that lists its customers, and what lies within each: `c2-1` and `c2-2`, called "First order" and "Second
 * order". Only what begins like `c2` is known to be an id without asking the service.
 */
export function listingService(options: ListingOptions = {}): FakeService {
  const { id = 'crm', names = ['Northwind Traders', 'Acme'], within = ['order'] } = options;
  const service = fakeService(id, {
    directory: [
      { type: 'customer', within: undefined },
      ...within.map((type) => ({ type, within: 'customer' })),
    ],
  });
  service.directory = ({ type, within: parent }) =>
    Promise.resolve({
      entries: parent
        ? ['First', 'Second'].map((name, at) => ({
            target: { type, id: `${parent.id}-${at + 1}`, name: `${name} ${type}` },
          }))
        : names.map((name, at) => directoryEntryOf(`c${at + 1}`, name)),
      cursor: undefined,
    });
  const { kind } = service;
  const open = (context: ProviderContext): Provider => ({
    ...kind.open(context),
    targetOffline: (type, typed) => (/^c\d/.test(typed) ? { type, id: typed } : undefined),
  });
  return Object.assign(service, { kind: { ...kind, open } });
}
