import { expect, test } from 'vitest';
import { matchesSchema, snapshotSchema } from '../../../src/form/messages.ts';
import { formMessageSchema } from '../../../src/form/pageMessages.ts';
import { validate } from '../../../src/form/schemas.ts';
import { matches, matchRow, resellerSnapshot, snapshot } from './snapshots.ts';

const draftId = 'draft-1';
const messages = [
  { type: 'ready', protocol: 6 },
  { type: 'edit', seq: 1, draftId, field: 'text', value: '' },
  { type: 'search', number: 1, text: 'northw' },
  { type: 'endSearch' },
  { type: 'chooseMatch', seq: 2, draftId, key: 'customer cus_1' },
  { type: 'lookUp', seq: 3, draftId, text: 'acme ltd' },
  { type: 'chooseTarget', seq: 4, draftId, key: 'customer cus_1' },
  { type: 'clearRecipient', seq: 5, draftId },
  { type: 'chooseScope', seq: 6, draftId, key: 'order 1' },
  { type: 'pin', draftId, pinned: true },
  { type: 'openCustomerPage', draftId },
  { type: 'openLastNote', draftId },
  { type: 'startTimer', draftId },
  { type: 'stopTimer' },
  { type: 'attach', draftId },
  { type: 'detach', draftId, key: 'file:///a.pdf' },
  { type: 'log', seq: 7, draftId, then: 'followUp' },
  { type: 'cancel' },
  { type: 'undo', entryId: 'draft-1' },
  { type: 'openLogged', entryId: 'draft-1' },
  { type: 'resolve', entryId: 'draft-1' },
  { type: 'discard', draftId },
  { type: 'addAccount' },
  { type: 'focus', focused: true },
  { type: 'leave' },
] as const;

test.each(messages)('the form can send $type', (message) => {
  expect(formMessageSchema.parse(message)).toEqual(message);
});

const edit = { type: 'edit', seq: 1, draftId, field: 'text', value: 'x' };

test.each([
  ['nothing', undefined],
  ['text', 'log'],
  ['another type', { type: 'run', command: 'workbench.action.quit' }],
  ['a log without its draft', { type: 'log', seq: 1, then: 'nothing' }],
  ['a log with another end', { type: 'log', seq: 1, draftId, then: 'delete' }],
  ['an edit of a field that is none', { ...edit, field: '__proto__' }],
  ['an edit with a value that is no text', { ...edit, value: { toString: 'x' } }],
  ['an edit of nobody knows which draft', { ...edit, draftId: undefined }],
  ['a row for nobody knows which draft', { type: 'chooseMatch', seq: 1, key: 'customer cus_1' }],
  ['a choice for nobody knows which draft', { type: 'chooseTarget', seq: 1, key: 'customer cus_1' }],
  ['a look-up for nobody knows which draft', { type: 'lookUp', seq: 1, text: 'acme' }],
  ['a file for nobody knows which draft', { type: 'attach' }],
  ['a search without a number', { type: 'search', text: 'x' }],
  ['a search for no text', { type: 'search', number: 1, text: null }],
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
  [
    'several of everything',
    resellerSnapshot({
      attachments: [
        { key: 'a', name: 'offer.pdf', size: 12, picture: false, state: 'ready', progress: 0, message: '' },
      ],
    }),
  ],
  [
    'a choice',
    snapshot({
      recipient: { state: 'several', targets: [{ key: 'customer 1', name: 'Acme', detail: '' }] },
    }),
  ],
])('a snapshot with %s survives JSON', (_, message) => {
  expect(validate(snapshotSchema, JSON.parse(JSON.stringify(message)))).toBe(true);
});

test.each([
  ['another type', { ...snapshot(), type: 'snap' }],
  ['no values', { ...snapshot(), values: undefined }],
  ['a choice without its card', { ...snapshot(), recipient: { state: 'chosen' } }],
  ['nothing about what was logged', { ...snapshot(), logged: undefined }],
])('a snapshot with %s is refused', (_, message) => {
  expect(validate(snapshotSchema, message)).toBe(false);
});

test('matches survive JSON, and incomplete ones are refused', () => {
  const message = matches(3, 'acm', [matchRow('customer cus_1', 'Acme', { who: 'a@acme.example' })], {
    message: 'Some.',
  });
  expect(validate(matchesSchema, JSON.parse(JSON.stringify(message)))).toBe(true);
  expect(validate(matchesSchema, { ...message, number: '3' })).toBe(false);
  expect(validate(matchesSchema, { ...message, groups: [{ heading: 'Found', rows: [{}] }] })).toBe(false);
});
