import { learnTime } from '../../http/serverClock.ts';
import { originOf } from '../baseUrl.ts';
import type { Capabilities, TargetType } from '../../model/capabilities.ts';
import type { Provider, ProviderContext, ProviderKind } from '../provider.ts';
import { openTargetCache } from '../targetCache.ts';
import { wireAccountSchema, pingSchema } from './account.ts';
import { connect, pageSchema } from './connection.ts';
import { openCustomers } from './customers.ts';
import { baseUrlOf, chartmogulFields, notesNotServed } from './fields.ts';
import { openNotes } from './notes.ts';
import { openTasks, taskLimits } from './tasks.ts';
import * as words from './words.ts';

const customerType: TargetType = {
  type: 'customer',
  get label() {
    return words.typeName('customer');
  },
  get idLabel() {
    return words.idLabel();
  },
  get placeholder() {
    return words.customerExample();
  },
};

const contactType: TargetType = {
  type: 'contact',
  get label() {
    return words.typeName('contact');
  },
  get idLabel() {
    return words.idLabel();
  },
  get placeholder() {
    return words.contactExample();
  },
};

const capabilities: Capabilities = {
  kinds: ['note', 'call'],
  targets: [customerType],
  attachments: 'none',
  author: 'email',
  backDating: true,
  longestText: undefined,
  directory: [{ type: 'customer', within: undefined }],
  edit: true,
  remove: true,
  tasks: taskLimits,
};

/** ChartMogul: notes and calls about customers, over its REST API. */
export const chartmogul: ProviderKind = {
  id: 'chartmogul',
  title: 'ChartMogul',
  capabilities,
  capabilitiesOf(account) {
    if (account.fields['collection'] !== 'notes') return capabilities;
    return {
      ...capabilities,
      targets: [customerType, contactType],
      directory: [...capabilities.directory, { type: 'contact', within: undefined }],
    };
  },
  // ChartMogul refuses more than 40 requests a second (429) and more than 20 connections (503). Other clients share
  // these limits (docs/api/chartmogul.md, section 11).
  limits: { requestsPerSecond: 40, connections: 8 },
  get accountFields() {
    return chartmogulFields();
  },
  get keyLabel() {
    return words.keyLabel();
  },
  origin: (account) => originOf(baseUrlOf(account)),
  // The origin of every `chartmogul-url` (docs/api/chartmogul.md, section 2).
  pageOrigins: ['https://app.chartmogul.com'],
  tenant: baseUrlOf,
  open,
};

function open(context: ProviderContext): Provider {
  const connection = connect(context);
  const { get, urlOf } = connection;
  const customers = openCustomers(connection);
  const targetCache = openTargetCache((target, signal) => customers.read(target, signal), context.log);

  return {
    ...openNotes(connection, targetCache),
    tasks: openTasks(connection, targetCache),
    directory: (query, signal) => customers.directory(query, signal),
    targetOffline: (type, typed) => customers.targetOffline(type, typed),
    mayKnow: (type, typed) => customers.mayKnow(type, typed),

    async verify(signal) {
      await get(pingSchema, urlOf('ping'), { signal });
      const account = await get(wireAccountSchema, urlOf('account'), { signal });
      // Not every account may have both collections (docs/api/chartmogul.md, section 1).
      const settings = connection.settings();
      const notServed = notesNotServed(settings);
      await get(pageSchema, urlOf(settings.collection, { per_page: '1' }), { signal, notServed });
      const detail = [account.currency, account.time_zone]
        .filter((each) => each != null && each !== '')
        .join(', ');
      return { name: account.name, detail: detail === '' ? undefined : detail };
    },

    async findTargets(type, typed, signal) {
      const targets = await customers.find(type, typed, signal);
      for (const target of targets) targetCache.remember(target);
      return targets;
    },

    learnTime: (signal) =>
      learnTime(context.serverClock, chartmogul.origin(context.account) ?? '', () =>
        get(pingSchema, urlOf('ping'), { signal }),
      ),
  };
}
