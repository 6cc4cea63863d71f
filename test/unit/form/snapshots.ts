import { formProtocol, type Card, type Matches, type Snapshot } from '../../../src/form/messages.ts';
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
    recipient: { state: 'search' },
    searchHint: 'Name, company, e-mail or id',
    attachments: [],
    files: { canAttach: false, notes: 1, why: 'ChartMogul takes no files.' },
    shape: {
      fields: fieldNames.filter((field) => field !== 'attachment'),
      kinds: ['note', 'call'],
      author: 'email',
      longestText: null,
      followUps: true,
    },
    authors: [],
    problems: [],
    logged: null,
    timer: null,
    editing: null,
    notice: null,
    unsaved: '',
    logging: null,
    ...changes,
  };
}

/** Snapshot values, with some of them filled in. */
export function values(changes: Partial<Snapshot['values']>): Snapshot['values'] {
  return { ...snapshot().values, ...changes };
}

/** The card of a customer. */
export function card(changes: Partial<Card> = {}): Card {
  return {
    name: 'Hooli GmbH 4',
    tooltip: 'cus_00000004-dea0\nhooli@example.com',
    facts: ['Active', '€40 MRR', 'Ann'],
    lastNote: { state: 'note', text: 'Last: call, 5 days ago' },
    warning: '',
    checking: false,
    pinned: false,
    hasPage: true,
    timer: 'start',
    scope: null,
    ...changes,
  };
}

/** Somebody is chosen, whose card this is. */
export function chosen(changes: Partial<Card> = {}): Snapshot['recipient'] {
  return { state: 'chosen', card: card(changes) };
}

/** A form of two accounts whose chosen one has parts of customers, files and a longest text. */
export function resellerSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return snapshot({
    accounts: [
      { id: 'work', label: 'ChartMogul (Work)', provider: 'ChartMogul' },
      { id: 'cloud', label: 'Cloud resale', provider: 'ActivePlatform' },
    ],
    values: values({ account: 'cloud', targetType: 'account' }),
    files: { canAttach: true, notes: 1, why: '' },
    shape: {
      fields: fieldNames.filter((field) => field !== 'author' && field !== 'occurredAt'),
      kinds: ['note'],
      author: null,
      longestText: 5000,
      followUps: false,
    },
    ...changes,
  });
}

/** The parts of a reseller's customer. */
export const scope: NonNullable<Card['scope']> = {
  label: 'Account',
  value: 'account 7',
  choices: [
    { key: 'account 7', label: 'Account' },
    { key: 'subscription 3056', label: 'Subscription 3056: Mail Hosting' },
    { key: 'order 9', label: 'Order 9' },
  ],
  filling: false,
  message: '',
};

/** A logged note that can be taken back. */
export function logged(
  changes: Partial<NonNullable<Snapshot['logged']>> = {},
): NonNullable<Snapshot['logged']> {
  return {
    entryId: 'draft-1',
    kind: 'note',
    about: 'Hooli GmbH 4',
    state: 'undoable',
    message: 'Logged for Hooli GmbH 4',
    others: '',
    canUndo: true,
    canOpen: true,
    resolve: '',
    isError: false,
    ...changes,
  };
}

/** A match. */
export function matchRow(
  key: string,
  name: string,
  more: Partial<Matches['groups'][number]['rows'][number]> = {},
): Matches['groups'][number]['rows'][number] {
  return { key, kind: 'target', name, marks: [], who: '', whoMarks: [], how: '', ...more };
}

/** The answer to a search, with these rows under one heading; the first of them is highlighted. */
export function matches(
  number: number,
  text: string,
  rows: Matches['groups'][number]['rows'],
  changes: Partial<Matches> = {},
): Matches {
  return {
    type: 'matches',
    protocol: formProtocol,
    number,
    text,
    groups: rows.length === 0 ? [] : [{ heading: 'Found', rows }],
    more: false,
    message: '',
    filling: false,
    first: text.trim() === '' ? '' : (rows[0]?.key ?? ''),
    only: rows.length === 1 ? (rows[0]?.key ?? '') : '',
    ...changes,
  };
}
