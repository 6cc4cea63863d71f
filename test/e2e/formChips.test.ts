import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/form/messages.ts';
import { chosen, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile, type OpenForm } from './formHarness.ts';
import { everything, next, ofType } from './formStates.ts';

// The chips of the built form and what they open, in a real browser whose time zone is Berlin's.

const browser = browserForFile();
const focused = 'document.activeElement.id';
const edits = async (form: OpenForm) =>
  ofType(await form.messages(), 'edit').map(({ field, value }) => [field, value]);

test('arrow keys move among the chips, and Escape leads back to the one that was opened', async () => {
  await using form = await browser.open(everything);
  const { page } = form;
  await page.locator('#duration').focus();
  const after = async (key: string) => {
    await page.keyboard.press(key);
    return await page.evaluate(focused);
  };
  expect(await after('ArrowRight')).toBe('occurredAt');
  expect(await after('End')).toBe('attachment');
  expect(await after('ArrowRight')).toBe('duration');
  expect(await after('ArrowLeft')).toBe('attachment');
  expect(await after('Home')).toBe('duration');
  expect(await after('ArrowRight')).toBe('occurredAt');
  expect(await after('Enter')).toBe('when-field');
  expect(await after('Escape')).toBe('occurredAt');
  expect(await page.getByRole('dialog').count()).toBe(0);
  // Tab comes back to the same chip.
  expect(await after('Shift+Tab')).toBe('text');
  expect(await after('Tab')).toBe('occurredAt');
});

test('a duration is read back while it is typed, and Enter closes its box', async () => {
  await using form = await browser.open(snapshot({ values: values({ kind: 'call' }), recipient: chosen() }));
  const { page } = form;
  await page.getByRole('button', { name: 'Duration' }).click();
  await page.keyboard.type('1h5m');
  expect(await page.locator('#duration-echo').textContent()).toBe('= 1 h 5 min');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.locator('#duration').textContent()).toBe('1 h 5 min');
  expect((await edits(form)).at(-1)).toEqual(['duration', '1h5m']);
  await page.locator('#duration').click();
  await page.keyboard.type('soon');
  expect(await page.locator('#duration-field').getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator('#duration-echo').textContent()).toContain('25m, 1h 5m or 12:30');
});

test('the timer is started for the customer at hand, and its time stands on the chip', async () => {
  const call = snapshot({ values: values({ kind: 'call' }), recipient: chosen() });
  await using form = await browser.open(call);
  const { page } = form;
  await page.locator('#duration').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start the call timer' }).click();
  expect(ofType(await form.messages(), 'startTimer')).toEqual([{ type: 'startTimer', draftId: 'draft-1' }]);
  const timer = { seconds: 65, running: true, about: 'Hooli GmbH 4' };
  await form.post(next(call, { timer, recipient: chosen({ timer: 'running' }) }));
  await expect.poll(() => page.locator('#duration').textContent()).toMatch(/^\d+:\d\d$/);
  await page.locator('#duration').click();
  expect(await page.getByRole('dialog').innerText()).toMatch(/Timing a call with Hooli GmbH 4 · \d+:\d\d/);
  await page.getByRole('dialog').getByRole('button', { name: 'Stop the call timer' }).click();
  expect(ofType(await form.messages(), 'stopTimer')).toHaveLength(1);
});

test('a time is understood in words, read back, and its zone is told', async () => {
  await using form = await browser.open(snapshot());
  const { page } = form;
  await page.getByRole('button', { name: 'When: now' }).click();
  expect(await page.locator('#when-echo').textContent()).toBe('Leave blank for now');
  expect(await page.locator('#when-zone').textContent()).toMatch(/^Time zone: Europe\/Berlin, (GMT|CES?T)/);
  await page.keyboard.type('2025-03-04 10:30');
  expect((await edits(form)).at(-1)).toEqual(['occurredAt', '2025-03-04T09:30:00.000Z']);
  expect(await page.locator('#when-echo').textContent()).toMatch(
    /^= Tuesday, (March 4|4 March),? 2025 at 10:30\sAM$/,
  );
  expect(await page.getByLabel('Date and time').inputValue()).toBe('2025-03-04T10:30');
  await page.keyboard.press('Escape');
  expect(await page.locator('#occurredAt').textContent()).toContain('2025');
  await page.locator('#occurredAt').click();
  await page.locator('#when-field').fill('');
  expect((await edits(form)).at(-1)).toEqual(['occurredAt', '']);
});

test('words that nobody understands are kept, told, and never logged as now', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen(), values: values({ text: 'x' }) }));
  const { page } = form;
  await page.locator('#occurredAt').click();
  await page.keyboard.type('at noonish');
  expect(await page.locator('#when-echo').textContent()).toContain('yesterday 15:00');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'log')).toEqual([]);
  expect(await page.evaluate(focused)).toBe('when-field');
  expect(await page.locator('#when-field').inputValue()).toBe('at noonish');
  await page.locator('#when-field').fill('now');
  await page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'log')).toHaveLength(1);
});

test('a future time is told at once', async () => {
  await using form = await browser.open(snapshot());
  await form.page.locator('#occurredAt').click();
  await form.page.keyboard.type('2099-01-01 10:00');
  expect(await form.page.locator('#when-echo').textContent()).toContain('in the future');
});

test('a date can be picked, and a half-typed one is not taken for now', async () => {
  const at = '2025-03-04T09:30:00.000Z';
  await using form = await browser.open(
    snapshot({ recipient: chosen(), values: values({ text: 'x', occurredAt: at }) }),
  );
  const { page } = form;
  await page.locator('#occurredAt').click();
  const date = page.getByLabel('Date and time');
  expect(await date.inputValue()).toBe('2025-03-04T10:30');
  await date.fill('2025-07-04T10:30');
  expect((await edits(form)).at(-1)).toEqual(['occurredAt', '2025-07-04T08:30:00.000Z']);
  await date.focus();
  await page.keyboard.press('Backspace');
  // A snapshot leaves what is half typed alone.
  await form.post(
    snapshot({
      seq: 1,
      recipient: chosen(),
      values: values({ text: 'x', occurredAt: '2025-07-04T08:30:00.000Z' }),
    }),
  );
  await page.keyboard.press('Control+Enter');
  expect(ofType(await form.messages(), 'log')).toEqual([]);
  expect((await edits(form)).at(-1)).toEqual(['occurredAt', '2025-07-04T08:30:00.000Z']);
});

test('who wrote before is offered, by what is typed', async () => {
  const authors = ['ada@example.com', 'x"><b>', 'bob@example.com'];
  await using form = await browser.open(snapshot({ authors }));
  const { page } = form;
  await page.getByRole('button', { name: 'Author: me' }).click();
  const seen = page.getByRole('group', { name: 'Wrote before' }).getByRole('button');
  expect(await seen.allTextContents()).toEqual(authors);
  expect(await page.locator('#author-field').getAttribute('inputmode')).toBe('email');
  await page.keyboard.type('bo');
  expect(await seen.allTextContents()).toEqual(['bob@example.com']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect((await edits(form)).at(-1)).toEqual(['author', 'bob@example.com']);
  expect(await page.locator('#author').textContent()).toBe('bob@example.com');
  expect(await page.evaluate(focused)).toBe('author');
});

test('where no file can be attached, the chip says why', async () => {
  await using form = await browser.open(snapshot());
  await form.page.getByRole('button', { name: 'Files' }).click();
  expect(await form.page.getByRole('dialog', { name: 'Files' }).innerText()).toBe(
    'ChartMogul takes no files.',
  );
});

test('a click beside it closes what is open, and so does the focus that leaves it', async () => {
  await using form = await browser.open(everything);
  const { page } = form;
  await page.locator('#author').click();
  await page.locator('#text').click();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.evaluate(focused)).toBe('text');
  await page.locator('#duration').click();
  await page.locator('#duration').click();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('in a low pane the chips are one menu, and each opens from there', async () => {
  await using form = await browser.open(everything, { width: 220, height: 240 });
  const { page } = form;
  expect(await page.getByRole('toolbar').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Details' }).click();
  expect(await page.getByRole('menuitem').allTextContents()).toEqual([
    'Duration: 25 min',
    'When: now',
    'Author: me',
    'Files: No file attached',
  ]);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(focused)).toBe('duration-field');
  await page.keyboard.press('Escape');
  expect(await page.evaluate(focused)).toBe('details');
});

test('a problem of a chip is told in a low pane, too, and the foot opens its box', async () => {
  const problems: Snapshot['problems'] = [{ field: 'duration', message: 'How long was the call?' }];
  await using form = await browser.open({ ...everything, problems }, { width: 220, height: 240 });
  await form.page.getByRole('button', { name: '1 thing to fix' }).click();
  expect(await form.page.evaluate(focused)).toBe('duration-field');
});
