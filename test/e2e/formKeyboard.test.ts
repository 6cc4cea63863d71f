import { expect, test } from 'vitest';
import { keyText } from '../../src/form/keys.ts';
import { formProtocol, type FormAct } from '../../src/form/messages.ts';
import { chosen, resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile, type OpenForm } from './formHarness.ts';
import { everything, ofType } from './formStates.ts';
import { search, acme, option } from './formSearchHarness.ts';

// What keys and the editor's commands do in the built form, in a real browser.

const browser = browserForFile();
const focused = 'document.activeElement.id';
const act = (form: OpenForm, name: FormAct) =>
  form.post({ type: 'act', protocol: formProtocol, act: name, at: null });

test('Escape closes what is open, then leads back to the editor', async () => {
  await using form = await browser.open(everything);
  const { keyboard } = form.page;
  const left = async () => ofType(await form.messages(), 'leave').length;
  await form.page.locator('#more').click();
  await keyboard.press('Escape');
  expect([await form.page.getByRole('menu').count(), await left()]).toEqual([0, 0]);
  await keyboard.press('Escape');
  expect(await left()).toBe(1);
});

test('Escape in the search closes the list first', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'ac', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await form.page.keyboard.press('Escape');
  expect(ofType(await form.messages(), 'leave')).toEqual([]);
  await form.page.keyboard.press('Escape');
  expect(ofType(await form.messages(), 'leave')).toHaveLength(1);
});

test('the host is told when the page has the focus, and when another view takes it', async () => {
  await using form = await browser.open(everything);
  expect(await form.focusTold()).toEqual([true]);
  // To the page, a frame in it is as good as another view: its own window loses the focus.
  await form.page.evaluate(`document.body.append(document.createElement('iframe')); frames[0].focus()`);
  await expect.poll(() => form.focusTold()).toEqual([true, false]);
  await form.page.evaluate(`document.activeElement.blur(); window.focus()`);
  await expect.poll(() => form.focusTold()).toEqual([true, false, true]);
});

test('a command makes a call of the note, and a note of the call', async () => {
  await using form = await browser.open(snapshot());
  await act(form, 'toggleCall');
  await form.page.getByRole('button', { name: 'Log call' }).waitFor();
  await act(form, 'toggleCall');
  await form.page.getByRole('button', { name: 'Log note' }).waitFor();
  expect(ofType(await form.messages(), 'edit').map(({ value }) => value)).toEqual(['call', 'note']);
});

test.each([
  ['setTime', 'when-field'],
  ['setDuration', 'duration-field'],
  ['focusText', 'text'],
  ['focusStart', 'target'],
] as const)('%s leads to its field', async (name, id) => {
  await using form = await browser.open(snapshot());
  await form.page.locator('#more').focus();
  await act(form, name);
  await expect.poll(() => form.page.evaluate(focused)).toBe(id);
});

test('a template puts the caret where its note goes on', async () => {
  await using form = await browser.open(snapshot({ values: values({ text: 'To: \n\nBye' }) }));
  await form.post({ type: 'act', protocol: formProtocol, act: 'focusText', at: 4 });
  await expect.poll(() => form.page.evaluate(focused)).toBe('text');
  await form.page.keyboard.type('Ann');
  expect(await form.page.locator('#text').inputValue()).toBe('To: Ann\n\nBye');
});

test('a command for what the account does not have changes nothing', async () => {
  await using form = await browser.open(resellerSnapshot());
  for (const name of ['toggleCall', 'setTime', 'setDuration'] as const) await act(form, name);
  await act(form, 'attach');
  await expect.poll(async () => ofType(await form.messages(), 'attach')).toHaveLength(1);
  expect(ofType(await form.messages(), 'edit')).toEqual([]);
  expect(await form.page.getByRole('dialog').count()).toBe(0);
});

test('where no file can be attached, its command says why', async () => {
  await using form = await browser.open(snapshot());
  await act(form, 'attach');
  await form.page.getByText('ChartMogul takes no files.').waitFor();
  expect(ofType(await form.messages(), 'attach')).toEqual([]);
});

test('a command logs', async () => {
  await using form = await browser.open(snapshot({ recipient: chosen(), values: values({ text: 'x' }) }));
  await act(form, 'log');
  await expect.poll(async () => ofType(await form.messages(), 'log')).toHaveLength(1);
});

test('the editor, which would select all a moment later, does not hear of that key', async () => {
  await using form = await browser.open(everything);
  const { page } = form;
  await page.evaluate(
    `window.heard = []; window.addEventListener('keydown', ({ key }) => window.heard.push(key))`,
  );
  await page.locator('#text').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('new');
  expect(await page.locator('#text').inputValue()).toBe('new');
  await page.keyboard.press('Meta+a');
  // As with Caps Lock.
  await page.keyboard.press('Control+A');
  expect(await page.evaluate('window.heard')).toEqual(['Control', 'n', 'e', 'w', 'Meta', 'Control']);
  // On macOS both of them with an A attach a file.
  await page.keyboard.press('Control+Meta+a');
  expect(await page.evaluate('window.heard.at(-1)')).toBe('a');
});

test('a held key logs once', async () => {
  await using form = await browser.open(everything);
  const { keyboard } = form.page;
  await keyboard.down('Control');
  for (let time = 0; time < 4; time += 1) await keyboard.down('Enter');
  await keyboard.up('Enter');
  await keyboard.up('Control');
  expect(ofType(await form.messages(), 'log')).toHaveLength(1);
});

test('the keys of the commands stand in the tooltips', async () => {
  await using form = await browser.open(everything);
  const titles = await Promise.all(
    ['#duration', '#occurredAt', '#attachment', '.segments'].map((place) =>
      form.page.locator(place).getAttribute('title'),
    ),
  );
  expect(titles).toEqual([
    `Duration (${keyText('setDuration', false)})`,
    `When (${keyText('setTime', false)})`,
    `Files (${keyText('attach', false)})`,
    `Note or call (${keyText('toggleCall', false)})`,
  ]);
});
