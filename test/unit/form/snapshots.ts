import { formProtocol, type Matches, type Snapshot } from '../../../src/form/messages.ts';
import { fieldNames, forEachValue } from '../../../src/model/fields.ts';

/** A form that is open for one ChartMogul-like account, with nothing typed. */
export function snapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    type: 'snapshot',
    protocol: formProtocol,
    seq: 0,
    draftId: 'draft-1',
    accounts: [{ id: 'work', label: 'ChartMogul (Work)', provider: 'ChartMogul' }],
    values: { ...forEachValue(() => ''), account: 'work', kind: 'note', targetType: 'customer' },
    textFormat: 'markdown',
    attachment: null,
    shape: {
      fields: fieldNames.filter((field) => field !== 'attachment'),
      kinds: ['note', 'call'],
      targets: [
        {
          type: 'customer',
          label: 'customer',
          idLabel: 'UUID, external id or e-mail',
          placeholder: 'cus_00000000-… or name@example.com',
          listed: false,
        },
      ],
      author: 'email',
      longestText: null,
    },
    authors: [],
    check: { state: 'none' },
    problems: [],
    progress: { state: 'idle' },
    ...changes,
  };
}

/** Snapshot values, with some of them filled in. */
export function values(changes: Partial<Snapshot['values']>): Snapshot['values'] {
  return { ...snapshot().values, ...changes };
}

/** A form of two accounts whose chosen one has several target types, attachments and a longest text. */
export function resellerSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  const type = (name: string): Snapshot['shape']['targets'][number] => ({
    type: name,
    label: name,
    idLabel: 'Number',
    placeholder: '3056',
    listed: false,
  });
  return snapshot({
    accounts: [
      { id: 'work', label: 'ChartMogul (Work)', provider: 'ChartMogul' },
      { id: 'cloud', label: 'Cloud resale', provider: 'ActivePlatform' },
    ],
    values: values({ account: 'cloud', targetType: 'subscription' }),
    shape: {
      fields: fieldNames.filter((field) => field !== 'author' && field !== 'occurredAt'),
      kinds: ['note'],
      targets: [type('account'), type('subscription'), type('order')],
      author: null,
      longestText: 5000,
    },
    ...changes,
  });
}

/** A match. */
export function matchRow(
  key: string,
  name: string,
  more: Partial<Matches['groups'][number]['rows'][number]> = {},
): Matches['groups'][number]['rows'][number] {
  return { key, name, who: '', how: '', opensList: false, ...more };
}

/** The answer to a search, with these rows under one heading. */
export function matches(
  number: number,
  rows: Matches['groups'][number]['rows'],
  changes: Partial<Matches> = {},
): Matches {
  return {
    type: 'matches',
    protocol: formProtocol,
    number,
    within: null,
    groups: rows.length === 0 ? [] : [{ heading: 'Found', rows }],
    more: false,
    message: '',
    filling: false,
    alone: false,
    ...changes,
  };
}
