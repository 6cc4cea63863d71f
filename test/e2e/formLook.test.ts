import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/form/messages.ts';
import { chosen, logged, matchRow, snapshot } from '../unit/form/snapshots.ts';
import { browserForFile, violations, type OpenForm } from './formHarness.ts';
import { acme, globex, lookUp, search } from './formSearchHarness.ts';
import { everything, scoped, wrong } from './formStates.ts';

// How the built form looks in every theme and size, in a real browser and under the policy that it has in the editor.

const browser = browserForFile();

const timed = {
  ...everything,
  recipient: chosen({
    warning: 'Not verified. ChartMogul cannot be reached.',
    timer: 'running',
    pinned: true,
  }),
  timer: { seconds: 65, running: true, about: 'Hooli GmbH 4' },
} satisfies Snapshot;

const states: Readonly<Record<string, Snapshot>> = {
  empty: snapshot(),
  call: everything,
  wrong,
  scoped,
  timed,
  logged: snapshot({ logged: logged() }),
  needsYou: snapshot({
    logged: logged({
      state: 'needsYou',
      isError: true,
      canUndo: false,
      message: 'API key needed',
      resolve: 'Enter Key',
    }),
  }),
  checking: { ...everything, logging: { message: 'Checking Hooli GmbH 4 in ChartMogul…', canCancel: true } },
};

/** What cannot be seen whole: of the foot and the card, or sideways of anything. Empty when all is well. */
const cut = ({ page }: OpenForm) =>
  page.evaluate(`[
    ...[...document.querySelectorAll('#state, #log, #more, #target, #customer, #details, .chip')]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { top, bottom, left, right } = one.getBoundingClientRect();
        return top < -0.5 || left < -0.5 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5;
      })
      .map((one) => one.id || one.className),
    ...(document.documentElement.scrollWidth > innerWidth ? ['sideways'] : []),
    ...(document.querySelector('.body').scrollHeight > document.querySelector('.body').clientHeight + 1 ? ['scrolls'] : []),
  ]`);

test.each([
  [220, 240],
  [300, 316],
  [480, 600],
  [900, 316],
])('at %i × %i everything is in view: head, customer, text, chips and foot', async (width, height) => {
  await using form = await browser.open(snapshot(), { width, height });
  for (const [name, state] of Object.entries(states)) {
    if (name === 'wrong') continue;
    await form.reopen(state);
    expect(await cut(form), name).toEqual([]);
    const text = await form.page.locator('#text').boundingBox();
    expect(text?.height ?? 0, name).toBeGreaterThan(40);
    await form.picture(`form-${name}-${width}x${height}`);
  }
});

test.each([
  [220, 240],
  [300, 316],
])('at %i × %i the foot says in full what becomes of a note', async (width, height) => {
  const several = { ...everything, files: { canAttach: true, notes: 12, why: 'One file for each note.' } };
  await using form = await browser.open(snapshot(), { width, height });
  for (const state of [several, states['logged'] ?? several, states['needsYou'] ?? several]) {
    await form.reopen(state);
    const shortened: unknown = await form.page.evaluate(`[...document.querySelectorAll('#state span')]
      .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight)
      .map((one) => one.textContent)`);
    expect([shortened, await cut(form)]).toEqual([[], []]);
    await form.picture(`form-foot-${state.files.notes}-${width}x${height}`);
  }
});

test('with all that can be wrong the foot is in view, and what does not fit can be scrolled to', async () => {
  for (const [width, height] of [
    [220, 240],
    [300, 316],
  ] as const) {
    await using form = await browser.open(wrong, { width, height });
    expect(await cut(form)).toEqual(expect.not.arrayContaining(['log', 'state', 'sideways']));
    await form.page.locator('#duration-problem').scrollIntoViewIfNeeded();
    expect(await form.page.locator('#duration-problem').isVisible()).toBe(true);
    await form.picture(`form-wrong-${width}x${height}`);
  }
});

test('axe finds nothing in any theme', async () => {
  await using form = await browser.open(snapshot(), { width: 300, height: 316 });
  for (const [name, state] of Object.entries(states)) {
    await form.reopen(state);
    await form.inEachTheme(async (theme) => {
      expect(await violations(form.page), `${name}, ${theme}`).toEqual([]);
      await form.picture(`form-${theme}-${name}`);
    });
  }
});

test('axe finds nothing in any theme with something open', async () => {
  const state = { ...everything, authors: ['ada@example.com'] };
  await using form = await browser.open(state);
  for (const id of ['duration', 'occurredAt', 'author', 'attachment', 'more', 'details']) {
    const size = id === 'details' ? { width: 220, height: 240 } : { width: 300, height: 316 };
    await form.page.setViewportSize(size);
    await form.reopen(state);
    await form.page.locator(`#${id}`).click();
    await form.page.locator('.popup').waitFor();
    await form.inEachTheme(async (theme) => {
      const popup = await form.page.locator('.popup').boundingBox();
      expect(popup?.y ?? -1, id).toBeGreaterThanOrEqual(0);
      expect((popup?.x ?? 0) + (popup?.width ?? 0), id).toBeLessThanOrEqual(size.width);
      expect(await violations(form.page), `${id}, ${theme}`).toEqual([]);
      await form.picture(`form-${theme}-open-${id}`);
    });
  }
});

test('axe finds nothing in any theme with the list open, full or empty', async () => {
  const long = matchRow('k', 'Långt namn '.repeat(8), { who: 'Företag '.repeat(9) });
  for (const groups of [
    [
      { heading: 'Pinned', rows: [acme] },
      { heading: 'Found', rows: [globex, long, lookUp] },
    ],
    [],
  ]) {
    await using form = await browser.open(snapshot(), { width: 300, height: 316 });
    await search(form, 'ac', [], {
      groups,
      message: '1,200 customers read so far',
      filling: true,
      first: acme.key,
    });
    await form.page.locator('.popup').waitFor();
    await form.inEachTheme(async (theme) => {
      const over: unknown = await form.page
        .evaluate(`[...document.querySelectorAll('.popup, .rows, .row, .row > *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5).length`);
      expect(over).toBe(0);
      expect(await violations(form.page), theme).toEqual([]);
      await form.picture(`form-${theme}-list-${groups.length}`);
    });
  }
});

test('in every theme the focused control shows its focus', async () => {
  await using form = await browser.open(scoped);
  const { page } = form;
  const ids = ['account', 'customer', 'scope', 'text', 'attachment', 'log', 'more'];
  for (const id of ids) {
    await page.locator(`#${id}`).focus();
    await page.keyboard.press('Shift');
    await form.inEachTheme(async (theme) => {
      const outline: unknown = await page.evaluate(
        '(({ outlineStyle, outlineWidth }) => outlineStyle + " " + outlineWidth)(getComputedStyle(document.activeElement))',
      );
      expect(outline, `${id}, ${theme}`).toBe('solid 1px');
    });
  }
});

test('at 200 % everything can be reached, and nothing is cut sideways', async () => {
  await using form = await browser.open(everything, { width: 440, height: 480, zoom: 2 });
  expect(await cut(form)).toEqual([]);
  await using low = await browser.open(everything, { width: 300, height: 316, zoom: 2 });
  for (const id of ['kind-call', 'customer', 'text', 'details', 'log']) {
    await low.page.locator(`#${id}`).scrollIntoViewIfNeeded();
    expect(await low.page.locator(`#${id}`).boundingBox(), id).not.toBe(null);
  }
  expect(await low.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await low.picture('form-zoomed');
});

test('a pane of no height shows no fault, and the form is there again when it grows', async () => {
  await using form = await browser.open(everything, { width: 300, height: 1 });
  await form.page.locator('#duration').waitFor({ state: 'attached' });
  await form.page.setViewportSize({ width: 300, height: 316 });
  expect([await cut(form), form.faults]).toEqual([[], []]);
});

test.each([
  ['300 letters', 'Donaudampfschifffahrtsgesellschaft '.repeat(9).slice(0, 300)],
  ['300 letters without a blank', 'x'.repeat(300)],
  ['emoji', '🦄👩‍👩‍👧‍👦 Ünïcorn 🦄'],
  ['right to left', 'شركة هولي للتجارة 4'],
])('a name of %s moves and cuts nothing', async (name, whom) => {
  const long = {
    ...everything,
    recipient: chosen({ name: whom, facts: [whom, whom], lastNote: { state: 'note', text: whom } }),
  } satisfies Snapshot;
  for (const [width, height] of [
    [220, 240],
    [300, 316],
  ] as const) {
    await using form = await browser.open(long, { width, height });
    expect(await cut(form)).toEqual([]);
    await using plain = await browser.open(everything, { width, height });
    const textOf = (each: OpenForm) => each.page.locator('#text').boundingBox();
    expect(await textOf(form)).toEqual(await textOf(plain));
    await form.picture(`form-name of ${name}-${width}x${height}`);
  }
});

test('very long messages leave the button in view', async () => {
  const message = 'The service says a great deal about why it cannot do this. '.repeat(30);
  const state = {
    ...everything,
    unsaved: message,
    notice: { message, isError: true },
    logged: logged({ message, state: 'needsYou', isError: true, resolve: 'Compare' }),
    recipient: chosen({ warning: message }),
  } satisfies Snapshot;
  await using form = await browser.open(state, { width: 300, height: 400 });
  expect(await cut(form)).toEqual(expect.not.arrayContaining(['log', 'state', 'sideways']));
  expect(await form.page.getByRole('button', { name: 'Compare' }).isVisible()).toBe(true);
});

test('nothing turns or runs where motion is to be reduced', async () => {
  await using form = await browser.open(states['checking'] ?? snapshot());
  await form.page.emulateMedia({ reducedMotion: 'reduce' });
  const running: unknown = await form.page.evaluate(`document.getAnimations().length`);
  expect(running).toBe(0);
  await form.page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await form.page.evaluate(`document.getAnimations().length`)).toBeGreaterThan(0);
  await form.page.evaluate(`document.body.classList.add('vscode-reduce-motion')`);
  expect(await form.page.evaluate(`document.getAnimations().length`)).toBe(0);
});

test('from right to left the form is its own mirror', async () => {
  await using form = await browser.open(everything, { width: 300, height: 316 });
  await form.page.evaluate(`document.documentElement.dir = 'rtl'`);
  expect(await cut(form)).toEqual([]);
  await form.page.locator('#duration').click();
  const popup = await form.page.locator('.popup').boundingBox();
  expect(popup?.x ?? -1).toBeGreaterThanOrEqual(0);
  await form.picture('form-rtl');
});

test('the search field and its list are tied together as a combobox', async () => {
  await using form = await browser.open(snapshot());
  await search(form, 'a', [acme, globex]);
  await form.page.locator('#matches').waitFor();
  const attributes = await form.page.evaluate(`(() => {
    const field = document.getElementById('target');
    const names = ['role', 'aria-autocomplete', 'aria-haspopup', 'aria-controls', 'aria-expanded', 'aria-activedescendant'];
    return names.map((name) => field.getAttribute(name));
  })()`);
  expect(attributes).toEqual(['combobox', 'list', 'listbox', 'matches', 'true', 'match-0']);
  const list = form.page.getByRole('listbox', { name: 'Customers' });
  expect(await list.getByRole('group', { name: 'Found' }).getByRole('option').count()).toBe(2);
  expect(await list.locator('[aria-selected=true]').count()).toBe(1);
});
