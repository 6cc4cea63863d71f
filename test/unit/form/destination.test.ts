import { expect, test } from 'vitest';
import { destination } from '../../../media/destination.ts';
import { sizeText } from '../../../media/size.ts';
import type { Snapshot } from '../../../src/form/messages.ts';
import { resellerSnapshot, snapshot, values } from './snapshots.ts';

/** The sentence as it reads, with the name and the account in brackets of their own. */
function sentence(view: Snapshot): string {
  const around = { name: '**', account: '_', typed: '`' } as const;
  return destination(view)
    .parts.map(({ text, as }) => (as === undefined ? text : around[as] + text + around[as]))
    .join('');
}

const account = 'ChartMogul (Work)';
const uuid = 'cus_8c1f7a2e-3b1d-4c59-9f0a-2d5b6c7e8f90';
const typed = values({ target: 'acme' });

test.each<[string, Snapshot]>([
  ['No customer yet, in _ChartMogul (Work)_', snapshot()],
  ['Not checked yet: `acme` in _ChartMogul (Work)_', snapshot({ values: typed })],
  ['Checking `acme` in _ChartMogul (Work)_…', snapshot({ values: typed, check: { state: 'checking' } })],
  [
    'To **Acme Corp** in _ChartMogul (Work)_',
    snapshot({
      check: { state: 'checked', account, target: { type: 'customer', id: uuid, name: 'Acme Corp' } },
    }),
  ],
  [
    `To **customer ${uuid}** in _ChartMogul (Work)_`,
    snapshot({ check: { state: 'checked', account, target: { type: 'customer', id: uuid } } }),
  ],
  [
    'To **Acme Corp** (subscription 3056) in _Cloud resale_',
    resellerSnapshot({
      check: {
        state: 'checked',
        account: 'Cloud resale',
        target: { type: 'subscription', id: '3056', name: 'Acme Corp' },
      },
    }),
  ],
  [
    'Not checked: `acme` in _ChartMogul (Work)_. No connection.',
    snapshot({ values: typed, check: { state: 'notChecked', account, message: 'No connection.' } }),
  ],
  [
    'No customer yet: see above. In _ChartMogul (Work)_',
    snapshot({ values: typed, check: { state: 'failed' } }),
  ],
  ['Choose an account first.', snapshot({ accounts: [] })],
])('%s', (expected, view) => {
  expect(sentence(view)).toBe(expected);
});

test('only a target that the service knows counts as checked', () => {
  expect(destination(snapshot({ values: typed })).mark).toBe('open');
  const missed = snapshot({
    values: typed,
    check: { state: 'notChecked', account, message: 'No connection.' },
  });
  expect(destination(missed).mark).toBe('warning');
});

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [123_456, '123 kB'],
  [3_400_000, '3.4 MB'],
  [104_857_600, '105 MB'],
])('%i bytes read %s', (bytes, text) => {
  expect(sizeText(bytes, 'en')).toBe(text);
});
