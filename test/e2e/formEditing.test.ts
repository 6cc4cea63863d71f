import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/form/messages.ts';
import { fieldNames } from '../../src/model/fields.ts';
import { resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile, seriousViolations } from './formHarness.ts';
import { themes, type ThemeName } from './themes.ts';

// The built form while a stored note is edited in it.

const browser = browserForFile();

const acme = { type: 'subscription', id: '7', name: 'Acme Corp' };
const editing: Snapshot = resellerSnapshot({
  editing: { createdAt: '2025-05-06T12:00:00.000Z', hint: 'What you do not change stays as it is stored.' },
  textFormat: 'plain',
  values: values({ account: 'cloud', targetType: 'subscription', target: '7', text: 'As it was.' }),
  shape: { ...resellerSnapshot().shape, kinds: ['note', 'call'], fields: [...fieldNames], author: 'email' },
  check: { state: 'checked', account: 'Cloud resale', target: acme },
});

test('the form says what is being edited, and disables what cannot be changed', async () => {
  await using form = await browser.open(editing);
  const { page } = form;
  const banner = page.getByRole('note');
  expect(await banner.innerText()).toMatch(
    /^Editing a note of May 6, 2025, 2:00\sPM\. What you do not change stays as it is stored/,
  );
  for (const name of ['Account', 'What it is about'])
    expect(await page.getByRole('combobox', { name }).isDisabled(), name).toBe(true);
  for (const name of ['Note', 'Call'])
    expect(await page.getByRole('radio', { name }).isDisabled()).toBe(true);
  expect(await page.getByRole('combobox', { name: 'Subscription' }).isEditable()).toBe(false);
  for (const name of ['Text', 'Author'])
    expect(await page.getByLabel(name, { exact: true }).isEditable()).toBe(true);
  expect(await page.getByRole('button', { name: 'Attach file…' }).isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Discard change' }).isEnabled()).toBe(true);
  await page.getByRole('textbox', { name: 'Text' }).fill('Mine.');
  await page.getByRole('button', { name: 'Send change' }).click();
  expect(await form.messages()).toMatchObject([
    { type: 'ready' },
    { type: 'edit', field: 'text', value: 'Mine.' },
    { type: 'send' },
  ]);
  expect(form.faults).toEqual([]);
});

test('a note that is opened for editing is shown from its beginning, however far the form was scrolled', async () => {
  await using form = await browser.open(snapshot(), { height: 330 });
  const { page } = form;
  const scrolled = () => page.evaluate('scrollY');
  await page.getByRole('button', { name: 'Send' }).scrollIntoViewIfNeeded();
  expect(await scrolled()).toBeGreaterThan(0);
  await form.post({ ...editing, draftId: 'draft-of-another' });
  await page.getByRole('note').waitFor();
  await expect.poll(scrolled).toBe(0);
});

test('after an edit, the next note is a new one', async () => {
  await using form = await browser.open(editing);
  const { editing: _, ...fresh } = editing;
  await form.post({ ...fresh, draftId: 'draft-2', values: values({ account: 'cloud' }) });
  await form.page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  expect(await form.page.getByRole('note').isVisible()).toBe(false);
  expect(await form.page.locator('#account').isDisabled()).toBe(false);
  expect(await form.page.locator('#target').isEditable()).toBe(true);
});

test('a call whose date cannot be read is edited without a date in the heading', async () => {
  const call = {
    ...snapshot(),
    editing: { createdAt: '', hint: '' },
    values: values({ kind: 'call' }),
  };
  await using form = await browser.open(call);
  expect(await form.page.getByRole('note').innerText()).toBe('Editing a call.');
  await form.post({
    ...call,
    textFormat: 'markdown',
    editing: { createdAt: '', hint: 'The picture “Logo” stays.' },
  });
  await form.page.getByText('The picture “Logo” stays.').waitFor();
});

const themeNames = Object.keys(themes) as ThemeName[];
test.each(themeNames)('axe finds nothing serious in %s', async (theme) => {
  await using form = await browser.open(editing, { theme });
  expect(await seriousViolations(form.page)).toEqual([]);
});
