import { expect, test } from 'vitest';
import { matches, matchRow, resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
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
} from './formSearchHarness.ts';

// What the list of the form's target field shows, and when its rows change, in a real browser. The test plays the host.

const browser = browserForFile();

test('a filling list announces its progress once and grows, but not after the user moved to a row', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'a', [], { message: '200 customers read so far', filling: true });
  const status = form.page.locator('#matches-status');
  const message = form.page.locator('#matches-message');
  await expect.poll(() => status.textContent()).toBe('Nothing found yet. 200 customers read so far');
  expect([await message.isVisible(), await expanded(form)]).toEqual([true, 'false']);
  const number = await searchNumber(form, 'a');
  await form.post(matches(number, [], { message: '400 customers read so far', filling: true }));
  await expect.poll(() => message.textContent()).toBe('Nothing found yet. 400 customers read so far');
  expect(await status.textContent()).toBe('Nothing found yet. 200 customers read so far');
  await form.post(matches(number, [acme], { message: '600 customers read so far', filling: true }));
  await expect.poll(() => status.textContent()).toBe('1 match. 600 customers read so far');
  // Enter means the first match, however late it comes.
  expect(await activeRow(form)).toBe('Acme Corp true');
  await form.page.keyboard.press('ArrowDown');
  await form.post(matches(number, [globex, acme]));
  await expect.poll(() => message.textContent()).toBe('');
  expect(await form.page.getByRole('option').count()).toBe(1);
  expect(await activeRow(form)).toBe('Acme Corp true');
});

test('rows stay under the mouse, and new ones appear once it has left', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'a', [], { filling: true });
  const number = await searchNumber(form, 'a');
  const message = form.page.locator('#matches-message');
  await message.hover();
  // Nothing can be clicked on yet.
  await form.post(matches(number, [acme], { message: '200 customers read so far', filling: true }));
  await option(form, 'Acme Corp').hover();
  await form.post(matches(number, [globex, acme]));
  await expect.poll(() => message.textContent()).toBe('');
  expect(await form.page.getByRole('option').count()).toBe(1);
  await form.page.mouse.move(0, 0);
  await option(form, 'Globex').waitFor();
  expect(await activeRow(form)).toBe('Globex true');
});

test('an empty list says what Enter does, and a row that opens a list is announced as such once', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'acme inc', []);
  await expect
    .poll(() => form.page.locator('#matches-status').textContent())
    .toBe('Nothing found. Press Enter to ask the service');
  await search(form, 'fabrikam', [matchRow('account 29', 'Fabrikam', { opensList: true })]);
  await option(form, 'Fabrikam').waitFor();
  expect((await option(form, 'Fabrikam').textContent())?.split('opens a list')).toHaveLength(2);
});

test('the list says that there are more matches', async () => {
  await using form = await browser.open(listingForm());
  await search(form, 'a', [acme, globex], { more: true });
  await form.page.getByText('2 and more: keep typing to narrow them down').first().waitFor();
});

test('without a directory the field only offers recent targets', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'acme', []);
  await field(form).press('Enter');
  expect(await messagesOf(form, 'checkTarget')).toHaveLength(1);
  expect(await form.page.locator('#matches').isVisible()).toBe(false);
  await search(form, 'glob', [globex]);
  await option(form, 'Globex').waitFor();
});

test('after a change of account the rows of the previous one are gone', async () => {
  const accounts = [...snapshot().accounts, { id: 'second', label: 'Second', provider: 'ChartMogul' }];
  await using form = await browser.open(listingForm({ accounts }));
  await search(form, 'a', [acme]);
  await option(form, 'Acme Corp').waitFor();
  const number = await searchNumber(form, 'a');
  await form.post(listingForm({ accounts, seq: 9, values: values({ account: 'second', target: 'a' }) }));
  await expect.poll(() => expanded(form)).toBe('false');
  expect(await form.page.locator('#matches-list').innerHTML()).toBe('');
  await form.post(matches(number, [acme]));
  await form.page.keyboard.press('Enter');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([]);
});

test('a row opens the list of what belongs to it, and Escape returns', async () => {
  const reseller = resellerSnapshot();
  const shape = {
    ...reseller.shape,
    targets: reseller.shape.targets.map((each) => ({ ...each, listed: true })),
  };
  await using form = await browser.open({ ...reseller, shape });
  const fabrikam = matchRow('account 29', 'Fabrikam', { opensList: true });
  const mail = matchRow('subscription 3056', 'Mail Hosting');
  await search(form, 'fab', [fabrikam]);
  await option(form, 'Fabrikam').waitFor();
  await form.page.keyboard.press('Enter');
  expect(await messagesOf(form, 'chooseMatch')).toEqual([]);
  const inside = { within: 'Fabrikam', filling: true } as const;
  const number = await searchNumber(form, '', 'account 29');
  await form.post(matches(number, [], inside));
  const status = form.page.locator('#matches-status');
  await expect.poll(() => status.textContent()).toBe('Fabrikam. Reading…');
  expect(await field(form).inputValue()).toBe('');
  await form.post(matches(number, [mail], { within: 'Fabrikam' }));
  await option(form, 'Mail Hosting').waitFor();
  expect(await form.page.locator('#matches-within').textContent()).toContain('Fabrikam');
  await form.page.keyboard.press('Escape');
  expect(await field(form).inputValue()).toBe('fab');
  await form.post(matches(await searchNumber(form, 'fab'), [fabrikam]));
  await option(form, 'Fabrikam').click();
  await form.post(matches(await searchNumber(form, '', 'account 29'), [mail], { within: 'Fabrikam' }));
  await option(form, 'Mail Hosting').click();
  expect(await messagesOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'subscription 3056' },
  ]);
});
