import { expect, test } from 'vitest';
import { checkDraft } from '../../../src/model/checkDraft.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import type { DraftValues } from '../../../src/model/fields.ts';
import type { TextFormat } from '../../../src/model/note.ts';
import type { Capabilities } from '../../../src/model/capabilities.ts';
import { customer, fakeService } from '../../support/fakeProvider.ts';

const now = Date.parse('2026-07-29T14:05:59.123Z');
const acme = customer('Acme');

function draftWith(values: Partial<DraftValues>, more: Partial<Draft> = {}): Draft {
  const empty = emptyDraft('d-1', 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, target: 'Acme', text: 'Hello', ...values }, ...more };
}

function check(
  draft: Draft,
  capabilities: Partial<Capabilities> = {},
  target = true,
  format: TextFormat = 'plain',
) {
  return checkDraft(draft, {
    target: target ? acme : undefined,
    capabilities: { ...fakeService().kind.capabilities, ...capabilities },
    now,
    format,
  });
}

/** The fields that have a problem. */
function fields(result: ReturnType<typeof check>): string[] {
  return result.ok ? [] : result.problems.map(({ field }) => field);
}

const pdf = { uri: 'file:///a.pdf', name: 'a.pdf', size: 3 };

test.each<[string, Draft, Partial<Capabilities>, string, RegExp]>([
  ['no text', draftWith({ text: '' }), {}, 'text', /Write something first/],
  ['only white space', draftWith({ text: ' \n\t ' }), {}, 'text', /Write something first/],
  ['too long a text', draftWith({ text: 'x'.repeat(5001) }), {}, 'text', /5001 .* 5000.* by 1/],
  [
    'a kind that the account has not',
    draftWith({ kind: 'call', duration: '5' }),
    { kinds: ['note'] },
    'kind',
    /kind/,
  ],
  ['a kind that there is not', draftWith({ kind: 'visit' }), {}, 'kind', /kind/],
  ['an author without @', draftWith({ author: 'ann' }), {}, 'author', /e-mail/],
  ['an author with a space', draftWith({ author: 'a b@c' }), {}, 'author', /e-mail/],
  ['a future date', draftWith({ occurredAt: '2026-07-29T14:05:59.124Z' }), {}, 'occurredAt', /future/],
  [
    'a future date elsewhere',
    draftWith({ occurredAt: '2026-07-29T10:06:00-04:00' }),
    {},
    'occurredAt',
    /future/,
  ],
  ['a date before computers', draftWith({ occurredAt: '0026-07-29T14:05:00Z' }), {}, 'occurredAt', /1970/],
  [
    'a year before the first',
    draftWith({ occurredAt: '-000001-01-01T00:00:00.000Z' }),
    {},
    'occurredAt',
    /not a date/,
  ],
  ['no date at all', draftWith({ occurredAt: 'room 5' }), {}, 'occurredAt', /not a date/],
  [
    'a date that is in no calendar',
    draftWith({ occurredAt: '2026-02-30T10:00:00Z' }),
    {},
    'occurredAt',
    /not a date/,
  ],
  ['a call without a duration', draftWith({ kind: 'call' }), {}, 'duration', /How long/],
  ['a call of nonsense', draftWith({ kind: 'call', duration: 'long' }), {}, 'duration', /How long/],
  ['a call of no time', draftWith({ kind: 'call', duration: '0' }), {}, 'duration', /24 hours/],
  ['a call of more than a day', draftWith({ kind: 'call', duration: '25h' }), {}, 'duration', /24 hours/],
  [
    'a file where none is taken',
    draftWith({}, { attachments: [pdf] }),
    { attachments: 'none' },
    'attachment',
    /takes no files/,
  ],
])('%s is one sentence, at its field', (_, draft, capabilities, field, message) => {
  const result = check(draft, capabilities);
  expect(fields(result)).toEqual([field]);
  expect(result.ok ? '' : result.problems[0]?.message).toMatch(message);
});

test('a missing target is reported with everything else that is wrong, in the form’s order', () => {
  const bad = draftWith({ text: '', author: 'x', occurredAt: 'x', kind: 'call' });
  expect(fields(check(bad, {}, false))).toEqual(['target', 'text', 'duration', 'occurredAt', 'author']);
});

test('a valid draft becomes a note', () => {
  const typed = {
    text: ' Hello\n ',
    author: ' ann@example.com ',
    occurredAt: '2026-07-29T16:05:00+02:00',
    duration: '5',
  };
  expect(check(draftWith(typed))).toEqual({
    ok: true,
    note: {
      kind: 'note',
      target: acme,
      text: { format: 'typed', value: ' Hello\n ' },
      author: 'ann@example.com',
      occurredAt: '2026-07-29T14:05:00.000Z',
    },
  });
});

test.each([
  ['email', 'mailto:ann@example.com', 'ann@example.com'],
  ['email', 'Ann <ann@example.com>,', 'ann@example.com'],
  ['email', '\u200bann@example.com\u00a0', 'ann@example.com'],
  ['name', '\u200bAnn Lee\u202c', 'Ann Lee'],
] as const)('an author who is named by %s may be pasted as %j', (author, typed, named) => {
  const result = check(draftWith({ author: typed }), { author });
  expect(result).toMatchObject({ ok: true, note: { author: named } });
});

test('typed text has the format of the setting; a file’s text has its own', () => {
  const textOf = (draft: Draft, format: TextFormat) => {
    const result = check(draft, {}, true, format);
    return result.ok ? result.note.text : result.problems;
  };
  expect(textOf(draftWith({ text: '*a*' }), 'markdown')).toEqual({ format: 'markdown', value: '*a*' });
  expect(textOf(draftWith({ text: '*a*' }), 'plain')).toEqual({ format: 'typed', value: '*a*' });
  const file = { format: 'file', value: '*a*', name: 'a.md' };
  expect(textOf(draftWith({ text: '*a*' }, { fileName: 'a.md' }), 'markdown')).toEqual(file);
});

test('a call has its duration, a text may have the longest length, and a file’s text keeps its name', () => {
  const result = check(
    draftWith({ kind: 'call', duration: '24h', text: 'x'.repeat(5000) }, { fileName: 'a.log' }),
  );
  expect(result).toMatchObject({
    ok: true,
    note: { kind: 'call', durationSeconds: 86400, text: { format: 'file', name: 'a.log' } },
  });
});

test('what the account does not take is left out without a problem', () => {
  const typed = { author: 'nobody', occurredAt: '2999-01-01T00:00:00Z' };
  const result = check(draftWith(typed), { author: undefined, backDating: false, longestText: undefined });
  expect(result.ok && Object.keys(result.note)).toEqual(['kind', 'target', 'text']);
});
