import { expect, test } from 'vitest';
import { formProtocol } from '../../src/form/messages.ts';
import { chosen, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import { everything, next, ofType, wrong } from './formStates.ts';

// Filling in the built form, in a real browser and under the policy that it has in the editor.

const browser = browserForFile();
const focused = 'document.activeElement.id';

test('announces that it is ready, and every control has a name', async () => {
  await using form = await browser.open(everything);
  expect(await form.messages()).toEqual([{ type: 'ready', protocol: formProtocol }]);
  const { page } = form;
  await page.getByRole('combobox', { name: 'Account' }).selectOption('notes');
  const kinds = page.getByRole('radiogroup', { name: 'Note or call' });
  expect(await kinds.getByRole('radio', { name: 'Call' }).isChecked()).toBe(true);
  expect(await kinds.getByRole('radio', { name: 'Note' }).isChecked()).toBe(false);
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Talked about the renewal.');
  const details = page.getByRole('toolbar', { name: 'Details' });
  for (const name of ['Duration: 25 min', 'When: now', 'Author: me', 'Files'])
    expect(await details.getByRole('button', { name }).count(), name).toBe(1);
  expect(form.faults).toEqual([]);
});

test('the keyboard goes through the form in the order in which it is read, with one stop for the chips', async () => {
  await using form = await browser.open({ ...everything, recipient: { state: 'search' } });
  const ids: unknown[] = [];
  await form.page.locator('#kind-call').focus();
  for (let index = 0; index < 6; index += 1) {
    await form.page.keyboard.press('Tab');
    ids.push(await form.page.evaluate(focused));
  }
  expect(ids).toEqual(['account', 'target', 'text', 'duration', 'log', 'more']);
});

test('the focus starts in the search, and in the text where the customer is set', async () => {
  await using search = await browser.open(snapshot());
  expect(await search.page.evaluate(focused)).toBe('target');
  await using text = await browser.open(snapshot({ recipient: chosen() }));
  expect(await text.page.evaluate(focused)).toBe('text');
});

test('every keystroke is sent at once, and a late snapshot changes neither text nor caret', async () => {
  await using form = await browser.open(snapshot());
  const text = form.page.getByRole('textbox', { name: 'Text' });
  await text.pressSequentially('Hello');
  const edits = ofType(await form.messages(), 'edit');
  expect(edits.map(({ value }) => value)).toEqual(['H', 'He', 'Hel', 'Hell', 'Hello']);
  expect(edits.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(new Set(edits.map(({ draftId }) => draftId))).toEqual(new Set(['draft-1']));

  await text.press('Home');
  await text.press('ArrowRight');
  await form.post(snapshot({ seq: 3, values: values({ text: 'Hel' }) }));
  await form.post(snapshot({ seq: 5, values: values({ text: 'Hello' }), recipient: chosen() }));
  await form.page.locator('#card').waitFor();
  await text.pressSequentially('-');
  expect(await text.inputValue()).toBe('H-ello');
});

test('a problem stands at its field with an icon, and the foot says how many there are and goes to the first', async () => {
  await using form = await browser.open(wrong);
  const { page } = form;
  for (const [field, message] of [
    ['target', 'Choose a customer.'],
    ['text', 'Write something first.'],
    ['duration', 'How long was the call? Type it like 25m, 1h 5m or 12:30.'],
  ] as const) {
    const problem = page.locator(`#${field}-problem`);
    expect(await problem.textContent()).toBe(message);
    expect(await problem.locator('svg').count()).toBe(1);
  }
  expect(await page.locator('#target').getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator('#text').getAttribute('aria-describedby')).toContain('text-problem');
  expect(await page.locator('#duration').getAttribute('aria-describedby')).toBe('duration-problem');
  await page.getByRole('button', { name: '3 things to fix' }).click();
  expect(await page.evaluate(focused)).toBe('target');
  // Its problem goes as soon as the field changes.
  await page.locator('#text').fill('x');
  expect(await page.locator('#text-problem').isVisible()).toBe(false);
  await page.locator('#target').fill('x');
  await page.getByRole('button', { name: '1 thing to fix' }).click();
  expect(await page.evaluate(focused)).toBe('duration-field');
});

test('a problem of a field that is not there is told by the foot itself', async () => {
  const problems = [{ field: 'duration', message: 'How long?' }];
  await using form = await browser.open(snapshot({ problems }));
  expect(await form.page.locator('#to-fix').textContent()).toBe('How long?');
});

test('the form says that text is not saved, until it is; and what has to be known of the draft', async () => {
  const unsaved = 'What you typed is not saved yet. There is no space left on this disk.';
  const notice = { message: 'Taken back.', isError: false };
  await using form = await browser.open(snapshot({ unsaved, notice }));
  expect(await form.page.getByRole('alert').filter({ hasText: unsaved }).isVisible()).toBe(true);
  expect(await form.page.getByRole('status').filter({ hasText: 'Taken back.' }).isVisible()).toBe(true);
  await form.post(snapshot());
  await form.page.locator('#unsaved').waitFor({ state: 'detached' });
  expect(await form.page.locator('#notice').count()).toBe(0);
});

test('the last row of the accounts adds one, and the chosen one stays', async () => {
  await using form = await browser.open(everything);
  const account = form.page.getByRole('combobox', { name: 'Account' });
  await account.selectOption({ label: 'Add Account…' });
  expect(ofType(await form.messages(), 'addAccount')).toHaveLength(1);
  expect(ofType(await form.messages(), 'edit')).toEqual([]);
  expect(await account.inputValue()).toBe('work');
});

test('another account takes the customer off the screen at once', async () => {
  await using form = await browser.open(everything);
  await form.page.getByRole('combobox', { name: 'Account' }).selectOption('notes');
  expect(await form.page.locator('#card').count()).toBe(0);
  expect(ofType(await form.messages(), 'edit')).toMatchObject([{ field: 'account', value: 'notes' }]);
});

test('a page that is shown again starts with what was typed; a new page starts with its own snapshot', async () => {
  const typedSnapshot = snapshot({ seq: 9, values: values({ text: 'typed before it was hidden' }) });
  await using again = await browser.open(snapshot(), { state: { page: 'bm9uY2U', snapshot: typedSnapshot } });
  const text = again.page.getByRole('textbox', { name: 'Text' });
  expect(await text.inputValue()).toBe('typed before it was hidden');
  await text.fill('x');
  expect(ofType(await again.messages(), 'edit').at(-1)?.seq).toBe(10);
  await using anew = await browser.open(snapshot(), { state: { page: 'another', snapshot: typedSnapshot } });
  expect(await anew.page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('');
});

test('the text says what it is taken for while it is empty, and counts near the longest', async () => {
  const shape = { ...snapshot().shape, longestText: 5000 };
  await using form = await browser.open(snapshot({ shape }));
  const corner = form.page.locator('.corner');
  expect(await corner.textContent()).toBe('Markdown');
  const text = form.page.getByRole('textbox', { name: 'Text' });
  await text.fill('x');
  expect(await corner.count()).toBe(0);
  await text.fill('x'.repeat(4200));
  expect(await corner.textContent()).toBe('4,200 / 5,000');
});

test('a draft of an earlier version, with a type and no file, is shown like any other', async () => {
  const old = snapshot({
    values: values({ targetType: 'subscription', target: '3056', text: 'From before.' }),
  });
  await using form = await browser.open(old);
  expect(await form.page.locator('#target').inputValue()).toBe('3056');
  await form.post(next(old, { values: { ...old.values, text: 'From before. More.' } }));
  await expect.poll(() => form.page.locator('#text').inputValue()).toBe('From before. More.');
});
