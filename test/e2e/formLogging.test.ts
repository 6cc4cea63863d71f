import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/form/messages.ts';
import { chosen, logged, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import { everything, ofType, wrong } from './formStates.ts';

// Logging from the built form, in a real browser. The test plays the host.

const browser = browserForFile();
const focused = 'document.activeElement.id';
const ready = snapshot({ recipient: chosen(), values: values({ text: 'b' }) });
const log = { type: 'log', seq: 1, draftId: 'draft-1', then: 'nothing' };

test('the button says what happens, and its arrow has the rest', async () => {
  await using form = await browser.open(everything);
  const { page } = form;
  await page.getByRole('button', { name: 'More actions' }).click();
  expect(await page.getByRole('menuitem').allTextContents()).toEqual([
    'Log call and add follow-up',
    'From template…',
    'Discard draft',
  ]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(ofType(await form.messages(), 'discard')).toEqual([{ type: 'discard', draftId: 'draft-1' }]);
  expect(await page.evaluate(focused)).toBe('more');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'From template…' }).click();
  expect(ofType(await form.messages(), 'template')).toEqual([{ type: 'template' }]);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Log call and add follow-up' }).click();
  expect(ofType(await form.messages(), 'log')).toEqual([{ ...log, then: 'followUp' }]);
});

test.each([
  ['a note', ready, 'Log note'],
  ['a call', everything, 'Log call'],
  ['a change', { ...ready, editing: { createdAt: '', hint: '' } }, 'Save changes'],
] as const)('for %s', async (_, given, label) => {
  await using form = await browser.open(given);
  await form.page.getByRole('button', { name: label }).click();
  expect(ofType(await form.messages(), 'log')).toEqual([log]);
});

test('two clicks and a key log once', async () => {
  await using form = await browser.open(ready);
  await form.page.getByRole('button', { name: 'Log note' }).dblclick();
  await form.page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'log')).toEqual([log]);
});

test.each(['Control+Enter', 'Meta+Enter'])('%s logs from anywhere', async (keys) => {
  for (const id of ['customer', 'text', 'duration', 'author', 'kind-note', 'log', 'more']) {
    await using form = await browser.open(everything);
    await form.page.locator(`#${id}`).focus();
    await form.page.keyboard.press(keys);
    expect(ofType(await form.messages(), 'log'), id).toHaveLength(1);
  }
});

test('the form is free at once for the next note, and the line follows the last one until that is settled', async () => {
  await using form = await browser.open(ready);
  const { page } = form;
  await page.keyboard.press('Control+Enter');
  const line = page.locator('#state');
  const after = (changes: Partial<NonNullable<Snapshot['logged']>> | null) =>
    form.post(snapshot({ seq: 2, draftId: 'draft-2', logged: changes && logged(changes) }));
  await after({});
  await page.getByText('Logged for Hooli GmbH 4').waitFor();
  expect(await page.evaluate(focused)).toBe('target');
  expect(await page.locator('#text').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Open' }).click();
  expect((await form.messages()).slice(-2)).toEqual([
    { type: 'undo', entryId: 'draft-1' },
    { type: 'openLogged', entryId: 'draft-1' },
  ]);
  await page.locator('#text').fill('The next one.');
  await after({
    state: 'pending',
    canUndo: false,
    message: 'Queued. It goes out automatically',
    others: 'and 2 more pending',
  });
  await page.getByText('Queued. It goes out automatically, and 2 more pending').waitFor();
  expect([
    await page.getByRole('button', { name: 'Undo' }).count(),
    await line.getByRole('alert').count(),
  ]).toEqual([0, 0]);
  await after({
    state: 'needsYou',
    isError: true,
    canUndo: false,
    message: 'API key needed',
    resolve: 'Enter Key',
  });
  expect(await line.getByRole('alert').innerText()).toBe('API key needed');
  await page.getByRole('button', { name: 'Enter Key' }).click();
  expect(ofType(await form.messages(), 'resolve')).toEqual([{ type: 'resolve', entryId: 'draft-1' }]);
  await after(null);
  await page.getByText('Choose a customer').waitFor();
  expect(await page.locator('#text').inputValue()).toBe('The next one.');
});

test('what is typed while a note is checked is in the draft when nothing was logged', async () => {
  await using form = await browser.open(ready);
  const { page } = form;
  await page.locator('#text').press('End');
  await page.keyboard.press('Control+Enter');
  await form.post({ ...ready, seq: 1, logging: { message: 'Reading the customer…', canCancel: true } });
  await page.getByRole('status').filter({ hasText: 'Reading the customer…' }).waitFor();
  await page.keyboard.type('cd');
  expect(ofType(await form.messages(), 'edit')).toEqual([]);
  await page.keyboard.press('Escape');
  expect(ofType(await form.messages(), 'cancel')).toHaveLength(1);
  await form.post({ ...ready, seq: 1 });
  await expect
    .poll(async () => ofType(await form.messages(), 'edit'))
    .toEqual([{ type: 'edit', seq: 3, draftId: 'draft-1', field: 'text', value: 'bcd' }]);
  expect(await page.locator('#text').inputValue()).toBe('bcd');
});

test('what is typed after the press is in the next draft when the note was logged', async () => {
  await using form = await browser.open(ready);
  const { page } = form;
  await page.locator('#text').press('End');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('cd');
  await form.post(snapshot({ seq: 1, draftId: 'draft-2', logged: logged() }));
  await page.getByText('Logged for Hooli GmbH 4').waitFor();
  expect(await page.locator('#text').inputValue()).toBe('cd');
  expect(ofType(await form.messages(), 'edit')).toMatchObject([
    { draftId: 'draft-2', field: 'text', value: 'cd' },
  ]);
  expect(await page.evaluate(focused)).toBe('text');
});

test('after a press that logged nothing the focus goes to the first thing to fix', async () => {
  await using form = await browser.open(snapshot());
  await form.page.locator('#kind-note').focus();
  await form.page.keyboard.press('Control+Enter');
  await form.post({ ...wrong, seq: 1 });
  await form.page.getByRole('button', { name: '3 things to fix' }).waitFor();
  expect(await form.page.evaluate(focused)).toBe('target');
});

test('a draft that is discarded makes room for the next, from the start', async () => {
  await using form = await browser.open(ready);
  await form.post(snapshot({ draftId: 'draft-2' }));
  await expect.poll(() => form.page.locator('#text').inputValue()).toBe('');
  expect(await form.page.locator('#card').count()).toBe(0);
});
