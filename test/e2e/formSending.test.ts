import { expect, test } from 'vitest';
import { resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import { wrong, checked, ofType } from './formStates.ts';

// Sending from the built form, in a real browser and under the policy that it has in the editor.

const browser = browserForFile();

test('the foot names the target, and Send is disabled in the same frame as the first click', async () => {
  await using form = await browser.open(
    snapshot({ check: checked, values: values({ target: 'a', text: 'b' }) }),
  );
  const send = form.page.getByRole('button', { name: 'Send' });
  const description: unknown = await form.page.evaluate(
    `document.getElementById(document.getElementById('send').getAttribute('aria-describedby')).textContent`,
  );
  expect(description).toBe('To Acme Corp in ChartMogul (Work)');
  const isDisabled: unknown = await form.page.evaluate(
    `const send = document.getElementById('send'); send.click(); send.click(); send.disabled`,
  );
  expect(isDisabled).toBe(true);
  await form.page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'send')).toEqual([{ type: 'send', seq: 1, draftId: 'draft-1' }]);
  expect(await send.count()).toBe(1);
  expect(await send.isDisabled()).toBe(true);
});

test('a double click sends once', async () => {
  await using form = await browser.open(snapshot({ check: checked, values: values({ text: 'b' }) }));
  await form.page.getByRole('button', { name: 'Send' }).dblclick();
  expect(ofType(await form.messages(), 'send')).toHaveLength(1);
});

test.each(['Control+Enter', 'Meta+Enter'])('%s sends from any field', async (keys) => {
  for (const id of ['target', 'text', 'occurredAt', 'author', 'kind-note']) {
    await using form = await browser.open(snapshot());
    await form.page.locator(`#${id}`).focus();
    await form.page.keyboard.press(keys);
    expect(ofType(await form.messages(), 'send'), id).toHaveLength(1);
  }
});

test('while a note is being sent nothing can be changed, and sending can be cancelled', async () => {
  await using form = await browser.open(
    snapshot({
      values: values({ text: 'b' }),
      progress: { state: 'sending', message: 'Sending to Acme Corp…' },
    }),
  );
  const { page } = form;
  expect(await page.getByRole('textbox', { name: 'Text' }).isEditable()).toBe(false);
  expect(await page.getByRole('radio', { name: 'Call' }).isDisabled()).toBe(true);
  expect(await page.locator('#status').textContent()).toBe('Sending to Acme Corp…');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(ofType(await form.messages(), 'cancel')).toHaveLength(1);
});

test('after a failed send the form says why, marks the fields, and focuses the first wrong one', async () => {
  const before = resellerSnapshot();
  await using form = await browser.open(before);
  const { page } = form;
  await page.getByRole('button', { name: 'Send' }).click();
  await form.post({ ...wrong, seq: 1 });
  await page.getByRole('alert').filter({ hasText: 'The note was not sent.' }).waitFor();
  const target = page.getByRole('combobox', { name: 'Subscription' });
  expect(await page.evaluate('document.activeElement.id')).toBe('target');
  expect(await target.getAttribute('aria-invalid')).toBe('true');
  expect(await target.getAttribute('aria-describedby')).toContain('target-problem');
  expect(await page.locator('#target-problem').textContent()).toBe('No subscription has the number 99999.');
  expect(await page.locator('#attachment-problem').textContent()).toBe('The file is empty.');
  expect(await page.getByRole('button', { name: 'Send' }).isEnabled()).toBe(true);
  // Its problem goes as soon as the field changes.
  await target.fill('3056');
  expect(await target.getAttribute('aria-invalid')).toBe(null);
});

test('after a note was sent the form is empty and the focus is on the target', async () => {
  await using form = await browser.open(snapshot({ values: values({ target: 'acme', text: 'b' }) }));
  const { page } = form;
  await page.getByRole('button', { name: 'Send' }).click();
  await form.post(
    snapshot({ draftId: 'draft-2', progress: { state: 'sent', message: 'Sent to Acme Corp.' } }),
  );
  await page.locator('[role=status]', { hasText: 'Sent to Acme Corp.' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('');
  expect(await page.evaluate('document.activeElement.id')).toBe('target');
});
