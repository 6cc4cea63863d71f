import { expect, test } from 'vitest';
import { formProtocol } from '../../src/form/messages.ts';
import { snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import { everything, checked, acme, ofType } from './formStates.ts';

// Filling in the built form, in a real browser and under the policy that it has in the editor.

const browser = browserForFile();

test('announces that it is ready, and every control has a label', async () => {
  await using form = await browser.open(everything);
  expect(await form.messages()).toEqual([{ type: 'ready', protocol: formProtocol }]);
  const { page } = form;
  await page.getByRole('combobox', { name: 'Account' }).selectOption('notes');
  const kinds = page.getByRole('radiogroup', { name: 'Note or call' });
  expect(await kinds.getByRole('radio', { name: 'Call' }).isChecked()).toBe(true);
  expect(await kinds.getByRole('radio', { name: 'Note' }).isChecked()).toBe(false);
  expect(await page.getByRole('combobox', { name: 'Customer' }).inputValue()).toBe('acme');
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Talked about the renewal.');
  expect(await page.getByRole('textbox', { name: 'Duration' }).inputValue()).toBe('25m');
  expect(await page.getByLabel('Date and time').inputValue()).toBe('');
  expect(await page.getByRole('combobox', { name: 'Author' }).getAttribute('inputmode')).toBe('email');
  expect(await page.getByRole('button', { name: 'Attach file…' }).isVisible()).toBe(true);
  expect(form.faults).toEqual([]);
});

test('the keyboard goes through the form in the order in which it is read', async () => {
  await using form = await browser.open(everything);
  const ids: unknown[] = [];
  for (let index = 0; index < 12; index += 1) {
    await form.page.keyboard.press('Tab');
    const id: unknown = await form.page.evaluate('document.activeElement.id');
    if (id !== ids.at(-1)) ids.push(id);
  }
  const order = ['add-account', 'account', 'kind-call', 'target', 'text', 'duration', 'occurredAt'];
  expect(ids.slice(0, order.length)).toEqual(order);
});

test('Tab leads from the last field to the file, then to the buttons', async () => {
  await using form = await browser.open(everything);
  const ids: unknown[] = [];
  await form.page.locator('#author').focus();
  for (let index = 0; index < 3; index += 1) {
    await form.page.keyboard.press('Tab');
    ids.push(await form.page.evaluate('document.activeElement.id'));
  }
  expect(ids).toEqual(['attach', 'send', 'discard']);
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
  await form.post(snapshot({ seq: 3, values: values({ text: 'Hel' }), draftId: 'draft-1' }));
  await form.post(snapshot({ seq: 5, values: values({ text: 'Hello' }), authors: ['ada@example.com'] }));
  await form.page.locator('#authors option').waitFor({ state: 'attached' });
  await text.pressSequentially('-');
  expect(await text.inputValue()).toBe('H-ello');
});

test('a problem with a field that is not visible is shown at the foot', async () => {
  await using form = await browser.open(
    snapshot({ problems: [{ field: 'duration', message: 'How long?' }] }),
  );
  expect(await form.page.locator('#alert').textContent()).toBe('How long?');
});

test('the form says that text is not saved, until it is', async () => {
  const unsaved = 'What you typed is not saved yet. There is no space left on this disk.';
  await using form = await browser.open(snapshot({ unsaved }));
  const alert = form.page.locator('#unsaved');
  expect(await alert.textContent()).toBe(unsaved);
  expect(await alert.isVisible()).toBe(true);
  await form.post(snapshot());
  await alert.waitFor({ state: 'hidden' });
});

test('the name behind an id is shown at the field', async () => {
  await using form = await browser.open(snapshot({ values: values({ target: 'cus_1' }) }));
  const { page } = form;
  const hint = page.locator('#target-hint');
  const { idLabel } = snapshot().shape.targets[0] ?? {};
  expect(await hint.textContent()).toBe(idLabel);
  await form.post(snapshot({ values: values({ target: 'cus_1' }), check: checked }));
  await expect.poll(() => hint.textContent()).toBe('Acme Corp');
  await page.getByRole('combobox', { name: 'Customer' }).fill('cus_2');
  await expect.poll(() => hint.textContent()).toBe(idLabel);
});

test('a target is checked when its field is left or Enter is pressed, and shown until it is changed', async () => {
  await using form = await browser.open(snapshot());
  const { page } = form;
  const target = page.getByRole('combobox', { name: 'Customer' });
  await target.fill('acme');
  await target.press('Enter');
  expect(ofType(await form.messages(), 'checkTarget')).toHaveLength(1);
  await form.post(snapshot({ seq: 1, values: values({ target: 'acme' }), check: checked }));
  await page.getByText('To Acme Corp in ChartMogul (Work)').waitFor();
  await target.press('Tab');
  expect(ofType(await form.messages(), 'checkTarget')).toHaveLength(1);
  await target.focus();
  await target.press('End');
  await page.keyboard.press('2');
  expect(await page.locator('#destination-text').textContent()).toBe(
    'Not checked yet: acme2 in ChartMogul (Work)',
  );
  expect(ofType(await form.messages(), 'send')).toEqual([]);
});

test('known authors are offered, and change with the account', async () => {
  const withAuthors = (authors: readonly string[], seq = 0) =>
    snapshot({ seq, authors: [...authors], shape: { ...snapshot().shape, author: 'email' } });
  await using form = await browser.open(withAuthors(['ada@example.com', 'x"><b>']));
  const { page } = form;
  const options = () =>
    page.evaluate(
      `[...document.getElementById('author').list.options].map(({ value, isConnected }) => [value, isConnected])`,
    );
  expect(await options()).toEqual([
    ['ada@example.com', true],
    ['x"><b>', true],
  ]);
  await page.evaluate(`globalThis.first = document.getElementById('author').list.options[0]`);
  await form.post(withAuthors(['ada@example.com', 'x"><b>'], 1));
  expect(await page.evaluate(`globalThis.first.isConnected`)).toBe(true);
  await form.post(withAuthors([], 2));
  await expect.poll(options).toEqual([]);
});

test('one of several matches is chosen by its name', async () => {
  const old = { type: 'customer', id: 'cus_2', name: 'Acme Corp (old)' };
  await using form = await browser.open(
    snapshot({
      values: values({ target: 'a@acme.example' }),
      check: { state: 'choose', account: 'ChartMogul (Work)', targets: [acme, old] },
    }),
  );
  const choices = form.page.getByRole('group', { name: 'Several match. Which one?' });
  await choices.getByRole('button', { name: 'Acme Corp (old) cus_2' }).click();
  expect(ofType(await form.messages(), 'chooseTarget')).toEqual([
    { type: 'chooseTarget', draftId: 'draft-1', targetType: 'customer', id: 'cus_2' },
  ]);
});

test('a date is in the browser’s time zone, and a half-typed one is not sent as an empty one', async () => {
  await using form = await browser.open(
    snapshot({ values: values({ occurredAt: '2025-03-04T09:30:00.000Z' }) }),
  );
  const { page } = form;
  const field = page.getByLabel('Date and time');
  expect(await field.inputValue()).toBe('2025-03-04T10:30');
  await field.fill('2025-07-04T10:30');
  expect(ofType(await form.messages(), 'edit').at(-1)?.value).toBe('2025-07-04T08:30:00.000Z');
  await field.focus();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'send')).toEqual([]);
  expect(ofType(await form.messages(), 'edit').at(-1)?.value).toBe('2025-07-04T08:30:00.000Z');
  expect(await page.locator('#occurredAt-problem').textContent()).toContain('Complete the date');
  expect(await page.evaluate('document.activeElement.id')).toBe('occurredAt');
});

test('a page that is shown again starts with what was typed; a new page starts with its own snapshot', async () => {
  const typedSnapshot = snapshot({ seq: 9, values: values({ text: 'typed before it was hidden' }) });
  const text = 'textbox' as const;
  await using again = await browser.open(snapshot(), { state: { page: 'bm9uY2U', snapshot: typedSnapshot } });
  expect(await again.page.getByRole(text, { name: 'Text' }).inputValue()).toBe('typed before it was hidden');
  await again.page.getByRole(text, { name: 'Text' }).fill('x');
  expect(ofType(await again.messages(), 'edit').at(-1)?.seq).toBe(10);
  await using anew = await browser.open(snapshot(), { state: { page: 'another', snapshot: typedSnapshot } });
  expect(await anew.page.getByRole(text, { name: 'Text' }).inputValue()).toBe('');
});
