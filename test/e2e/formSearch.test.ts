import { expect, test } from 'vitest';
import { matches, snapshot } from '../unit/form/snapshots.ts';
import { browserForFile } from './formHarness.ts';
import {
  listingForm,
  messagesOf,
  searchNumber,
  search,
  field,
  option,
  activeRow,
  expanded,
  acme,
  globex,
  initech,
} from './formSearchHarness.ts';

// Typing in the form's target field and choosing from its list, in a real browser. The test plays the host.

const browser = browserForFile();

test('an empty field lists pinned and recent customers, and one is chosen with the keyboard', async () => {
  await using form = await browser.open(snapshot());
  expect([await expanded(form), await form.page.getByRole('listbox').count()]).toEqual(['false', 0]);
  await field(form).focus();
  const answer = {
    ...matches(await searchNumber(form, ''), []),
    groups: [
      { heading: 'Pinned', rows: [acme] },
      { heading: 'Recent', rows: [globex, initech] },
    ],
  };
  await form.post(answer);
  await option(form, 'Globex').waitFor();
  expect([await expanded(form), await activeRow(form)]).toEqual(['true', null]);
  expect(await form.page.getByRole('group', { name: 'Recent' }).getByRole('option').count()).toBe(2);
  await form.page.keyboard.press('Escape');
  expect([await expanded(form), await form.page.getByRole('listbox').count()]).toEqual(['false', 0]);
  expect(await messagesOf(form, 'endSearch')).toHaveLength(1);
  // An answer to the list that was closed.
  await form.post(answer);
  await form.page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await messagesOf(form, 'search')).length, { interval: 5 }).toBe(2);
  await form.post({ ...answer, number: (await messagesOf(form, 'search')).at(-1)?.number });
  await expect.poll(() => activeRow(form), { interval: 5 }).toBe('Acme Corp true');
  await form.page.keyboard.press('ArrowDown');
  await form.page.keyboard.press('Enter');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' },
  ]);
  expect([await expanded(form), await activeRow(form)]).toEqual(['false', null]);
  expect(await form.page.evaluate('document.activeElement.id')).toBe('target');
  expect(form.faults).toEqual([]);
});

test('a pause in typing starts the search, the first match becomes active, and Enter chooses it', async () => {
  await using form = await browser.open(listingForm());
  await form.page.evaluate(`(() => {
    const field = document.getElementById('target');
    field.focus();
    for (const value of ['a', 'am', 'amc', 'amce']) {
      field.value = value;
      field.dispatchEvent(new Event('input'));
    }
  })()`);
  await form.post(matches(await searchNumber(form, 'amce'), [acme, globex]));
  await expect.poll(() => activeRow(form), { interval: 5 }).toBe('Acme Corp true');
  expect((await messagesOf(form, 'search')).map(({ text }) => text)).toEqual(['', 'amce']);
  const row = option(form, 'Acme Corp Acme Holding · ap@acme.example');
  expect(await row.innerText()).toContain('Active · €1,299.50 MRR · ada@notelog.example');
  expect(await form.page.locator('#matches-status').textContent()).toBe('2 matches');
  await form.page.keyboard.press('Enter');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_1' },
  ]);
  expect(await messagesOf(form, 'checkTarget')).toEqual([]);
});

test('arrows wrap around, Page Up and Down jump, Home and End leave the list, Tab chooses the active row', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'x', [acme, globex, initech], { alone: true });
  await option(form, 'Globex').waitFor();
  const after = async (...keys: string[]) => {
    for (const key of keys) await form.page.keyboard.press(key);
    return await activeRow(form);
  };
  expect(await activeRow(form)).toBe(null);
  expect(await after('ArrowUp')).toBe('Initech true');
  expect(await after('ArrowDown')).toBe('Acme Corp true');
  expect(await after('PageDown')).toBe('Initech true');
  expect(await after('PageUp')).toBe('Acme Corp true');
  expect(await after('Home')).toBe(null);
  expect(await after('ArrowDown', 'ArrowDown', 'End')).toBe(null);
  expect(await after('ArrowDown', 'ArrowDown')).toBe('Globex true');
  expect(await field(form).inputValue()).toBe('x');
  await form.page.keyboard.press('Tab');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' },
  ]);
  expect(await form.page.evaluate('document.activeElement.id')).toBe('text');
});

test('Tab chooses no row that the user did not move to, and what is typed is looked up', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'acme', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await form.page.keyboard.press('Tab');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([]);
  expect(await messagesOf(form, 'checkTarget')).toHaveLength(1);
  expect(await expanded(form)).toBe('false');
});

test('Enter looks up an id or an e-mail address as typed', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'ap@acme.example', [acme], { alone: true });
  await option(form, 'Acme Corp').waitFor();
  expect(await activeRow(form)).toBe(null);
  await form.page.keyboard.press('Enter');
  expect([await messagesOf(form, 'chooseMatch'), (await messagesOf(form, 'checkTarget')).length]).toEqual([
    [],
    1,
  ]);
});

test('a late answer to an earlier search is never shown', async () => {
  await using form = await browser.open(listingForm());
  await field(form).fill('acme');
  const older = await searchNumber(form, 'acme');
  await field(form).fill('glob');
  // Whether the new search has begun or not, the answer to the earlier one does not count.
  await form.post(matches(older, [acme]));
  const newer = await searchNumber(form, 'glob');
  await form.post(matches(older, [acme]));
  await form.post(matches(newer, [globex]));
  await form.post(matches(older, [acme]));
  await option(form, 'Globex').waitFor();
  await form.page.keyboard.press('Enter');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' },
  ]);
});

test('Enter waits for an answer that is not there yet', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'acme', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await field(form).fill('globex');
  await form.page.keyboard.press('Enter');
  // The row on the screen still belongs to what was typed before.
  expect(await messagesOf(form, 'chooseMatch')).toEqual([]);
  await form.post(matches(await searchNumber(form, 'globex'), [globex]));
  await expect
    .poll(() => messagesOf(form, 'chooseMatch'), { interval: 5 })
    .toEqual([{ type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' }]);
});

test('a row is chosen with the mouse, and the focus stays in the field', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'g', [acme, globex]);
  await option(form, 'Globex').click();
  expect(await messagesOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' },
  ]);
  expect(await messagesOf(form, 'checkTarget')).toEqual([]);
  expect(await form.page.evaluate('document.activeElement.id')).toBe('target');
  expect(await expanded(form)).toBe('false');
});

test('Ctrl+Enter sends from the field, with the list open', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'a', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await form.page.keyboard.press('Control+Enter');
  expect([(await messagesOf(form, 'send')).length, await messagesOf(form, 'chooseMatch')]).toEqual([1, []]);
  expect(await expanded(form)).toBe('false');
});
