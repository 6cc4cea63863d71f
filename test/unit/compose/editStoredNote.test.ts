import { expect, test } from 'vitest';
import { editingHint } from '../../../src/compose/editingHint.ts';
import {
  changedText,
  checkEdit,
  draftOfStored,
  storedTextForm,
  submitRemoval,
} from '../../../src/compose/editStoredNote.ts';
import { Failure } from '../../../src/base/failure.ts';
import { hasContent, type Draft } from '../../../src/model/draft.ts';
import type { DraftValues } from '../../../src/model/fields.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { entrySchema } from '../../../src/outbox/entry.ts';
import { markdownHere } from '../../support/markdownHere.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { serviceWithNote, noteIn, type ServiceWithNote } from '../delivery/storedNotes.ts';
import { logAndSend, openComposeHarness, type ComposeHarness } from '../../support/composeHarness.ts';

const noon = Date.parse('2025-05-06T12:00:00Z');

/** A call with everything, whose text has formatting. */
function call(remote: ServiceWithNote): StoredNote {
  return {
    ...noteIn(remote),
    kind: 'call',
    text: 'As it was.',
    html: '<p>As <b>it</b> was.</p>',
    author: 'Ada',
    authorEmail: 'ada@example.com',
    createdAt: new Date(noon),
    durationSeconds: 754,
  };
}

function openWithNote(folder: string, note?: (remote: ServiceWithNote) => StoredNote) {
  const remote = serviceWithNote();
  remote.note = note?.(remote) ?? noteIn(remote);
  const harness = openComposeHarness(folder, { services: [remote.service] });
  return { remote, harness };
}

/** The stored note in the form, as the command opens it. */
function open({ composer, book }: ComposeHarness, note: StoredNote): void {
  composer.open(draftOfStored('draft-1', book.default(), note));
}

function changed(harness: ComposeHarness, note: StoredNote, values: Partial<DraftValues>) {
  const to = harness.book.default();
  const draft = draftOfStored('draft-1', to, note);
  return checkEdit({ ...draft, values: { ...draft.values, ...values } }, to, noon + 86_400_000);
}

test('a stored note opens in the form as it is, and has no changes to lose', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, call);
  const draft = draftOfStored('draft-1', harness.book.default(), noteIn(remote));
  expect(draft.values).toEqual({
    account: 'one',
    kind: 'call',
    targetType: 'customer',
    target: 'Acme',
    text: 'As it was.',
    author: 'ada@example.com',
    occurredAt: '2025-05-06T12:00:00.000Z',
    duration: '12:34',
  });
  expect([draft.edits?.formatted, hasContent(draft)]).toEqual([true, false]);
  const plain = draftOfStored('d', harness.book.default(), { ...noteIn(remote), html: 'One<br>two<br/>' });
  expect(plain.edits?.formatted).toBe(false);
});

test.each<[Partial<DraftValues>, unknown]>([
  [{ text: 'Mine.' }, { text: { format: 'typed', value: 'Mine.' } }],
  [{ author: 'bob@example.com' }, { author: 'bob@example.com' }],
  [{ occurredAt: '2025-05-01T08:00:00.000Z' }, { occurredAt: '2025-05-01T08:00:00.000Z' }],
  [{ duration: '1h' }, { durationSeconds: 3600 }],
])('%j: only what was changed is sent', async (values, change) => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, call);
  expect(changed(harness, noteIn(remote), values)).toMatchObject({
    ok: true,
    action: { does: 'edit', noteId: 'note-1', change, base: { text: '<p>As <b>it</b> was.</p>' } },
    note: { kind: 'call', author: 'ada@example.com', durationSeconds: 754, ...(change as object) },
  });
});

test('values that the user did not touch are not checked', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, (each) => ({
    ...call(each),
    text: '',
    html: undefined,
    durationSeconds: 0,
    authorEmail: undefined,
    createdAt: undefined,
  }));
  const checked = changed(harness, noteIn(remote), { author: 'ada@example.com' });
  expect(checked).toMatchObject({ ok: true, action: { change: { author: 'ada@example.com' } } });
});

test.each<[Partial<DraftValues>, string]>([
  [{ text: ' ' }, 'text'],
  [{ author: '' }, 'author'],
  [{ author: 'Ada' }, 'author'],
  [{ occurredAt: '' }, 'occurredAt'],
  [{ occurredAt: '2035-05-01T08:00:00.000Z' }, 'occurredAt'],
  [{ duration: 'long' }, 'duration'],
  [{ account: 'two' }, 'account'],
])('the problem with %j is shown at its field', async (values, field) => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, call);
  expect(changed(harness, noteIn(remote), values)).toMatchObject({ ok: false, problems: [{ field }] });
});

test('a change is sent without reading the customer, and is reported', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path);
  const { composer } = harness;
  open(harness, noteIn(remote));
  expect(composer.recipient.state).toMatchObject({
    target: { id: 'Acme' },
    confirmation: { state: 'confirmed' },
  });
  composer.edit('text', 'Mine.');
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
  expect([noteIn(remote).text, remote.requests, remote.service.calls]).toEqual([
    'Mine.',
    ['read', 'edit'],
    [],
  ]);
  expect([composer.draft.edits, composer.hasContent]).toEqual([undefined, false]);
});

test('account, customer, kind and file of a stored note cannot be changed', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path);
  const { composer } = harness;
  open(harness, noteIn(remote));
  const before = composer.draft;
  for (const field of ['account', 'kind', 'targetType', 'target'] as const) composer.edit(field, 'other');
  composer.recipient.choose({ type: 'customer', id: 'other' });
  composer.recipient.clear();
  await composer.recipient.lookUp('other');
  composer.attach({ uri: 'file:///a', name: 'a', size: 1 });
  expect(composer.draft).toEqual(before);
});

test('without changes nothing is sent', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path);
  open(harness, noteIn(remote));
  expect(await harness.composer.log()).toBeUndefined();
  expect(harness.composer.notice).toEqual({
    message: 'Nothing was changed, so there is nothing to save.',
    isError: false,
  });
  expect([remote.requests, harness.outbox.size]).toEqual([[], 0]);
});

test('a conflict stays in the outbox, and the form is free', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path);
  const { composer, outbox } = harness;
  open(harness, noteIn(remote));
  composer.edit('text', 'Mine.');
  remote.note = { ...noteIn(remote), text: 'Theirs.' };
  expect(await logAndSend(harness)).toMatchObject({ state: 'refused', failure: { reason: 'conflict' } });
  await harness.clock.advance(1_000);
  expect([composer.hasContent, outbox.entries().map(({ note }) => note.text.value)]).toEqual([
    false,
    ['Mine.'],
  ]);
  expect(noteIn(remote).text).toBe('Theirs.');
});

test('a change that is not sent yet survives the end of its window', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path);
  open(harness, noteIn(remote));
  harness.composer.edit('text', 'Mine.');
  await harness.drafts.flush();
  const next = openComposeHarness(folder.path, { services: [remote.service] });
  await next.start();
  expect(next.composer.draft).toMatchObject({ values: { text: 'Mine.' }, edits: { noteId: 'note-1' } });
  expect(await logAndSend(next)).toMatchObject({ state: 'stored' });
  expect(noteIn(remote).text).toBe('Mine.');
});

test('Discard leaves the stored note as it is', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path);
  open(harness, noteIn(remote));
  harness.composer.edit('text', 'Mine.');
  await harness.composer.discard();
  expect([harness.composer.draft.edits, harness.outbox.size, remote.requests]).toEqual([undefined, 0, []]);
});

test('a deletion of any note is queued, and can be read from disk again', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, (each) => ({
    ...call(each),
    text: '',
    durationSeconds: 0,
  }));
  const entry = await submitRemoval(harness, 'gone-1', noteIn(remote), harness.book.default());
  expect(entry).toMatchObject({ action: { does: 'remove', noteId: 'note-1' }, note: { kind: 'call' } });
  expect(entrySchema.safeParse(JSON.parse(JSON.stringify(entry))).success).toBe(true);
  expect(harness.recent.of('one')).toEqual([]);
  expect(await harness.delivery.outcome('gone-1', new AbortController().signal)).toMatchObject({
    state: 'stored',
  });
  expect(remote.note).toBeUndefined();
});

test('the deletion of a note without an author names none', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path);
  const anonymous = { ...noteIn(remote), author: undefined, authorEmail: undefined };
  const entry = await submitRemoval(harness, 'gone-1', anonymous, harness.book.default());
  expect(entry.note).toEqual({
    kind: 'note',
    target: anonymous.target,
    text: { format: 'typed', value: anonymous.text },
    occurredAt: anonymous.createdAt?.toISOString(),
  });
});

const html = '<p>As <b class="x">it</b> was &amp; is.</p><ul><li>One</ul>';

/** A note's draft as the command opens it. */
async function draftFrom(harness: ComposeHarness, note: StoredNote): Promise<Draft> {
  return draftOfStored('draft-1', harness.book.default(), note, await storedTextForm(note, markdownHere));
}

async function changeOf(harness: ComposeHarness, note: StoredNote, change: (text: string) => string) {
  const draft = await draftFrom(harness, note);
  const edited = { ...draft, values: { ...draft.values, text: change(draft.values.text) } };
  const text = await changedText(edited, markdownHere);
  return { draft, text, check: checkEdit(edited, harness.book.default(), noon + 86_400_000, text) };
}

test.each<[string, Partial<StoredNote>, string, string]>([
  ['formatting', { html }, 'As **it** was & is.\n\n- One', html.replace('One', 'Two')],
  ['breaks alone', { html: 'a &amp; b<br>One' }, 'a & b\nOne', 'a &amp; b<br>Two'],
  ['no tags', { html: undefined, source: 'a &amp; b\nOne' }, 'a & b\nOne', 'a &amp; b\nTwo'],
])('a text with %s is put back with all that was not changed', async (_, more, shown, source) => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, (each) => ({ ...call(each), ...more }));
  const { draft, check } = await changeOf(harness, noteIn(remote), (text) => text.replace('One', 'Two'));
  const value = shown.replace('One', 'Two');
  expect([draft.values.text, hasContent(draft)]).toEqual([shown, false]);
  expect(check).toMatchObject({
    ok: true,
    action: { change: { text: { format: 'stored', value, source } } },
  });
});

test('a text that is not changed is not sent at all', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, (each) => ({ ...call(each), html }));
  const { text } = await changeOf(harness, noteIn(remote), (each) => each);
  expect(text).toBeUndefined();
});

test('a text that cannot be put back is not changed, but the rest of the note can be', async () => {
  await using folder = await temporaryFolder();
  const tangled = '<table>text<tr><td>a</td></tr></table>';
  const { remote, harness } = openWithNote(folder.path, (each) => ({ ...call(each), html: tangled }));
  await expect(changeOf(harness, noteIn(remote), () => 'Mine.')).rejects.toMatchObject({
    reason: 'invalid',
    field: 'text',
    message: expect.stringContaining('cannot be changed here') as string,
  });
  const draft = await draftFrom(harness, noteIn(remote));
  harness.composer.open(draft);
  harness.composer.edit('author', 'bob@example.com');
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
  harness.composer.open({ ...draft, id: 'draft-2' });
  harness.composer.edit('text', 'Mine.');
  expect(await harness.composer.log()).toBeUndefined();
  expect(harness.composer.problems).toMatchObject([{ field: 'text' }]);
});

test('a text that takes too much to be shown cannot be changed, and other failures are told', async () => {
  await using folder = await temporaryFolder();
  const { remote } = openWithNote(folder.path, (each) => ({ ...call(each), html }));
  const failing = (reason: 'invalid' | 'storage') => ({
    textForEditing: () => Promise.reject(new Failure(reason, 'It takes too long.')),
  });
  expect(await storedTextForm(noteIn(remote), failing('invalid'))).toMatchObject({ isFixed: true });
  await expect(storedTextForm(noteIn(remote), failing('storage'))).rejects.toMatchObject({
    reason: 'storage',
  });
});

test('a change that was typed before a restart sends the same bytes after it', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, (each) => ({ ...call(each), html }));
  harness.composer.open(await draftFrom(harness, noteIn(remote)));
  harness.composer.edit('text', harness.composer.draft.values.text.replace('One', 'Two'));
  await harness.drafts.flush();
  const next = openComposeHarness(folder.path, { services: [remote.service] });
  await next.start();
  expect(await logAndSend(next)).toMatchObject({ state: 'stored' });
  expect(noteIn(remote).html).toBe(html.replace('One', 'Two'));
});

test('a draft of an earlier version replaces the whole text, as its form said', async () => {
  await using folder = await temporaryFolder();
  const { remote, harness } = openWithNote(folder.path, (each) => ({ ...call(each), html }));
  const draft = draftOfStored('draft-1', harness.book.default(), noteIn(remote));
  const { edits } = draft;
  const earlier = {
    ...draft,
    edits: edits && { ...edits, markdown: true },
    values: { ...draft.values, text: 'Mine.' },
  };
  expect(await changedText(earlier, markdownHere)).toBeUndefined();
  expect(checkEdit(earlier, harness.book.default(), noon + 1000)).toMatchObject({
    action: { change: { text: { format: 'markdown', value: 'Mine.' } } },
  });
  expect(editingHint(earlier.edits ?? expect.fail())).toContain('Markdown can express');
});

test('the form says what stays as it is', async () => {
  await using folder = await temporaryFolder();
  const hintOf = async (source: string) => {
    const { remote, harness } = openWithNote(folder.path, (each) => ({ ...call(each), html: source }));
    const { edits } = await draftFrom(harness, noteIn(remote));
    return editingHint(edits ?? expect.fail());
  };
  expect(await hintOf('a<br>b')).toBe('');
  expect(await hintOf('<p>a</p>')).toBe('What you do not change stays as it is saved.');
  expect(await hintOf('<p>a <img src="data:x" alt="Logo"></p>')).toBe(
    'What you do not change stays as it is saved. Markdown cannot show all of it: the picture “Logo” stays while you leave the words there.',
  );
  expect(await hintOf('<u>a</u><u>b</u> <u>c</u> <u>d</u> <u>e</u>')).toContain(
    'the formatting of “a”, the formatting of “b”, the formatting of “c”, and 2 more stay',
  );
  expect(await hintOf('<table>text<tr><td>a</td></tr></table>')).toContain('its other fields can');
});
