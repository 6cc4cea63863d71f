import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { settle } from '../../../support/fakeClock.ts';
import { customer, fakeService } from '../../../support/fakeProvider.ts';
import { draftUri } from '../../../../src/vscode/document/draftUri.ts';
import { openForm, type OpenForm } from './formPage.ts';

const app = { uri: 'file:///home/app', name: 'app' };
const site = { uri: 'file:///home/site', name: 'site' };
const fileIn = (folder: typeof app) => new vscode.TabInputText(vscode.Uri.parse(`${folder.uri}/a.ts`));

/** A form in a window with the folders `app`, which is linked to Acme and in front, and `site`, linked to Hooli. */
async function openLinked() {
  const form = await openForm({ services: [fakeService()], undoTime: 60_000 });
  await form.folderLinks.link(app, { accountId: 'one', target: customer('Acme') });
  await form.folderLinks.link(site, { accountId: 'one', target: customer('Hooli') });
  form.editor.openFolders = [app, site].map(({ uri }) => vscode.Uri.parse(uri));
  form.editor.show(fileIn(app));
  await settle();
  return form;
}

/** What the card says; undefined: nobody is chosen. */
function shown({ page }: Pick<OpenForm, 'page'>) {
  const { recipient } = page.last();
  return recipient.state === 'chosen' ? [recipient.card.name, ...recipient.card.facts] : undefined;
}

const says = 'Suggested by this folder';

test('an empty form begins with the customer of the folder in front, says so, and follows to another folder', async () => {
  await using form = await openLinked();
  expect(shown(form)).toEqual(['Acme of crm', says]);
  form.editor.show(fileIn(site));
  await settle();
  expect(shown(form)).toEqual(['Hooli of crm', says]);
  const { recipient } = form.page.last();
  expect(recipient).toMatchObject({ card: { checking: false } });
  expect(recipient.state === 'chosen' && recipient.card.tooltip.split('\n')[0]).toBe(says);
  await form.folderLinks.unlink(site, 'one');
  await settle();
  expect(shown(form)).toBeUndefined();
});

test('while the user is in the form nothing changes there; once it is left, it does', async () => {
  await using form = await openLinked();
  form.page.say({ type: 'focus', focused: true });
  form.editor.show(fileIn(site));
  await settle();
  expect(shown(form)).toEqual(['Acme of crm', says]);
  form.page.say({ type: 'focus', focused: false });
  await settle();
  expect(shown(form)).toEqual(['Hooli of crm', says]);
});

test('while the user is in the document of the draft, too', async () => {
  await using form = await openLinked();
  const document = draftUri(form.composer.draft.id, 'Note');
  form.editor.show(new vscode.TabInputText(document));
  await settle();
  expect(shown(form)).toEqual(['Acme of crm', says]);
  form.editor.show(fileIn(site));
  await settle();
  expect(shown(form)).toEqual(['Hooli of crm', says]);
});

test('a word in the text keeps the customer, and the next note begins with the one of the folder in front', async () => {
  await using form = await openLinked();
  const { composer, page } = form;
  page.say({ type: 'edit', seq: 1, draftId: composer.draft.id, field: 'text', value: 'Asked' });
  form.editor.show(fileIn(site));
  await settle();
  expect(shown(form)).toEqual(['Acme of crm', says]);
  page.say({ type: 'focus', focused: true });
  page.say({ type: 'log', seq: 2, draftId: composer.draft.id, then: 'nothing' });
  await expect.poll(() => form.outbox.entries().map(({ note }) => note.target.id)).toEqual(['Acme']);
  await expect.poll(() => shown(form)).toEqual(['Hooli of crm', says]);
});

test('one key takes the suggestion out, and it does not come back for this note', async () => {
  await using form = await openLinked();
  const { composer, page } = form;
  page.say({ type: 'clearRecipient', seq: 1, draftId: composer.draft.id });
  await settle();
  expect([shown(form), page.last().values.target]).toEqual([undefined, 'Acme of crm']);
  page.say({ type: 'edit', seq: 2, draftId: composer.draft.id, field: 'target', value: '' });
  form.editor.show(fileIn(site));
  await settle();
  expect(shown(form)).toBeUndefined();
});

test('no service is asked about a suggestion that nobody sees, and the first paint has it', async () => {
  await using form = await openLinked();
  form.page.setVisible(false);
  form.editor.show(fileIn(site));
  await settle();
  expect(form.composer.draft.target?.id).toBe('Acme');
  form.page.setVisible(true);
  expect(form.composer.draft.target?.id).toBe('Hooli');
  form.form.resolve(form.page.view);
  expect(form.page.view.webview.html).toContain(`>${says}<`);
});
