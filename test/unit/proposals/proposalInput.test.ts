import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { proposalJsonSchema } from '../../../src/proposals/jsonSchema.ts';
import { largestProposal, parseProposalInput } from '../../../src/proposals/proposalInput.ts';

const least = { customer: { query: 'Acme' }, text: 'Fixed the import' };

function problemWith(input: unknown): string {
  try {
    parseProposalInput(input);
  } catch (error) {
    if (Failure.is(error, 'invalid')) return error.message;
    throw error;
  }
  return 'none';
}

test('what is needed is whom it is about and what it says', () => {
  expect(parseProposalInput(least)).toEqual({ ...least, kind: 'note' });
});

test('everything that may be given is kept', () => {
  const all = {
    account: 'Work',
    customer: { id: 'cus_1', type: 'customer' },
    kind: 'call',
    text: 'Talked about\n\tthe import 👩‍👩‍👧',
    callDuration: '25 min',
    occurredAt: '2026-07-31T14:05:00+02:00',
    author: 'ada@example.com',
    clientId: 'run 1',
    again: true,
  };
  expect(parseProposalInput(all)).toEqual(all);
});

test.each([
  ['account', { account: 7 }],
  ['account', { account: '' }],
  ['customer', { customer: undefined }],
  ['customer', { customer: 'Acme' }],
  ['customer', { customer: { query: 42 } }],
  ['customer', { customer: { query: 'Acme', id: 'cus_1' } }],
  ['customer', { customer: { query: 'Ac\nme' } }],
  ['customer', { customer: {} }],
  ['kind', { kind: 'meeting' }],
  ['text', { text: undefined }],
  ['text', { text: '  ' }],
  ['text', { text: 'bell \u0007' }],
  ['text', { text: 'turned \u202e round' }],
  ['text', { text: 'half \ud83d' }],
  ['text', { text: 'x'.repeat(50_001) }],
  ['callDuration', { kind: 'call', callDuration: 25 }],
  ['callDuration', { kind: 'call', callDuration: 'long' }],
  ['callDuration', { kind: 'call', callDuration: '25 h' }],
  ['callDuration', { callDuration: '25 min' }],
  ['occurredAt', { occurredAt: 'yesterday' }],
  ['author', { author: ['Ada'] }],
  ['clientId', { clientId: 'a\u2028b' }],
  ['again', { again: 'yes' }],
])('a bad %s is one sentence that names it: %j', (field, change) => {
  expect(problemWith({ ...least, ...change })).toContain(`“${field}”`);
});

test.each([
  ['send', { ...least, send: true }],
  ['attachment', { ...least, attachment: '/etc/passwd' }],
  ['__proto__', JSON.parse('{"customer":{"query":"A"},"text":"t","__proto__":{"account":"x"}}')],
  ['constructor', { ...least, constructor: 1 }],
  ['_command_x_', { ...least, '](command:x)': 1 }],
])('a field that there is not is refused: %s', (name, input) => {
  const readable = name === '_command_x_' ? '??command?x?' : name;
  expect(problemWith(input)).toContain(`no field “${readable}”`);
});

test.each([[undefined], [null], ['text'], [42], [[least]], [10n], [() => least], [new Date(0)]])(
  'what is no object is refused: %s',
  (input) => {
    expect(problemWith(input)).toBe('A proposal must be one plain JSON object.');
  },
);

test('a circle, and a getter that throws, are refused', () => {
  const circle: Record<string, unknown> = { ...least };
  circle['customer'] = circle;
  const throwing = {
    ...least,
    get account(): string {
      throw new Error('no');
    },
  };
  expect([circle, throwing].map(problemWith)).toEqual(
    Array(2).fill('A proposal must be one plain JSON object.'),
  );
});

test('a getter is asked once, and what it says later counts for nothing', () => {
  let asked = 0;
  const input = {
    ...least,
    get text() {
      asked += 1;
      return `said ${asked}`;
    },
  };
  const parsed = parseProposalInput(input);
  expect([parsed.text, asked]).toEqual(['said 1', 1]);
  expect(parsed.text).toBe('said 1');
});

test('more than 64 KB is refused, however it is spread', () => {
  expect(problemWith({ ...least, text: '€'.repeat(largestProposal / 3) })).toBe(
    'A proposal must not be larger than 64 KB.',
  );
});

test('any JSON is either refused with a sentence, or has no field but those that there are', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.record({ text: fc.string(), customer: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      ),
      (json) => {
        const input: unknown = JSON.parse(json);
        const problem = problemWith(input);
        if (problem === 'none')
          expect(Object.keys(parseProposalInput(input)).toSorted()).toEqual(['customer', 'kind', 'text']);
        else expect(problem).toMatch(/^[^\n]+\.$/);
      },
    ),
  );
});

test('the JSON Schema says what may be given, and that nothing else may', () => {
  expect(proposalJsonSchema()).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['customer', 'text'],
    properties: {
      account: { description: 'The name or the id of the account. Leave it out if there is only one.' },
      kind: { enum: ['note', 'call'], default: 'note' },
      text: { type: 'string', maxLength: 50_000 },
      customer: { anyOf: [{ required: ['id'] }, { required: ['query'] }] },
    },
  });
});
