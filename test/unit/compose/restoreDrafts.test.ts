import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import type { Draft } from '../../../src/model/draft.ts';
import { customer } from '../../support/fakeProvider.ts';
import { faultyFiles } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { entryOf } from '../../support/entries.ts';
import { openComposeHarness } from '../../support/composeHarness.ts';

async function save(folder: string, ...drafts: readonly Draft[]): Promise<void> {
  const { drafts: store } = openComposeHarness(folder);
  for (const draft of drafts) store.saveSoon(draft);
  await store.flush();
}

const { draft } = entryOf('d-1');
const named = (id: string, text: string): Draft => ({ ...draft, id, values: { ...draft.values, text } });

test('every draft is restored, one in the form and the others behind it', async () => {
  await using folder = await temporaryFolder();
  await save(folder.path, named('d-1', 'one'), named('d-2', 'two'), named('d-3', 'three'));
  const { start, composer, drafts } = openComposeHarness(folder.path);
  await start();
  const texts: string[] = [];
  while (composer.hasContent) {
    texts.push(composer.draft.values.text);
    await composer.discard();
  }
  expect(texts.sort()).toEqual(['one', 'three', 'two']);
  expect(await drafts.all()).toEqual([]);
});

test('a draft that is in the outbox word for word is removed, whatever target was found for it', async () => {
  await using folder = await temporaryFolder();
  await openComposeHarness(folder.path).outbox.enqueue(entryOf('d-1'));
  await save(folder.path, { ...draft, target: customer('Acme') });
  const { start, composer, drafts, outbox } = openComposeHarness(folder.path);
  await start();
  expect(composer.hasContent).toBe(false);
  expect([await drafts.all(), outbox.entries()]).toEqual([[], [entryOf('d-1')]]);
});

test('a draft that was changed since it was queued is restored as a note of its own', async () => {
  await using folder = await temporaryFolder();
  await openComposeHarness(folder.path).outbox.enqueue(entryOf('d-1'));
  await save(folder.path, named('d-1', 'changed since'));
  const { start, composer, drafts, outbox } = openComposeHarness(folder.path);
  await start();
  expect(composer.draft.values.text).toBe('changed since');
  expect(composer.draft.id).not.toBe('d-1');
  expect((await drafts.all()).map((found) => found.draft.id)).toEqual([composer.draft.id]);
  expect(outbox.entries()).toEqual([entryOf('d-1')]);
});

test('an emptied draft is not restored', async () => {
  await using folder = await temporaryFolder();
  const values = { ...draft.values, target: '', text: '  ' };
  await save(folder.path, { ...draft, values });
  const { start, drafts } = openComposeHarness(folder.path);
  await start();
  expect(await drafts.all()).toEqual([]);
});

test('a leftover draft that cannot be removed stops neither the start nor another draft', async () => {
  await using folder = await temporaryFolder();
  await openComposeHarness(folder.path).outbox.enqueue(entryOf('d-1'));
  await save(folder.path, draft, named('d-2', 'other'));
  const { files } = faultyFiles(nodeFiles, ({ name }) => (name === 'remove' ? 'EACCES' : undefined));
  const { start, composer } = openComposeHarness(folder.path, { files });
  await start();
  expect(composer.draft.values.text).toBe('other');
});

test('a folder that cannot be read does not stop the start', async () => {
  await using folder = await temporaryFolder();
  await save(folder.path, draft);
  const { files } = faultyFiles(nodeFiles, ({ path }) => (path.endsWith('drafts') ? 'EACCES' : undefined));
  const { start, composer, log } = openComposeHarness(folder.path, { files });
  await start();
  expect(composer.hasContent).toBe(false);
  expect(log.lines).toContain('Drafts cannot be read');
});

test('a draft that this host may not claim keeps none of the others from being restored', async () => {
  await using folder = await temporaryFolder();
  await save(folder.path, named('d-1', 'one'), named('d-2', 'of another user'), named('d-3', 'three'));
  const { files } = faultyFiles(nodeFiles, ({ name, path }) =>
    // Not of a host, whose id stands in the name of a file that it has claimed.
    (name === 'touch' || name === 'rename') && basename(path).startsWith('d-2') ? 'EXDEV' : undefined,
  );
  const { start, composer, log } = openComposeHarness(folder.path, { files });
  await start();
  const texts: string[] = [];
  while (composer.hasContent) {
    texts.push(composer.draft.values.text);
    await composer.discard();
  }
  expect(texts.sort()).toEqual(['one', 'three']);
  expect(log.lines.filter((line) => line.includes('A draft cannot be restored'))).toHaveLength(1);
});
