import { formProtocol, type Matches, type Snapshot } from '../../../src/form/messages.ts';

/** A form that is open for one ChartMogul-like account, with nothing typed. */
export function snapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    type: 'snapshot',
    protocol: formProtocol,
    seq: 0,
    draftId: 'draft-1',
    accounts: [{ id: 'work', label: 'ChartMogul (Work)', provider: 'ChartMogul' }],
    values: {
      account: 'work',
      kind: 'note',
      targetType: 'customer',
      target: '',
      text: '',
      author: '',
      occurredAt: '',
      duration: '',
    },
    textFormat: 'markdown',
    attachment: null,
    shape: {
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
      attachment: false,
      author: 'email',
      backDating: true,
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
      kinds: ['note'],
      targets: [type('account'), type('subscription'), type('order')],
      attachment: true,
      author: null,
      backDating: false,
      longestText: 5000,
    },
    ...changes,
  });
}

/** A row of what was found. */
export function foundRow(
  key: string,
  name: string,
  more: Partial<Matches['groups'][number]['rows'][number]> = {},
): Matches['groups'][number]['rows'][number] {
  return { key, name, who: '', how: '', entered: false, ...more };
}

/** The answer to a search, with these rows under one heading. */
export function found(
  number: number,
  rows: Matches['groups'][number]['rows'],
  changes: Partial<Matches> = {},
): Matches {
  return {
    type: 'found',
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
