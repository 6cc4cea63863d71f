import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { purge, unsent } from '../../../src/app/purge.ts';
import { Failure } from '../../../src/base/failure.ts';
import { takeBack } from '../../../src/delivery/takeBack.ts';
import { logAndSend, openComposeHarness, write, type ComposeHarness } from '../../support/composeHarness.ts';
import { fakeService, storedAs } from '../../support/fakeProvider.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const png = Buffer.from('bytes of a picture');
const filesIn = async (folder: string) => (await readdir(join(folder, 'drafts', 'files'))).length;

/** A draft for Acme with a pasted picture. */
async function paste(harness: ComposeHarness) {
  await write(harness, 'See the picture');
  const file = await harness.received.add('image.png', png.length, piecesOf(png));
  harness.composer.attach(file);
  return file;
}

test('a pasted file is sent from its draft after a restart, and goes when the note is stored', async () => {
  await using folder = await temporaryFolder();
  const before = openComposeHarness(folder.path);
  const file = await paste(before);
  await before.close();
  const service = fakeService();
  const bytes: string[] = [];
  service.answer = async (outgoing) => {
    const { files } = harness;
    bytes.push(Buffer.from(await files.read(outgoing.attachmentPath ?? '')).toString());
    return storedAs('n-1', outgoing);
  };
  const harness = openComposeHarness(folder.path, { services: [service] });
  await harness.start();
  expect(harness.composer.draft.attachments).toEqual([file]);
  await harness.composer.recipient.lookUp('Acme');
  await logAndSend(harness);
  expect(bytes).toEqual([png.toString()]);
  await expect.poll(() => filesIn(folder.path)).toBe(0);
});

test('a pasted file comes back with a note that is taken back', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  service.answer = () => Promise.reject(new Failure('offline', 'No network.'));
  const harness = openComposeHarness(folder.path, { services: [service] });
  const file = await paste(harness);
  await harness.composer.log();
  const [entry] = harness.outbox.entries();
  if (!entry) throw new Error('not queued');
  const taken = await takeBack(harness, entry, () => false);
  expect(taken).toMatchObject({ result: 'draft', draft: { attachments: [file] } });
  await harness.received.tidy();
  expect(await filesIn(folder.path)).toBe(1);
});

test('a pasted file stays with a discarded draft, and purging removes it', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  await paste(harness);
  await harness.composer.discard();
  await harness.received.tidy();
  expect(await filesIn(folder.path)).toBe(1);
  const { purging } = harness;
  const choices = { signal: new AbortController().signal, step: () => undefined };
  await purge(purging, await unsent(purging), choices);
  expect(await filesIn(folder.path)).toBe(0);
});
