import { expect, test } from 'vitest';
import { formMessageSchema, matchesSchema, snapshotSchema } from '../../../src/form/messages.ts';
import { matches, matchRow, resellerSnapshot, snapshot } from './snapshots.ts';

const messages = [
  { type: 'ready', protocol: 4 },
  { type: 'edit', seq: 1, draftId: 'draft-1', field: 'text', value: '' },
  { type: 'checkTarget' },
  { type: 'chooseTarget', draftId: 'draft-1', targetType: 'customer', id: 'cus_1' },
  { type: 'search', number: 1, text: 'northw', within: null },
  { type: 'endSearch' },
  { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_1' },
  { type: 'attach', draftId: 'draft-1' },
  { type: 'detach', draftId: 'draft-1' },
  { type: 'send', seq: 2, draftId: 'draft-1' },
  { type: 'cancel' },
  { type: 'discard', draftId: 'draft-1' },
  { type: 'addAccount' },
] as const;

test.each(messages)('the form can send $type', (message) => {
  expect(formMessageSchema.parse(message)).toEqual(message);
});

const edit = { type: 'edit', seq: 1, draftId: 'draft-1', field: 'text', value: 'x' };

test.each([
  ['nothing', undefined],
  ['text', 'send'],
  ['another type', { type: 'run', command: 'workbench.action.quit' }],
  ['a send without its draft', { type: 'send', seq: 1 }],
  ['an edit of a field that is none', { ...edit, field: '__proto__' }],
  ['an edit with a value that is no text', { ...edit, value: { toString: 'x' } }],
  ['an edit of nobody knows which draft', { ...edit, draftId: undefined }],
  ['a row for nobody knows which draft', { type: 'chooseMatch', key: 'customer cus_1' }],
  ['a choice for nobody knows which draft', { type: 'chooseTarget', targetType: 'customer', id: 'cus_1' }],
  ['a file for nobody knows which draft', { type: 'attach' }],
  ['a search without a number', { type: 'search', text: 'x', within: null }],
  ['a search for no text', { type: 'search', number: 1, text: null, within: null }],
  ['a seq that is not a number', { ...edit, seq: Number.NaN }],
])('%s is refused', (_, message) => {
  expect(formMessageSchema.safeParse(message).success).toBe(false);
});

test('unknown properties of a message are dropped', () => {
  const message: unknown = JSON.parse('{"type":"cancel","draftId":"x","__proto__":{"polluted":true}}');
  expect(formMessageSchema.parse(message)).toEqual({ type: 'cancel' });
});

test.each([
  ['one account', snapshot()],
  ['several of everything', resellerSnapshot({ attachment: { name: 'offer.pdf', size: 12 } })],
  [
    'a choice',
    snapshot({ check: { state: 'choose', targets: [{ type: 'customer', id: '1' }], account: 'A' } }),
  ],
])('a snapshot with %s survives JSON', (_, message) => {
  expect(snapshotSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
});

test.each([
  ['another type', { ...snapshot(), type: 'snap' }],
  ['no values', { ...snapshot(), values: undefined }],
  ['a check without its account', { ...snapshot(), check: { state: 'notChecked', message: 'Offline.' } }],
  ['an unknown progress', { ...snapshot(), progress: { state: 'done', message: '' } }],
])('a snapshot with %s is refused', (_, message) => {
  expect(snapshotSchema.safeParse(message).success).toBe(false);
});

test('matches survive JSON, and incomplete ones are refused', () => {
  const message = matches(3, [matchRow('customer cus_1', 'Acme', { who: 'a@acme.example' })], {
    message: 'Some.',
  });
  expect(matchesSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  expect(matchesSchema.safeParse({ ...message, number: '3' }).success).toBe(false);
  expect(matchesSchema.safeParse({ ...message, groups: [{ heading: 'Found', rows: [{}] }] }).success).toBe(
    false,
  );
});
