import { expect, test } from 'vitest';
import { createBody, hasHtmlChange, patchBody } from '../../../../src/providers/chartmogul/noteBody.ts';
import { storedNote } from '../../../../src/providers/chartmogul/wireNote.ts';
import { entryOf } from '../../../support/entries.ts';
import { storedAs } from '../../../support/fakeProvider.ts';
import { markdownHere } from '../../../support/markdownHere.ts';
import { outgoing } from '../../../support/stubService.ts';

test.each([
  ['the same words', { text: 'Hello' }, true],
  ['other words', { text: 'Hallo' }, false],
  ['the same words, but formatted', { text: 'Hello', html: '<b>Hello</b>' }, false],
])('whether a note has a plain text already: %s', async (_, stored, expected) => {
  const note = { ...storedAs('note_1', entryOf('a')), ...stored };
  const change = { text: { format: 'typed', value: 'Hello' } } as const;
  expect(await hasHtmlChange(note, change, markdownHere)).toBe(expected);
});

test('a text whose end is not known is not taken for the one that was sent', async () => {
  const sent = 'a'.repeat(300_000);
  const wire = { uuid: 'note_1', customer_uuid: 'cus_1', type: 'note', text: `${sent} as it was` };
  const stored = storedNote(wire);
  expect(stored.cut).toBe(true);
  const change = { text: { format: 'typed', value: `${sent} as it is now` } } as const;
  expect(await hasHtmlChange(stored, change, markdownHere)).toBe(false);
});

test('a call without text is created without one, as the service has it', async () => {
  const call = outgoing({
    target: { type: 'customer', id: 'cus_1' },
    kind: 'call',
    durationSeconds: 90,
    text: { format: 'typed', value: '' },
  });
  const body = await createBody(call, { authorEmail: undefined, collection: 'notes' }, markdownHere);
  expect(body).toEqual({
    customer_uuid: 'cus_1',
    type: 'call',
    call_duration: 90,
    created_at: call.stamp,
  });
});

test.each([
  [{ author: 'ann@example.com' }, { author_email: 'ann@example.com' }],
  [{ durationSeconds: 90 }, { call_duration: 90 }],
  [{ text: { format: 'typed', value: 'Hello' } } as const, { text: 'Hello' }],
])('the change %j is sent as %j, and nothing else with it', async (change, body) => {
  expect(await patchBody(change, Date.parse('2026-07-29T12:00:00Z'), markdownHere)).toEqual(body);
});

test('a changed stored text is sent byte for byte, and known again', async () => {
  const source = '<P class=x>a &copy; b\r\n<br/><!-- c -->d';
  const text = { format: 'stored', value: 'a © b\nd', source } as const;
  expect(await patchBody({ text }, 0, markdownHere)).toEqual({ text: source });
  const note = { ...storedAs('note_1', entryOf('a')), text: 'a © b\nd' };
  expect(await hasHtmlChange({ ...note, html: source }, { text }, markdownHere)).toBe(true);
  expect(await hasHtmlChange({ ...note, html: source.replace('class=x', '') }, { text }, markdownHere)).toBe(
    false,
  );
});
