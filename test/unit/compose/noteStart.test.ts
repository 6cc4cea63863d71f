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

test('the folder of the file proposes whom a note is about, unless the user or the command has chosen', async () => {
  await using folder = await temporaryFolder();
  const [app, site] = ['app', 'site'].map((name) => ({ uri: `file:///${name}`, name }));
  if (!app || !site) throw new Error('There are two folders.');
  const harness = openComposeHarness(folder.path, {
    services: [fakeService(), fakeService()],
    openFolders: (file) => ({ all: [app, site], front: file?.startsWith(site.uri) === true ? site : app }),
  });
  const { composer, folderLinks } = harness;
  await folderLinks.link(app, { accountId: 'one', target: customer('Acme') });
  await folderLinks.link(site, { accountId: 'two', target: customer('Hooli') });
  const started = (start: Parameters<typeof openStarted>[1]) => {
    const { values, target, suggestedBy } = openStarted(harness, start);
    return [values.account, target?.id, suggestedBy, values.text];
  };
  composer.recipient.suggest({ accountId: 'one', target: customer('Acme') });
  expect(started({ text: 'a', file: 'file:///site/a.ts' })).toEqual(['two', 'Hooli', 'folder', 'a']);
  // What is being written waits, and proposes nothing.
  expect(started({ text: 'b' })).toEqual(['one', 'Acme', 'folder', 'b']);
  const cord = { accountId: 'two', target: customer('Cord') };
  expect(started({ text: 'c', customer: cord })).toEqual(['two', 'Cord', undefined, 'c']);
  await composer.discard();
  await composer.discard();
  await composer.discard();
  composer.recipient.choose(customer('Mine'));
  expect(started({ text: 'd' })).toEqual(['two', 'Mine', undefined, 'd']);
});
