import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Matches, FormMessage, Snapshot } from '../../src/form/messages.ts';
import { matches, matchRow, resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
import { openBrowser, seriousViolations, type OpenForm } from './formHarness.ts';
import { themes, type ThemeName } from './themes.ts';

// The search in the form's target field, in a real browser: the host's side is played by the test.

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

const acme = matchRow('customer cus_1', 'Acme Corp', {
  who: 'Acme Holding · ap@acme.example',
  how: 'Active · €1,299.50 MRR · ada@notelog.example',
});
const globex = matchRow('customer cus_2', 'Globex', { who: 'globex@example.com' });
const initech = matchRow('customer cus_3', 'Initech');

/** A form whose targets can be found by name. */
function listed(changes: Partial<Snapshot> = {}): Snapshot {
  const given = snapshot(changes);
  const targets = given.shape.targets.map((each) => ({ ...each, listed: true }));
  return { ...given, shape: { ...given.shape, targets } };
}

async function saidOf<T extends FormMessage['type']>(
  form: OpenForm,
  type: T,
): Promise<Extract<FormMessage, { type: T }>[]> {
  const said = await form.messages();
  return said.filter((message): message is Extract<FormMessage, { type: T }> => message.type === type);
}

/** Waits until the form has asked for `text`, and says under which number. */
async function asked(form: OpenForm, text: string, within: string | null = null): Promise<number> {
  const newest = async () => (await saidOf(form, 'search')).at(-1);
  await expect.poll(newest, { interval: 5 }).toMatchObject({ text, within });
  return (await newest())?.number ?? 0;
}

/** Types into the field, and answers. */
async function search(
  form: OpenForm,
  text: string,
  rows: Matches['groups'][number]['rows'],
  changes: Partial<Matches> = {},
): Promise<void> {
  await field(form).fill(text);
  await form.post(matches(await asked(form, text), rows, changes));
}

const field = ({ page }: OpenForm) => page.locator('#target');
const option = ({ page }: OpenForm, name: string) => page.getByRole('option', { name });
/** The name of the row that is meant. */
const meant = ({ page }: OpenForm) =>
  page.evaluate(`(() => {
    const field = document.getElementById('target');
    const node = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
    return node === null ? null : node.querySelector('.choice-name').textContent + ' ' + node.getAttribute('aria-selected');
  })()`);
const expanded = (form: OpenForm) => field(form).getAttribute('aria-expanded');

test('an empty field opens pinned and recent ones, and one is chosen by keyboard', async () => {
  await using form = await browser.open(snapshot());
  expect([await expanded(form), await form.page.getByRole('listbox').count()]).toEqual(['false', 0]);
  await field(form).focus();
  const answer = {
    ...matches(await asked(form, ''), []),
    groups: [
      { heading: 'Pinned', rows: [acme] },
      { heading: 'Recent', rows: [globex, initech] },
    ],
  };
  await form.post(answer);
  await option(form, 'Globex').waitFor();
  expect([await expanded(form), await meant(form)]).toEqual(['true', null]);
  expect(await form.page.getByRole('group', { name: 'Recent' }).getByRole('option').count()).toBe(2);
  await form.page.keyboard.press('Escape');
  expect([await expanded(form), await form.page.getByRole('listbox').count()]).toEqual(['false', 0]);
  expect(await saidOf(form, 'endSearch')).toHaveLength(1);
  // An answer to the list that was closed.
  await form.post(answer);
  await form.page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await saidOf(form, 'search')).length, { interval: 5 }).toBe(2);
  await form.post({ ...answer, number: (await saidOf(form, 'search')).at(-1)?.number });
  await expect.poll(() => meant(form), { interval: 5 }).toBe('Acme Corp true');
  await form.page.keyboard.press('ArrowDown');
  await form.page.keyboard.press('Enter');
  expect(await saidOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' },
  ]);
  expect([await expanded(form), await meant(form)]).toEqual(['false', null]);
  expect(await form.page.evaluate('document.activeElement.id')).toBe('target');
  expect(form.faults).toEqual([]);
});

test('typing asks once it pauses, the first match is active, and Enter chooses it', async () => {
  await using form = await browser.open(listed());
  await form.page.evaluate(`(() => {
    const field = document.getElementById('target');
    field.focus();
    for (const value of ['a', 'am', 'amc', 'amce']) {
      field.value = value;
      field.dispatchEvent(new Event('input'));
    }
  })()`);
  await form.post(matches(await asked(form, 'amce'), [acme, globex]));
  await expect.poll(() => meant(form), { interval: 5 }).toBe('Acme Corp true');
  expect((await saidOf(form, 'search')).map(({ text }) => text)).toEqual(['', 'amce']);
  const row = option(form, 'Acme Corp Acme Holding · ap@acme.example');
  expect(await row.innerText()).toContain('Active · €1,299.50 MRR · ada@notelog.example');
  expect(await form.page.locator('#matches-status').textContent()).toBe('2 matches');
  await form.page.keyboard.press('Enter');
  expect(await saidOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_1' },
  ]);
  expect(await saidOf(form, 'checkTarget')).toEqual([]);
});

test('the field and its list are tied together as a combobox', async () => {
  await using form = await browser.open(listed());
  const given = await form.page.evaluate(`(() => {
    const field = document.getElementById('target');
    const names = ['role', 'aria-autocomplete', 'aria-haspopup', 'aria-controls', 'aria-expanded'];
    return names.map((name) => field.getAttribute(name));
  })()`);
  expect(given).toEqual(['combobox', 'list', 'listbox', 'matches-list', 'false']);
  await search(form, 'a', [acme, globex]);
  const list = form.page.getByRole('listbox', { name: 'Matches' });
  await list.getByRole('group', { name: 'Found' }).getByRole('option').first().waitFor();
  expect(await list.getAttribute('id')).toBe('matches-list');
  expect(await list.locator('[aria-selected=true]').count()).toBe(1);
});

test('arrows wrap around, Page Down jumps, Home and the caret leave the list, Tab chooses the row moved to', async () => {
  await using form = await browser.open(listed());
  await search(form, 'x', [acme, globex, initech], { alone: true });
  await option(form, 'Globex').waitFor();
  const after = async (...keys: string[]) => {
    for (const key of keys) await form.page.keyboard.press(key);
    return await meant(form);
  };
  expect(await meant(form)).toBe(null);
  expect(await after('ArrowUp')).toBe('Initech true');
  expect(await after('ArrowDown')).toBe('Acme Corp true');
  expect(await after('PageDown')).toBe('Initech true');
  expect(await after('PageUp')).toBe('Acme Corp true');
  expect(await after('Home')).toBe(null);
  expect(await after('ArrowDown', 'ArrowDown', 'End')).toBe(null);
  expect(await after('ArrowDown', 'ArrowDown')).toBe('Globex true');
  expect(await field(form).inputValue()).toBe('x');
  await form.page.keyboard.press('Tab');
  expect(await saidOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' },
  ]);
  expect(await form.page.evaluate('document.activeElement.id')).toBe('text');
});

test('Tab chooses no row that the user did not move to, and what is typed is looked up', async () => {
  await using form = await browser.open(listed());
  await search(form, 'acme', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await form.page.keyboard.press('Tab');
  expect(await saidOf(form, 'chooseMatch')).toEqual([]);
  expect(await saidOf(form, 'checkTarget')).toHaveLength(1);
  expect(await expanded(form)).toBe('false');
});

test('Enter looks up an id or an e-mail address as typed', async () => {
  await using form = await browser.open(listed());
  await search(form, 'ap@acme.example', [acme], { alone: true });
  await option(form, 'Acme Corp').waitFor();
  expect(await meant(form)).toBe(null);
  await form.page.keyboard.press('Enter');
  expect([await saidOf(form, 'chooseMatch'), (await saidOf(form, 'checkTarget')).length]).toEqual([[], 1]);
});

test('a late answer to an older question is never shown', async () => {
  await using form = await browser.open(listed());
  await field(form).fill('acme');
  const older = await asked(form, 'acme');
  await field(form).fill('glob');
  // Not asked yet, or asked already: neither is answered by the older one.
  await form.post(matches(older, [acme]));
  const newer = await asked(form, 'glob');
  await form.post(matches(older, [acme]));
  await form.post(matches(newer, [globex]));
  await form.post(matches(older, [acme]));
  await option(form, 'Globex').waitFor();
  await form.page.keyboard.press('Enter');
  expect(await saidOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' },
  ]);
});

test('Enter before the answer waits for it', async () => {
  await using form = await browser.open(listed());
  await search(form, 'acme', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await field(form).fill('globex');
  await form.page.keyboard.press('Enter');
  // The row on the screen is of what was typed before.
  expect(await saidOf(form, 'chooseMatch')).toEqual([]);
  await form.post(matches(await asked(form, 'globex'), [globex]));
  await expect
    .poll(() => saidOf(form, 'chooseMatch'), { interval: 5 })
    .toEqual([{ type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' }]);
});

test('a row is chosen with the mouse, and the focus stays in the field', async () => {
  await using form = await browser.open(listed());
  await search(form, 'g', [acme, globex]);
  await option(form, 'Globex').click();
  expect(await saidOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'customer cus_2' },
  ]);
  expect(await saidOf(form, 'checkTarget')).toEqual([]);
  expect(await form.page.evaluate('document.activeElement.id')).toBe('target');
  expect(await expanded(form)).toBe('false');
});

test('a filling list announces its progress once and grows, but not after the user moved to a row', async () => {
  await using form = await browser.open(listed());
  await search(form, 'a', [], { message: '200 customers read so far', filling: true });
  const status = form.page.locator('#matches-status');
  const told = form.page.locator('#matches-message');
  await expect.poll(() => status.textContent()).toBe('Nothing found yet. 200 customers read so far');
  expect([await told.isVisible(), await expanded(form)]).toEqual([true, 'false']);
  const number = await asked(form, 'a');
  await form.post(matches(number, [], { message: '400 customers read so far', filling: true }));
  await expect.poll(() => told.textContent()).toBe('Nothing found yet. 400 customers read so far');
  expect(await status.textContent()).toBe('Nothing found yet. 200 customers read so far');
  await form.post(matches(number, [acme], { message: '600 customers read so far', filling: true }));
  await expect.poll(() => status.textContent()).toBe('1 match. 600 customers read so far');
  // The first match is meant whenever it comes.
  expect(await meant(form)).toBe('Acme Corp true');
  await form.page.keyboard.press('ArrowDown');
  await form.post(matches(number, [globex, acme]));
  await expect.poll(() => told.textContent()).toBe('');
  expect(await form.page.getByRole('option').count()).toBe(1);
  expect(await meant(form)).toBe('Acme Corp true');
});

test('rows stay under the mouse, and new ones appear once it has left', async () => {
  await using form = await browser.open(listed());
  await search(form, 'a', [], { filling: true });
  const number = await asked(form, 'a');
  const told = form.page.locator('#matches-message');
  await told.hover();
  // Nothing can be clicked on yet.
  await form.post(matches(number, [acme], { message: '200 customers read so far', filling: true }));
  await option(form, 'Acme Corp').hover();
  await form.post(matches(number, [globex, acme]));
  await expect.poll(() => told.textContent()).toBe('');
  expect(await form.page.getByRole('option').count()).toBe(1);
  await form.page.mouse.move(0, 0);
  await option(form, 'Globex').waitFor();
  expect(await meant(form)).toBe('Globex true');
});

test('an empty list says what Enter does, and a row that opens a list is announced as such once', async () => {
  await using form = await browser.open(listed());
  await search(form, 'acme inc', []);
  await expect
    .poll(() => form.page.locator('#matches-status').textContent())
    .toBe('Nothing found. Enter asks the service');
  await search(form, 'fabrikam', [matchRow('account 29', 'Fabrikam', { opensList: true })]);
  await option(form, 'Fabrikam').waitFor();
  expect((await option(form, 'Fabrikam').textContent())?.split('opens a list')).toHaveLength(2);
});

test('the list says that there are more matches', async () => {
  await using form = await browser.open(listed());
  await search(form, 'a', [acme, globex], { more: true });
  await form.page.getByText('2 and more: type on to narrow it down').first().waitFor();
});

test('without a directory the field only offers recent targets', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'acme', []);
  await field(form).press('Enter');
  expect(await saidOf(form, 'checkTarget')).toHaveLength(1);
  expect(await form.page.locator('#matches').isVisible()).toBe(false);
  await search(form, 'glob', [globex]);
  await option(form, 'Globex').waitFor();
});

test('after a change of account the rows of the first one are gone', async () => {
  const accounts = [...snapshot().accounts, { id: 'second', label: 'Second', provider: 'ChartMogul' }];
  await using form = await browser.open(listed({ accounts }));
  await search(form, 'a', [acme]);
  await option(form, 'Acme Corp').waitFor();
  const number = await asked(form, 'a');
  await form.post(listed({ accounts, seq: 9, values: values({ account: 'second', target: 'a' }) }));
  await expect.poll(() => expanded(form)).toBe('false');
  expect(await form.page.locator('#matches-list').innerHTML()).toBe('');
  await form.post(matches(number, [acme]));
  await form.page.keyboard.press('Enter');
  expect(await saidOf(form, 'chooseMatch')).toEqual([]);
});

test('a row opens the list of what belongs to it, and Escape returns', async () => {
  const given = resellerSnapshot();
  const shape = { ...given.shape, targets: given.shape.targets.map((each) => ({ ...each, listed: true })) };
  await using form = await browser.open({ ...given, shape });
  const fabrikam = matchRow('account 29', 'Fabrikam', { opensList: true });
  const mail = matchRow('subscription 3056', 'Mail Hosting');
  await search(form, 'fab', [fabrikam]);
  await option(form, 'Fabrikam').waitFor();
  await form.page.keyboard.press('Enter');
  expect(await saidOf(form, 'chooseMatch')).toEqual([]);
  const inside = { within: 'Fabrikam', filling: true } as const;
  const number = await asked(form, '', 'account 29');
  await form.post(matches(number, [], inside));
  const status = form.page.locator('#matches-status');
  await expect.poll(() => status.textContent()).toBe('Fabrikam. Reading…');
  expect(await field(form).inputValue()).toBe('');
  await form.post(matches(number, [mail], { within: 'Fabrikam' }));
  await option(form, 'Mail Hosting').waitFor();
  expect(await form.page.locator('#matches-within').textContent()).toContain('Fabrikam');
  await form.page.keyboard.press('Escape');
  expect(await field(form).inputValue()).toBe('fab');
  await form.post(matches(await asked(form, 'fab'), [fabrikam]));
  await option(form, 'Fabrikam').click();
  await form.post(matches(await asked(form, '', 'account 29'), [mail], { within: 'Fabrikam' }));
  await option(form, 'Mail Hosting').click();
  expect(await saidOf(form, 'chooseMatch')).toEqual([
    { type: 'chooseMatch', draftId: 'draft-1', key: 'subscription 3056' },
  ]);
});

test('Ctrl+Enter sends from the field, with the list open', async () => {
  await using form = await browser.open(listed());
  await search(form, 'a', [acme]);
  await option(form, 'Acme Corp').waitFor();
  await form.page.keyboard.press('Control+Enter');
  expect([(await saidOf(form, 'send')).length, await saidOf(form, 'chooseMatch')]).toEqual([1, []]);
  expect(await expanded(form)).toBe('false');
});

const many: Matches['groups'] = [
  { heading: 'Pinned', rows: [acme] },
  {
    heading: 'Recent',
    rows: [globex, matchRow('account 9', 'Fabrikam', { opensList: true, who: 'account 9' })],
  },
  {
    heading: 'Found',
    rows: [initech, { ...acme, key: 'k', who: 'Företag '.repeat(9), name: 'Långt namn '.repeat(8) }],
  },
];
const themeNames = Object.keys(themes) as ThemeName[];

test.each(themeNames)('axe finds nothing serious in %s with the list open, full or empty', async (theme) => {
  for (const groups of [many, []]) {
    await using form = await browser.open(listed(), { theme });
    await search(form, 'a', [], { groups, message: '1,200 customers read so far', filling: true });
    await form.page.locator('#matches').waitFor();
    expect(await seriousViolations(form.page)).toEqual([]);
  }
});

test.each([200, 360, 900])('at %i pixels the open list is not wider than the form', async (width) => {
  await using form = await browser.open(listed(), { width });
  await search(form, 'a', [], { groups: many });
  await form.page.locator('#matches').waitFor();
  const over: unknown = await form.page.evaluate(`[
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
    [...document.querySelectorAll('#matches, #matches-list, #matches [role=option], #matches .hint')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 || one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.id || one.className),
  ]`);
  expect(over).toEqual([0, []]);
});
