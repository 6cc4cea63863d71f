import { expect, test } from 'vitest';
import { DraftDocument } from '../../../src/document/draftDocument.ts';
import { NamedCustomers } from '../../../src/document/namedCustomers.ts';
import type { OpenAccount } from '../../../src/accounts/accountBook.ts';
import { customer, fakeService } from '../../support/fakeProvider.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openComposeHarness } from '../../support/composeHarness.ts';

async function openDocument(folder: string) {
  const harness = openComposeHarness(folder, { services: [fakeService(), fakeService()] });
  await harness.recent.load();
  await harness.recent.add('one', customer('Acme'));
  await harness.recent.add('one', customer('Hooli'));
  const { composer } = harness;
  composer.edit('text', 'Hello');
  composer.recipient.choose(customer('Acme'));
  await composer.recipient.settled();
  const finders = new Map<OpenAccount, NamedCustomers>();
  const named = (account: OpenAccount, text: string) => {
    const finder = finders.get(account) ?? new NamedCustomers(harness, account);
    finders.set(account, finder);
    return finder.named(text);
  };
  const document = new DraftDocument({ ...harness, named }, composer.draft);
  let { content } = document;
  /** The user writes this, and the editor shows what comes back. */
  const write = (change: (before: string) => string) => {
    content = change(content);
    document.read(content);
    follow();
  };
  const follow = () => {
    const next = document.next(content);
    if (next === undefined) return;
    ({ content } = next);
    document.followed(next);
    document.read(content);
  };
  return { ...harness, document, write, follow, content: () => content };
}

test('the document says what the draft says, and nothing changes by opening it', async () => {
  await using folder = await temporaryFolder();
  const { document, content, follow, composer } = await openDocument(folder.path);
  const { draft } = composer;
  expect(content()).toContain('account: Account one\ncustomer: Acme of crm\nkind: note\n');
  expect(content()).toMatch(/---\n\nHello\n$/);
  document.read(content());
  follow();
  expect(composer.draft).toBe(draft);
});

test('text goes both ways', async () => {
  await using folder = await temporaryFolder();
  const { write, content, follow, composer } = await openDocument(folder.path);
  write((before) => before.replace('Hello', 'Hello\n\nworld'));
  expect(composer.draft.values.text).toBe('Hello\n\nworld');
  composer.edit('text', 'From the form');
  follow();
  expect(content()).toMatch(/---\n\nFrom the form\n$/);
});

test.each(['---', '---\n', '---\n\n', '---\nHello\n'])(
  'text from the form is written below a front matter that ends the document with %j',
  async (end) => {
    await using folder = await temporaryFolder();
    const { document, write, content, follow, composer } = await openDocument(folder.path);
    write((before) => before.replace(/---\n\nHello\n$/, () => end));
    for (const text of ['New', '\nNew', '']) {
      composer.edit('text', text);
      follow();
      expect(content().endsWith(`\nauthor:\n---\n\n${text}\n`)).toBe(true);
      expect(composer.draft.values.text).toBe(text);
      expect(document.problems).toEqual([]);
    }
  },
);

test('a member that is changed goes into the draft, and one that the form changes into the document', async () => {
  await using folder = await temporaryFolder();
  const { write, content, follow, composer } = await openDocument(folder.path);
  write((before) => before.replace('kind: note', 'kind: call'));
  expect(composer.draft.values.kind).toBe('call');
  expect(content()).toContain('kind: call\nduration:');
  composer.edit('duration', '25m');
  composer.edit('kind', 'note');
  follow();
  expect(content()).not.toContain('duration');
  expect(content()).toContain('kind: note\n');
});

test('what is typed while the form changes something else takes nothing back', async () => {
  await using folder = await temporaryFolder();
  const { document, write, composer, content } = await openDocument(folder.path);
  composer.edit('kind', 'call');
  // The document does not show it yet.
  document.read(content().replace('Hello', 'Hello!'));
  expect(composer.draft.values).toMatchObject({ kind: 'call', text: 'Hello!' });
  write((before) => before.replace('Hello', 'Hello!'));
  expect(content()).toContain('kind: call\n');
});

test('a text that was changed in the form and in the document has both changes', async () => {
  await using folder = await temporaryFolder();
  const { document, content, composer } = await openDocument(folder.path);
  composer.edit('text', 'Hello form');
  // The document does not show it yet.
  document.read(content().replace('Hello', 'Oh, Hello'));
  expect(composer.draft.values.text).toBe('Oh, Hello form');
  expect(document.next(content().replace('Hello', 'Oh, Hello'))?.content).toContain('Oh, Hello form\n');
});

test.each([
  ['Hello', 'Hello, again', 'Hello, again'],
  ['Hello, again', 'Hello', 'Hello, again'],
  ['Hello Ann', 'Hello Bob', 'Hello BobAnn'],
])('a draft with %j whose document is opened with %j has %j', async (inDraft, inDocument, both) => {
  await using folder = await temporaryFolder();
  const { document, content, composer } = await openDocument(folder.path);
  composer.edit('text', inDraft);
  const opened = content().replace('Hello', inDocument);
  document.readOpened(opened);
  expect(composer.draft.values.text).toBe(both);
  const next = document.next(opened)?.content ?? opened;
  expect(next).toContain(`\n\n${both}\n`);
});

test('a half-typed customer is nobody; the whole name of one is that one', async () => {
  await using folder = await temporaryFolder();
  const { write, composer, document } = await openDocument(folder.path);
  write((before) => before.replace('customer: Acme of crm', 'customer: Hool'));
  expect(composer.recipient.target).toBeUndefined();
  expect(document.problems).toMatchObject([{ line: 2 }]);
  expect(await composer.log()).toBeUndefined();
  expect(composer.notice?.message).toMatch(/^Line 3: /);
  write((before) => before.replace('customer: Hool', 'customer: Hooli'));
  expect(composer.recipient.target).toMatchObject({ id: 'Hooli' });
  expect(document.problems).toEqual([]);
});

test('a customer who is chosen in the form takes the place of what could not be understood', async () => {
  await using folder = await temporaryFolder();
  const { write, content, follow, composer, document } = await openDocument(folder.path);
  write((before) => before.replace('customer: Acme of crm', 'customer: Nobody'));
  composer.recipient.choose(customer('Hooli'));
  await composer.recipient.settled();
  follow();
  expect(content()).toContain('customer: Hooli of crm\n');
  expect(document.problems).toEqual([]);
});

test('lines that cannot be read keep the last values, block logging, and stay as they are', async () => {
  await using folder = await temporaryFolder();
  const { write, content, follow, composer, document } = await openDocument(folder.path);
  write((before) => before.replace('kind: note', 'kind: no: te'));
  expect(composer.draft.values.kind).toBe('note');
  expect(document.problems).toHaveLength(1);
  composer.edit('kind', 'call');
  follow();
  expect(content()).toContain('kind: no: te');
  expect(await composer.log()).toBeUndefined();
  write((before) => before.replace('kind: no: te', 'kind: call'));
  expect(composer.draft.values.kind).toBe('call');
  expect(document.problems).toEqual([]);
});

test('another account is another customer list: the name is looked for there', async () => {
  await using folder = await temporaryFolder();
  const { write, composer, recent } = await openDocument(folder.path);
  await recent.add('two', { ...customer('Acme'), name: 'Acme of crm' });
  write((before) => before.replace('Account one', 'Account two'));
  expect(composer.draft.values.account).toBe('two');
  expect(composer.recipient.target).toMatchObject({ id: 'Acme' });
});

test('a draft that waits comes back into the form when it is written in', async () => {
  await using folder = await temporaryFolder();
  const { write, composer, document } = await openDocument(folder.path);
  composer.open({ ...composer.draft, id: 'other', values: { ...composer.draft.values, text: 'Other' } });
  write((before) => before.replace('Hello', 'Hello again'));
  expect(composer.draft.id).toBe(document.draftId);
  expect(composer.draft.values.text).toBe('Hello again');
});

test('a text that nobody can tell from its front matter is not in the draft yet', async () => {
  await using folder = await temporaryFolder();
  const { document, content, composer } = await openDocument(folder.path);
  const broken = content().replace('author:\n---\n', 'author:\n').replace('Hello', 'Hello, lost?');
  document.read(broken);
  expect(composer.draft.values.text).toBe('Hello');
  expect(document.isKept(broken)).toBe(false);
  const whole = broken.replace('author:\n', 'author:\n---\n');
  document.read(whole);
  expect(document.isKept(whole)).toBe(true);
  expect(composer.draft.values.text).toBe('Hello, lost?');
});
