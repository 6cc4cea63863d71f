import { randomUUID } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { DiscardedDrafts } from '../../../src/drafts/discardedDrafts.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, text } };
}

test('the last ten discarded drafts are listed, newest first', async () => {
  await using folder = await temporaryFolder();
  const discarded = new DiscardedDrafts({ files: nodeFiles, folder: folder.path, newId: randomUUID });
  for (let number = 1; number <= 12; number++) {
    await discarded.save(draftOf(`d-${number}`, `text ${number}`));
    // Files of one millisecond have no order.
    await utimes(join(folder.path, `d-${number}.json`), number, number);
  }
  const texts = (await discarded.all()).map(({ draft }) => draft.values.text);
  expect(texts).toHaveLength(10);
  expect(texts.slice(0, 2)).toEqual(['text 12', 'text 11']);
});

test('a restored draft is no longer listed; a damaged file is ignored and the others are listed', async () => {
  await using folder = await temporaryFolder();
  const discarded = new DiscardedDrafts({ files: nodeFiles, folder: folder.path, newId: randomUUID });
  await discarded.save(draftOf('d-1', 'one'));
  await discarded.save(draftOf('d-2', 'two'));
  await writeFile(join(folder.path, 'd-3.json'), '{');
  await discarded.remove('d-1');
  expect((await discarded.all()).map(({ draft }) => draft.id)).toEqual(['d-2']);
});
