import { expect, test } from 'vitest';
import { linkTo, type Link } from '../../../../src/proposals/link.ts';
import { openLink } from '../../../../src/vscode/links/openLink.ts';
import { copyLink } from '../../../../src/vscode/commands/copyLink.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { groupRow, noteRow } from '../../../support/treeRows.ts';
import { storedAs } from '../../../support/fakeProvider.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';

/** What the editor hands over of a link. */
function addressOf(link: Link) {
  const { pathname: path, search } = new URL(linkTo('vscode', link) ?? '');
  return { path, query: search.slice(1) };
}

const note = { customer: { id: 'c1' }, text: 'From a link', kind: 'call', callDuration: '25m' };

test('what a link proposes opens in the form, and nothing is logged', async () => {
  await using harness = await startEditorHarness();
  const { services, composer, outbox } = harness;
  composer.edit('text', 'Being written');
  await openLink(services, addressOf({ does: 'propose', input: note }));
  expect(composer.draft.values).toMatchObject({ text: 'From a link', kind: 'call', duration: '25m' });
  await openLink(services, addressOf({ does: 'propose', input: note }));
  expect(outbox.size).toBe(0);
  await composer.discard();
  expect(composer.draft.values.text).toBe('Being written');
});

test('a link that was answered before says what became of it', async () => {
  await using harness = await startEditorHarness();
  const { services, composer, editor } = harness;
  const address = addressOf({ does: 'propose', input: note });
  await openLink(services, address);
  await composer.discard();
  await expect.poll(() => services.proposals.pending).toEqual([]);
  await openLink(services, address);
  expect(composer.draft.values.text).toBe('');
  expect((await editor.messages.next()).text).toContain('seen this proposal before');
});

test.each([
  [{ path: '/new', query: 'd=e30' }, '“customer”'],
  [{ path: '/new', query: 'send=1' }, 'cannot read this link'],
  [
    addressOf({ does: 'openCustomer', customer: { account: 'gone', type: 'customer', id: 'c1' } }),
    'not set up',
  ],
  [addressOf({ does: 'openNote', note: { account: 'gone', id: 'n1' } }), 'not set up'],
])('a link that cannot be opened is refused with a sentence: %#', async (address, sentence) => {
  await using harness = await startEditorHarness();
  await expect(openLink(harness.services, address)).rejects.toThrow(sentence);
  expect(harness.outbox.size).toBe(0);
});

test('the link of a customer opens its history', async () => {
  await using harness = await startEditorHarness();
  const { services, editor } = harness;
  const target = { type: 'customer', id: 'c1', name: 'Acme' };
  const [open] = services.book.all();
  if (!open) throw new Error('there is no account');
  await copyLink(groupRow({ by: 'customer', account: open.account, target }));
  const { pathname: path, search } = new URL(editor.clipboard);
  expect(path).toBe('/customer');
  await openLink(services, { path, query: search.slice(1) });
  expect(editor.documents).toHaveLength(1);
});

test('the link of a note opens the note', async () => {
  await using harness = await startEditorHarness();
  const { services, editor } = harness;
  const [open] = services.book.all();
  if (!open) throw new Error('there is no account');
  await copyLink(noteRow(storedAs('n1', { note: noteOf('Hello') }), open.account));
  expect(new URL(editor.clipboard).pathname).toBe('/note');
});
