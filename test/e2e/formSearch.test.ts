import { expect, test } from 'vitest';
import { chosen, matches, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import {
  acme,
  activeRow,
  expanded,
  field,
  globex,
  initech,
  lookUp,
  messagesOf,
  option,
  search,
  searchNumber,
} from './formSearchHarness.ts';

// Searching for a customer in the built form, in a real browser. The test plays the host. When a row is taken for what
// is typed is held by test/unit/form/searchList.test.ts.

const browser = browserForFile();
const focused = 'document.activeElement.id';

test('an empty field lists pinned and recent customers, and one is chosen with the keyboard', async () => {
  await using form = await browser.open(snapshot());
  const answer = (number: number) => ({
    ...matches(number, '', []),
    groups: [
      { heading: 'Pinned', rows: [acme] },
      { heading: 'Recent', rows: [globex, initech] },
    ],
  });
  await form.post(answer(await searchNumber(form, '')));
  await option(form, 'Globex').waitFor();
  expect([await expanded(form), await activeRow(form)]).toEqual(['true', null]);
  expect(await form.page.getByRole('group', { name: 'Recent' }).getByRole('option').count()).toBe(2);
  await form.page.keyboard.press('Escape');
  expect([await expanded(form), await form.page.getByRole('listbox').count()]).toEqual(['false', 0]);
  expect(await messagesOf(form, 'endSearch')).toHaveLength(1);
  await form.page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await messagesOf(form, 'search')).length, { interval: 5 }).toBe(2);
  await form.post(answer((await messagesOf(form, 'search')).at(-1)?.number ?? 0));
  await expect.poll(() => activeRow(form), { interval: 5 }).toBe('Acme Corp');
  await form.page.keyboard.press('ArrowDown');
  await form.page.keyboard.press('Enter');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', seq: 1, draftId: 'draft-1', key: 'customer cus_2' },
  ]);
  expect([await form.page.getByRole('listbox').count(), await form.page.evaluate(focused)]).toEqual([
    0,
    'text',
  ]);
  expect(form.faults).toEqual([]);
});

test('what is typed highlights a row with its matching part, and Enter leads through the card to the text', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'ac', [acme, globex]);
  await expect.poll(() => activeRow(form), { interval: 5 }).toBe('Acme Corp');
  const row = option(form, 'Acme Corp');
  expect(await row.locator('mark').allTextContents()).toEqual(['Ac', 'ap']);
  expect(await row.innerText()).toContain('Acme Holding · ap@acme.example · Active · €1,299.50 MRR');
  expect(await form.page.locator('.recipient [role=status]').textContent()).toBe('2 matches');
  await form.page.keyboard.press('Enter');
  await form.page.keyboard.type('Wants SSO');
  await form.post(snapshot({ seq: 2, recipient: chosen({ name: 'Acme Corp' }) }));
  await form.page.locator('#card').waitFor();
  expect(await form.page.locator('#text').inputValue()).toBe('Wants SSO');
  expect(await form.page.evaluate(focused)).toBe('text');
});

test('Tab takes the highlighted row and goes on to the text', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'ac', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await form.page.keyboard.press('Tab');
  expect(await messagesOf(form, 'chooseMatch')).toHaveLength(1);
  expect(await form.page.evaluate(focused)).toBe('text');
});

test('Enter asks the service only by the row that says so', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'acme ltd', [lookUp]);
  await option(form, 'No match. Look up “acme ltd” in ChartMogul').waitFor();
  await form.page.keyboard.press('Enter');
  expect(await messagesOf(form, 'lookUp')).toEqual([
    { type: 'lookUp', seq: 2, draftId: 'draft-1', text: 'acme ltd' },
  ]);
  // The note can be written while the service is asked.
  expect(await form.page.evaluate(focused)).toBe('text');
});

test('where no row is certainly meant, Enter says so, and the text stays', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'a', [acme, globex], { first: '' });
  await option(form, 'Acme Corp').waitFor();
  await form.page.keyboard.press('Enter');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([]);
  const problem = form.page.locator('#target-problem');
  expect(await problem.textContent()).toBe('Choose a customer');
  expect(await field(form).inputValue()).toBe('a');
  await field(form).fill('ab');
  expect(await problem.isVisible()).toBe(false);
});

test('a row is chosen with the mouse', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'g', [acme, globex]);
  await option(form, 'Globex').click();
  expect((await messagesOf(form, 'chooseMatch')).map(({ key }) => key)).toEqual(['customer cus_2']);
});

test('Ctrl+Enter logs from the field, with the list open, and chooses nobody', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'a', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await form.page.keyboard.press('Control+Enter');
  expect([(await messagesOf(form, 'log')).length, await messagesOf(form, 'chooseMatch')]).toEqual([1, []]);
  expect(await form.page.getByRole('listbox').count()).toBe(0);
});

test('what is composed of several keys neither chooses, nor logs, nor leaves', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'あ', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await form.page.evaluate(`(() => {
    const field = document.getElementById('target');
    for (const init of [{ key: 'Enter' }, { key: 'Tab' }, { key: 'Escape' }, { key: 'Enter', ctrlKey: true }])
      field.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true, bubbles: true, cancelable: true }));
  })()`);
  const types = (await form.messages()).map(({ type }) => type);
  for (const type of ['chooseMatch', 'log', 'leave', 'endSearch']) expect(types).not.toContain(type);
  expect(await option(form, 'Acme Corp').count()).toBe(1);
});

test('a list that fills announces what was found, and not each step', async () => {
  await using form = await browser.open(snapshot());
  const status = form.page.locator('.recipient [role=status]');
  await search(form, 'a', [], { message: '200 customers read so far', filling: true });
  await form.page.getByText('No match yet. 200 customers read so far').waitFor();
  expect(await status.textContent()).toBe('Reading…');
  const number = await searchNumber(form, 'a');
  await form.post(matches(number, 'a', [acme], { message: '400 customers read so far', filling: true }));
  await expect.poll(() => status.textContent()).toBe('1 match');
  expect(await form.page.locator('.summary').textContent()).toBe('400 customers read so far');
});

test('the list says that there are more matches, and that there are none', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'a', [acme, globex], { more: true });
  await form.page.locator('.summary', { hasText: '2 and more: keep typing' }).waitFor();
  await search(form, 'xyz', []);
  await form.page.locator('.summary', { hasText: 'No match' }).waitFor();
  expect(await expanded(form)).toBe('false');
});

test('after a change of account or draft the rows of the previous one are gone', async () => {
  const accounts = [...snapshot().accounts, { id: 'second', label: 'Second', provider: 'ChartMogul' }];
  await using form = await browser.open(snapshot({ accounts }));
  await search(form, 'a', [acme]);
  await option(form, 'Acme Corp').waitFor();
  const number = await searchNumber(form, 'a');
  await form.page.getByRole('combobox', { name: 'Account' }).selectOption('second');
  expect(await form.page.getByRole('listbox').count()).toBe(0);
  await form.post(matches(number, 'a', [acme]));
  expect(await form.page.getByRole('listbox').count()).toBe(0);
  await search(form, 'b', [globex]);
  await option(form, 'Globex').waitFor();
  await form.post(snapshot({ accounts, draftId: 'draft-2', values: values({ target: 'b' }) }));
  await expect.poll(() => form.page.getByRole('listbox').count()).toBe(0);
});

test('200 recent customers can be walked through, and the active one is in sight', async () => {
  await using form = await browser.open(snapshot(), { width: 220, height: 240 });
  const rows = Array.from({ length: 200 }, (_, at) => ({
    ...initech,
    key: `c${at}`,
    name: `Customer ${at}`,
  }));
  await form.post(matches(await searchNumber(form, ''), '', rows));
  await option(form, 'Customer 199').waitFor();
  await form.page.keyboard.press('ArrowUp');
  await expect.poll(() => activeRow(form)).toBe('Customer 199');
  const isInSight: unknown = await form.page.evaluate(`(() => {
    const { top, bottom } = document.querySelector('[aria-selected=true]').getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  })()`);
  expect(isInSight).toBe(true);
});
