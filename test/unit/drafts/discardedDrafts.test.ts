import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { DiscardedDrafts } from '../../../src/drafts/discardedDrafts.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';

function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, text } };
}

function openDiscarded(folder: string, fault: Fault = () => undefined) {
  const log = memoryLog();
  const { files } = faultyFiles(nodeFiles, fault);
  return { log, discarded: new DiscardedDrafts({ files, folder, log, newId: randomUUID }) };
}

test('the last ten discarded drafts are listed, newest first', async () => {
  await using folder = await temporaryFolder();
  const discarded = openDiscarded(folder.path).discarded;
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
  const discarded = openDiscarded(folder.path).discarded;
  await discarded.save(draftOf('d-1', 'one'));
  await discarded.save(draftOf('d-2', 'two'));
  await writeFile(join(folder.path, 'd-3.json'), '{');
  await discarded.remove('d-1');
  expect((await discarded.all()).map(({ draft }) => draft.id)).toEqual(['d-2']);
});

test('a folder, a damaged and an unreadable file are logged once, and a draft can still be discarded', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'folder.json'));
  for (const name of ['damaged.json', 'foreign.json']) await writeFile(join(folder.path, name), '{');
  const { discarded, log } = openDiscarded(folder.path, ({ name, path }) =>
    name === 'read' && path.endsWith('foreign.json') ? 'EACCES' : undefined,
  );
  await discarded.save(draftOf('d-1', 'one'));
  expect((await discarded.all()).map(({ draft }) => draft.id)).toEqual(['d-1']);
  expect(log.lines).toHaveLength(3);
  await expect(discarded.removeAll()).rejects.toMatchObject({ reason: 'storage' });
  expect(await readdir(folder.path)).toEqual(['folder.json']);
});

test('a draft can be discarded even when old ones cannot be removed', async () => {
  await using folder = await temporaryFolder();
  const { discarded, log } = openDiscarded(folder.path, ({ name }) =>
    name === 'remove' ? 'EPERM' : undefined,
  );
  for (let number = 1; number <= 12; number++) await discarded.save(draftOf(`d-${number}`, 'text'));
  expect(await discarded.all()).toHaveLength(12);
  expect(log.lines.length).toBeGreaterThan(0);
});
