import { expect, test } from 'vitest';
import { resolveWaiting } from '../../../../src/vscode/commands/resolveWaiting.ts';
import { sendNow } from '../../../../src/vscode/commands/waitingNotes.ts';
import { entryItem } from '../../../../src/vscode/tree/entryItem.ts';
import type { Entry } from '../../../../src/outbox/entry.ts';
import { openEditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeService } from '../../../support/fakeProvider.ts';

const action = {
  does: 'followUp',
  details: 'Send the quote',
  assignee: 'ann@x.example',
  dueOn: '2026-12-04',
} as const;

const refused: Entry['status'] = {
  state: 'refused',
  failure: { reason: 'invalid', message: 'Nobody is Ann.' },
};
const uncertain: Entry['status'] = {
  state: 'uncertain',
  failure: { reason: 'dropped', message: 'Lost.' },
  since: 1,
  candidates: [],
};

/** A follow-up in the outbox that needs the user, and its row. */
async function open(status: Entry['status']) {
  const harness = await openEditorHarness({ services: [fakeService()], hasEmbedded: false });
  const place = harness.book.default().kind.tenant(harness.book.default().account);
  const entry = entryOf('a+2-x', { accountId: 'one', place, action, status });
  await harness.outbox.enqueue(entry);
  const node = { row: 'entry', key: entry.id, entry, under: undefined } as const;
  return { ...harness, node };
}

test('a follow-up that was refused can be discarded, and is never edited into a note', async () => {
  await using opened = await open(refused);
  expect(entryItem(opened.node, 0, 'en').contextValue).toBe('waiting needsYou retry');
  const resolved = resolveWaiting(opened.services, opened.node);
  const message = await opened.editor.answer('The follow-up was not saved. Its note is.', 'Discard');
  await resolved;
  expect(message.detail).toContain('Nobody is Ann.');
  expect([opened.outbox.entries(), opened.composer.hasContent]).toEqual([[], false]);
});

test('one that may be saved is not sent again unless the user says so', async () => {
  await using opened = await open(uncertain);
  expect(entryItem(opened.node, 0, 'en').contextValue).toBe('waiting needsYou');
  await sendNow(opened.services, opened.node);
  expect(opened.outbox.get('a+2-x')?.status).toEqual(uncertain);
  const resolved = resolveWaiting(opened.services, opened.node);
  await opened.editor.answer('Does Account one have this follow-up already?', 'Already Saved');
  await resolved;
  expect(opened.outbox.entries()).toEqual([]);
});
