import { expect, test } from 'vitest';
import { filterNotes, groupNotesBy, loadMoreNotes } from '../../../../src/vscode/commands/notesView.ts';
import { savedGrouping } from '../../../../src/vscode/grouping.ts';
import type { StoredNote } from '../../../../src/model/note.ts';
import { openEditorHarness } from '../../../support/editorHarness.ts';
import { fakeService, storedAs } from '../../../support/fakeProvider.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';

function noteBy(author: string | undefined, id = 'n1'): StoredNote {
  return { ...storedAs(id, { note: noteOf('Asked for a quote.') }), author };
}

function listing(...notes: readonly StoredNote[]) {
  const service = fakeService();
  service.list = ({ cursor }) =>
    Promise.resolve(
      cursor === undefined ? { notes, cursor: 'older' } : { notes: [noteBy('Zoe', 'n2')], cursor: undefined },
    );
  return { services: [service] };
}

test('the grouping that the user chooses is kept and drawn', async () => {
  await using harness = await openEditorHarness(listing(noteBy('Ann')));
  await harness.services.tree.getChildren();
  const grouped = groupNotesBy(harness.services);
  const pick = await harness.editor.picks.next();
  expect(pick.labels).toEqual(['Customer', 'Day', 'Kind: Notes and Calls', 'Account']);
  await pick.choose('Day');
  await grouped;
  expect(savedGrouping(harness.context.globalState)).toBe('day');
  expect(harness.drawn.at(-1)).toBeUndefined();
  expect(await harness.services.tree.getChildren()).toMatchObject([{ subject: { by: 'day' } }, {}]);
});

test('Escape keeps the grouping', async () => {
  await using harness = await openEditorHarness();
  const grouped = groupNotesBy(harness.services);
  (await harness.editor.picks.next()).escape();
  await grouped;
  expect(savedGrouping(harness.context.globalState)).toBe('customer');
});

test('each answer narrows the filter further, and the title of the view says so', async () => {
  await using harness = await openEditorHarness(listing(noteBy('Ann'), noteBy(undefined, 'n3')));
  const { editor, services, view } = harness;
  await services.tree.getChildren();

  const byKind = filterNotes(services);
  const parts = await editor.picks.next();
  expect([parts.placeholder, parts.labels]).toEqual(['Filter by', ['Kind', 'Author', 'Text']]);
  await parts.choose('Kind');
  await editor.choose('Notes');
  await byKind;
  expect([services.recentNotes.filter, view.description]).toEqual([{ kind: 'note' }, 'notes']);

  const byAuthor = filterNotes(services);
  await editor.choose('Author');
  const authors = await editor.picks.next();
  expect(authors.labels).toEqual(['Ann']);
  await authors.choose('Ann');
  await byAuthor;
  expect(view.description).toBe('notes, by Ann');

  const byText = filterNotes(services);
  await editor.choose('Text');
  await editor.type('  quote ');
  await byText;
  expect(view.description).toBe('notes, by Ann, “quote”');
  expect(editor.contexts.get('notelog.filtered')).toBe(true);

  const all = filterNotes(services);
  const narrowed = await editor.picks.next();
  expect(narrowed.placeholder).toBe('Showing now: notes, by Ann, “quote”');
  await narrowed.choose('Show All');
  await all;
  expect([services.recentNotes.filter, view.description]).toEqual([{}, '']);
  expect(editor.contexts.get('notelog.filtered')).toBe(false);
});

test('an empty text ends the filter by text, and keeps the rest of the filter', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  await services.tree.filter({ kind: 'call', text: 'quote' }, 'calls, “quote”');
  const filtered = filterNotes(services);
  await editor.choose('Text');
  const text = await editor.picks.next();
  expect(text.value).not.toBe('');
  text.type(' ').enter();
  await filtered;
  expect([services.recentNotes.filter, harness.view.description]).toEqual([{ kind: 'call' }, 'calls']);
});

test.each(['Kind', 'Author', 'Text'])('Escape from the question for the %s changes nothing', async (part) => {
  await using harness = await openEditorHarness(listing(noteBy('Ann')));
  const { editor, services } = harness;
  await services.tree.getChildren();
  const filtered = filterNotes(services);
  await editor.choose(part);
  (await editor.picks.next()).escape();
  await filtered;
  expect([services.recentNotes.filter, harness.view.description]).toEqual([{}, '']);
});

test('when no author is known, the user is told that there is nobody to choose', async () => {
  await using harness = await openEditorHarness(listing(noteBy(undefined)));
  await harness.services.tree.getChildren();
  const filtered = filterNotes(harness.services);
  await harness.editor.choose('Author');
  await harness.editor.answer('None of the loaded notes names an author.');
  await filtered;
});

test('an icon or a link in an author’s name stays text', async () => {
  await using harness = await openEditorHarness(listing(noteBy('$(trash) [Ann](command:quit)')));
  await harness.services.tree.getChildren();
  void filterNotes(harness.services);
  await harness.editor.choose('Author');
  expect((await harness.editor.picks.next()).labels).toEqual(['$\u2060(trash) [Ann]\u2060(command:quit)']);
});

test('the row for older notes reads the next page', async () => {
  await using harness = await openEditorHarness(listing(noteBy('Ann')));
  const { tree } = harness.services;
  const [group, more] = await tree.getChildren();
  if (!group || !more) throw new Error('Two rows are expected');
  await loadMoreNotes(harness.services, group);
  expect(harness.recentNotes.accounts()[0]?.notes).toHaveLength(1);
  await loadMoreNotes(harness.services, more);
  expect(harness.recentNotes.accounts()[0]?.notes.map(({ id }) => id)).toEqual(['n1', 'n2']);
});
