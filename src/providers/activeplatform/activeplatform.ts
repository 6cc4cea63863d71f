import { learnTime } from '../../http/serverClock.ts';
import { Failure } from '../../base/failure.ts';
import { originOf } from '../baseUrl.ts';
import type { Identity, Provider, ProviderContext, ProviderKind } from '../provider.ts';
import { openTargetCache } from '../targetCache.ts';
import { connect } from './connection.ts';
import { longestContent } from './createBody.ts';
import { openDirectory } from './directory.ts';
import { openEntities } from './entities.ts';
import { canBeTyped, isEntity, listSchema, parseTyped, resellerSchema, targetTypes } from './entity.ts';
import { activeplatformFields } from './fields.ts';
import { openNotes } from './notes.ts';
import * as words from './words.ts';

/** ActivePlatform: notes about accounts, subscriptions and orders, over its Reseller API v3. */
export const activeplatform: ProviderKind = {
  id: 'activeplatform',
  title: 'ActivePlatform',
  capabilities: {
    kinds: ['note'],
    targets: targetTypes,
    attachments: 'one',
    author: undefined,
    backDating: false,
    longestText: longestContent,
    directory: [
      { type: 'account', within: undefined },
      { type: 'subscription', within: 'account' },
      { type: 'order', within: 'account' },
    ],
    // No method that changes a note is documented (docs/api/activeplatform.md, section 2).
    edit: false,
    remove: true,
    tasks: undefined,
  },
  // The documentation names no limits (docs/api/activeplatform.md, section 10), so these are cautious guesses.
  limits: { requestsPerSecond: 40, connections: 8 },
  get accountFields() {
    return activeplatformFields();
  },
  get keyLabel() {
    return words.keyLabel();
  },
  origin: (account) => originOf(account.fields['baseUrl'] ?? ''),
  // Ids mean something only in the tree of one reseller.
  tenant: ({ fields }) => `${fields['baseUrl'] ?? ''} reseller ${fields['resellerId'] ?? ''}`,
  open,
};

function open(context: ProviderContext): Provider {
  const { account, serverClock, log } = context;
  const connection = connect(context);
  const { get, urlOf, settings } = connection;
  const entities = openEntities(connection);
  const directory = openDirectory(connection);
  const targetCache = openTargetCache(
    (target, signal) => (isEntity(target) ? entities.read(target, signal) : undefined),
    log,
  );
  const origin = () => activeplatform.origin(account) ?? '';
  const readOneNote = (signal: AbortSignal) =>
    get(listSchema, urlOf('notes', { 'page[size]': '1' }), { signal });

  /** Not every role that may create notes may read resellers. Where it may not, the reseller's number is its name. */
  const readReseller = async (signal: AbortSignal): Promise<Identity> => {
    const fallbackName = words.resellerNumber(settings().resellerId);
    try {
      const { data } = await get(resellerSchema, urlOf(''), { signal });
      const { general } = data.attributes;
      const name = general.name?.trim() ?? '';
      const detail = [general.domain, general.currency]
        .filter((each) => each != null && each !== '')
        .join(', ');
      return { name: name === '' ? fallbackName : name, detail: detail === '' ? undefined : detail };
    } catch (error) {
      if (!Failure.is(error, 'forbidden', 'notFound', 'notServed', 'unreadable')) throw error;
      return { name: fallbackName, detail: undefined };
    }
  };

  return {
    ...openNotes(connection, targetCache),
    directory,

    async verify(signal) {
      await readOneNote(signal);
      return readReseller(signal);
    },

    async findTargets(type, typed, signal) {
      const targets = await entities.find(type, typed, signal);
      for (const target of targets) targetCache.remember(target);
      return targets;
    },

    async customerOf(target, signal) {
      const account = await entities.accountOf(target, signal);
      if (account) targetCache.remember(account);
      return account;
    },

    targetOffline(type, typed) {
      try {
        return { type, id: parseTyped(type, typed).id };
      } catch {
        return undefined;
      }
    },

    mayKnow: canBeTyped,

    learnTime: (signal) => learnTime(serverClock, origin(), () => readOneNote(signal)),

    // This is never sent, because the service dates notes itself. The search for a lost note starts from it.
    stamp: () => new Date(serverClock.now(origin())).toISOString(),
  };
}
