import { Failure } from '../../base/failure.ts';
import { baseUrlField } from '../baseUrl.ts';
import type { ProviderKind } from '../provider.ts';
import { originOfAccount, tenantOf } from './account.ts';
import { extensionOf } from './registration.ts';
import * as words from './words.ts';

/**
 * Stands for the provider of an extension that is not there, so that its accounts stay: their notes wait, with a sentence
 * that says for what, and everything else goes on. Undefined: no extension brings a provider of this id.
 */
export function absentKind(id: string): ProviderKind | undefined {
  const extension = extensionOf(id);
  if (extension === undefined) return undefined;
  // What makes no connection certainly stores nothing.
  const fail = () => Promise.reject(new Failure('offline', words.notThere(extension)));
  return {
    id,
    title: extension,
    capabilities: {
      kinds: ['note', 'call'],
      targets: [],
      attachments: 'none',
      author: 'name',
      backDating: true,
      longestText: undefined,
      directory: [],
      edit: false,
      remove: false,
      tasks: undefined,
    },
    limits: { requestsPerSecond: 1, connections: 1 },
    accountFields: [baseUrlField('', 'https://', undefined)],
    keyLabel: words.key(),
    origin: originOfAccount,
    tenant: tenantOf,
    open: () => ({
      verify: fail,
      findTargets: fail,
      targetOffline: () => undefined,
      stamp: ({ occurredAt }) => occurredAt ?? new Date(0).toISOString(),
      learnTime: fail,
      create: fail,
      findDuplicate: fail,
      list: fail,
      read: fail,
    }),
  };
}
