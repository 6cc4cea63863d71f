import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EntrySearch } from '../../../../src/customers/entrySearch.ts';
import { groupNotes } from '../../../../src/recent/groups.ts';
import { matchesFilter } from '../../../../src/recent/noteFilter.ts';
import { openMemoryHarness } from '../../../support/composeHarness.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { entryOf, going, noteOf, openNotebook } from './openNotebook.ts';

const composed = 'Zo\u00eb \u00c5ngstr\u00f6m';
const decomposed = composed.normalize('NFD');

/** A notebook with a note in each spelling: one of Notelog, one by hand as a Mac's programs write. */
async function open() {
  const folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  const target = { type: 'customer', id: composed };
  await notebook.create(entryOf('e-1', noteOf('one', { target, author: composed })), going);
  const byHand = `---\ncustomer: "${decomposed} "\nauthor: ${decomposed}\n---\ntwo`;
  await writeFile(join(folder.path, `${decomposed}.md`), byHand);
  return { notebook, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('two spellings of one name that look the same are one customer of the notebook', async () => {
  await using opened = await open();
  const { notebook } = opened;
  const page = await notebook.directory?.({ type: 'customer' }, going);
  expect(page?.entries.map(({ target }) => target.id)).toEqual([composed]);
  for (const typed of [composed, decomposed])
    expect(await notebook.findTargets('customer', typed, going)).toEqual([
      { type: 'customer', id: composed, name: composed },
    ]);
});

test('the history of a customer and the notes of an author hold both spellings', async () => {
  await using opened = await open();
  for (const name of [composed, decomposed]) {
    const target = { type: 'customer', id: name };
    const ofCustomer = await opened.notebook.list({ limit: 9, target }, going);
    const ofAuthor = await opened.notebook.list({ limit: 9, author: name }, going);
    expect([ofCustomer.notes.length, ofAuthor.notes.length]).toEqual([2, 2]);
  }
});

test('Recent Notes shows them in one group, and search and filter find both by either', async () => {
  await using opened = await open();
  const { notes } = await opened.notebook.list({ limit: 9 }, going);
  const reading = {
    open: openMemoryHarness().book.default(),
    notes,
    failure: undefined,
    hasMore: false,
  };
  expect(groupNotes([reading], [], { by: 'customer', dayOf: String })).toHaveLength(1);
  expect(new Set(notes.map(({ author }) => author)).size).toBe(1);
  const search = new EntrySearch();
  for (const { target } of notes) search.set({ target });
  for (const typed of [composed, decomposed, 'zoe angstrom']) {
    expect(search.find(typed, 9)).toHaveLength(1);
    expect(notes.filter((note) => matchesFilter(note, { text: typed }))).toHaveLength(2);
  }
});
