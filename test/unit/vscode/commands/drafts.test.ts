import { expect, test } from 'vitest';
import { emptyDraft, type Draft } from '../../../../src/model/draft.ts';
import { openDraft } from '../../../../src/vscode/commands/drafts.ts';
import { openComposeHarness } from '../../../support/composeHarness.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';

function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, target: 'Acme', text } };
}

/** Saves a draft in another window on the same folder, which is then closed or goes on. */
async function saveElsewhere(folder: string, draft: Draft, goesOn: boolean) {
  const other = openComposeHarness(folder);
  other.drafts.saveSoon(draft);
  await other.drafts.flush();
  if (!goesOn) await other.close();
  return other;
}

test('with no other draft there is none to open', async () => {
  await using harness = await startEditorHarness();
  await openDraft(harness.services);
  await harness.editor.answer('There is no other draft, and none was discarded lately.');
});

test('a draft that another window left is opened here', async () => {
  await using harness = await startEditorHarness();
  const { editor, services, composer } = harness;
  await saveElsewhere(harness.folder, draftOf('d', '\n$(trash) SSO\nand more'), false);
  const opened = openDraft(services);
  const pick = await editor.picks.next();
  const [row] = pick.items;
  expect([row?.label, row?.description]).toEqual(['$\u2060(trash) SSO', 'Acme · Account one']);
  expect(row?.detail).toMatch(/^saved /);
  await pick.choose('SSO');
  await opened;
  expect([composer.draft.id, editor.commands]).toEqual(['d', [['notelog.form.focus']]]);
});

test('a draft that another window is writing stays there', async () => {
  await using harness = await startEditorHarness({ host: { id: 'here', hasEnded: () => false } });
  const { editor, services, composer } = harness;
  const other = await saveElsewhere(harness.folder, draftOf('d', 'SSO'), true);
  const opened = openDraft(services);
  const pick = await editor.picks.next();
  expect(pick.items[0]?.detail).toMatch(/^open in another window /);
  await pick.choose('SSO');
  await editor.answer('Another window is writing this draft.');
  await opened;
  expect([composer.hasContent, editor.commands]).toEqual([false, []]);
  await other.close();
});

test('a discarded draft is opened as a note of its own', async () => {
  await using harness = await startEditorHarness();
  const { editor, services, composer, drafts, discarded } = harness;
  await discarded.save(draftOf('d', 'SSO'));
  const opened = openDraft(services);
  const pick = await editor.picks.next();
  expect(pick.items[0]?.detail).toMatch(/^discarded /);
  await pick.choose('SSO');
  await opened;
  expect([composer.draft.id === 'd', composer.draft.values.text]).toEqual([false, 'SSO']);
  expect([(await drafts.all()).length, await discarded.all()]).toEqual([1, []]);
});

test('Escape opens nothing', async () => {
  await using harness = await startEditorHarness();
  await harness.discarded.save(draftOf('d', ' '));
  const opened = openDraft(harness.services);
  const pick = await harness.editor.picks.next();
  expect(pick.labels).toEqual(['(no text yet)']);
  pick.escape();
  await opened;
  expect([harness.composer.hasContent, (await harness.discarded.all()).length]).toEqual([false, 1]);
});
