import { expect, test } from 'vitest';
import type { Matches } from '../../src/form/messages.ts';
import { matchRow } from '../unit/form/snapshots.ts';
import { browserForFile, seriousViolations } from './formHarness.ts';
import { themes, type ThemeName } from './themes.ts';
import { listingForm, search, acme, globex, initech } from './formSearchHarness.ts';

// How the list of the form's target field looks, and what it says to assistive technology, in a real browser.

const browser = browserForFile();

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

test('the field and its list are tied together as a combobox', async () => {
  await using form = await browser.open(listingForm());
  const attributes = await form.page.evaluate(`(() => {
    const field = document.getElementById('target');
    const names = ['role', 'aria-autocomplete', 'aria-haspopup', 'aria-controls', 'aria-expanded'];
    return names.map((name) => field.getAttribute(name));
  })()`);
  expect(attributes).toEqual(['combobox', 'list', 'listbox', 'matches-list', 'false']);
  await search(form, 'a', [acme, globex]);
  const list = form.page.getByRole('listbox', { name: 'Matches' });
  await list.getByRole('group', { name: 'Found' }).getByRole('option').first().waitFor();
  expect(await list.getAttribute('id')).toBe('matches-list');
  expect(await list.locator('[aria-selected=true]').count()).toBe(1);
});

test.each(themeNames)('axe finds nothing serious in %s with the list open, full or empty', async (theme) => {
  for (const groups of [many, []]) {
    await using form = await browser.open(listingForm(), { theme });
    await search(form, 'a', [], { groups, message: '1,200 customers read so far', filling: true });
    await form.page.locator('#matches').waitFor();
    expect(await seriousViolations(form.page)).toEqual([]);
  }
});

test.each([200, 360, 900])('at %i pixels the open list is not wider than the form', async (width) => {
  await using form = await browser.open(listingForm(), { width });
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
