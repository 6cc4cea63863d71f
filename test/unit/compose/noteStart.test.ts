import { expect, test } from 'vitest';
import { openStarted } from '../../../src/compose/noteStart.ts';
import { customer, fakeService } from '../../support/fakeProvider.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openComposeHarness, write } from '../../support/composeHarness.ts';

const savedTexts = async ({ drafts }: ReturnType<typeof openComposeHarness>) => {
  await drafts.flush();
  return (await drafts.all()).map(({ draft }) => draft.values.text).toSorted();
};

test('a note that a command begins is in the form and on the disk', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  openStarted(harness, { text: 'The code' });
  expect(harness.composer.draft.values).toMatchObject({ account: 'one', kind: 'note', text: 'The code' });
  expect(await savedTexts(harness)).toEqual(['The code']);
});

test('whoever is chosen in a form without text is whom the note is about, and does not come back after it', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  const { composer } = harness;
  composer.edit('kind', 'call');
  composer.recipient.choose(customer('Acme'));
  await composer.recipient.settled();
  openStarted(harness, { text: 'The code' });
  expect(composer.draft).toMatchObject({
    target: { id: 'Acme' },
    values: { kind: 'call', target: 'Acme', text: 'The code' },
  });
  expect(await savedTexts(harness)).toEqual(['The code']);
  await composer.discard();
  expect(composer.hasContent).toBe(false);
});

test('a word on its way into the draft before is kept in a draft of its own', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  const { composer } = harness;
  const before = composer.draft.id;
  openStarted(harness, { text: 'The code' });
  composer.edit('text', 'H', before);
  expect(composer.draft.values.text).toBe('The code');
  expect(await savedTexts(harness)).toEqual(['H', 'The code']);
});

test('what is being written waits behind the new note, which is about nobody yet', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  await write(harness, 'Hello');
  openStarted(harness, { text: 'The code' });
  expect(harness.composer.draft.target).toBeUndefined();
  expect(await savedTexts(harness)).toEqual(['Hello', 'The code']);
  await harness.composer.discard();
  expect(harness.composer.draft.values.text).toBe('Hello');
});

test('a customer that the command knows goes before the one in the form', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, { services: [fakeService(), fakeService()] });
  const { composer } = harness;
  composer.recipient.choose(customer('Acme'));
  await composer.recipient.settled();
  openStarted(harness, { text: 'x', customer: { accountId: 'two', target: customer('Hooli') } });
  expect(composer.draft).toMatchObject({
    target: { id: 'Hooli' },
    values: { account: 'two', target: 'Hooli' },
  });
});
