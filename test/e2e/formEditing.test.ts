import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/form/messages.ts';
import { chosen, resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile, violations } from './formHarness.ts';

// The built form while a stored note is changed in it.

const browser = browserForFile();

const editing: Snapshot = resellerSnapshot({
  editing: { createdAt: '2025-05-06T12:00:00.000Z', hint: 'What you do not change stays as it is saved.' },
  textFormat: 'plain',
  values: values({ account: 'cloud', targetType: 'subscription', target: '7', text: 'As it was.' }),
  shape: { ...snapshot().shape, kinds: ['note', 'call'] },
  recipient: chosen(),
});

test('the form says what is being changed, and what cannot be changed cannot be reached', async () => {
  await using form = await browser.open(editing);
  const { page } = form;
  expect(await page.getByRole('note').innerText()).toMatch(/^Editing a note of May 6, 2025, 2:00\sPM$/);
  expect(await page.locator('#hint').innerText()).toBe('What you do not change stays as it is saved.');
  expect(await page.getByRole('combobox', { name: 'Account' }).isDisabled()).toBe(true);
  expect(await page.getByRole('radio').count()).toBe(0);
  expect(await page.locator('#attachment').count()).toBe(0);
  await page.getByRole('textbox', { name: 'Text' }).fill('Mine.');
  await page.getByRole('button', { name: 'Save changes' }).click();
  expect(await form.messages()).toMatchObject([
    { type: 'ready' },
    { type: 'edit', field: 'text', value: 'Mine.' },
    { type: 'log' },
  ]);
  await page.getByRole('button', { name: 'More actions' }).click();
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['From template…', 'Discard changes']);
  expect(form.faults).toEqual([]);
});

test('after a change, the next note is a new one', async () => {
  await using form = await browser.open(editing);
  await form.post({ ...editing, editing: null, draftId: 'draft-2', recipient: { state: 'search' } });
  await form.page.getByRole('button', { name: 'Log note' }).waitFor();
  expect(await form.page.getByRole('note').count()).toBe(0);
  expect(await form.page.locator('#account').isDisabled()).toBe(false);
  expect(await form.page.locator('#target').isEditable()).toBe(true);
});

test('a call whose date cannot be read is changed without a date in the heading', async () => {
  const call = { ...snapshot(), editing: { createdAt: '', hint: '' }, values: values({ kind: 'call' }) };
  await using form = await browser.open(call);
  expect(await form.page.getByRole('note').innerText()).toBe('Editing a call');
  expect(await form.page.locator('#hint').count()).toBe(0);
});

test('axe finds nothing in any theme', async () => {
  await using form = await browser.open(editing);
  await form.inEachTheme(async (theme) => {
    expect(await violations(form.page), theme).toEqual([]);
  });
});
