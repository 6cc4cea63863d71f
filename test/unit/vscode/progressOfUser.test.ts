import { expect, test } from 'vitest';
import { tellProgress } from '../../../src/vscode/progressOfUser.ts';
import { write } from '../../support/composeHarness.ts';
import { startEditorHarness } from '../../support/editorHarness.ts';
import { fakeService } from '../../support/fakeProvider.ts';

test('the editor hears of the first account, note and call', async () => {
  await using harness = await startEditorHarness({ services: [fakeService()] });
  const { editor, composer, services } = harness;
  const { contexts } = editor;
  tellProgress(services);
  expect([contexts.get('notelog.hasAccount'), contexts.get('notelog.hasLogged')]).toEqual([true, undefined]);
  await write(harness, 'A note.');
  await composer.log();
  await expect.poll(() => contexts.get('notelog.hasLogged')).toBe(true);
  expect(contexts.get('notelog.hasLoggedCall')).toBeUndefined();
  await write(harness, 'A call.');
  composer.edit('kind', 'call');
  composer.edit('duration', '5');
  await composer.log();
  await expect.poll(() => contexts.get('notelog.hasLoggedCall')).toBe(true);
});

test('the notebook alone is no account, and one that is added later is noticed', async () => {
  await using harness = await startEditorHarness({ services: [], hasEmbedded: true });
  const { contexts, configuration } = harness.editor;
  tellProgress(harness.services);
  expect(contexts.get('notelog.hasAccount')).toBe(false);
  await harness.book.save({ id: 'new', provider: 'crm', label: 'New', fields: {} });
  contexts.delete('notelog.hasAccount');
  configuration.fire({ affectsConfiguration: (name) => name === 'notelog.accounts' });
  expect(contexts.has('notelog.hasAccount')).toBe(true);
});
