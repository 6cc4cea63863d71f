import sharp from 'sharp';
import { expect, test } from 'vitest';
import { chosen, logged, resellerSnapshot, scope, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile, type OpenForm } from './formHarness.ts';
import { everything } from './formStates.ts';

// The form before its script has run, and after: nothing may move or flash.

const browser = browserForFile();

/** What the user sees of a form, apart from its caret and its focus: the channels of its pixels, one after the other. */
async function picture({ page }: OpenForm): Promise<Buffer> {
  await page.evaluate('document.activeElement.blur()');
  return sharp(await page.screenshot({ caret: 'hide' }))
    .raw()
    .toBuffer();
}

/**
 * How many channels of two pictures differ. One step of 255 is no difference: a round corner that is painted in several
 * pieces, as on a busy machine, is rounded otherwise than one that is painted at once.
 */
function difference(one: Buffer, other: Buffer): number {
  expect(one.length).toBe(other.length);
  return one.filter((channel, at) => Math.abs(channel - (other[at] ?? 0)) > 1).length;
}

/** Where the parts of a form stand. */
const places = ({ page }: OpenForm) =>
  page.evaluate(`[...document.querySelectorAll('.head, .segment, .account, .search, #card, #customer, #text, .chip, #state, #state .link, #log, #more')]
    .map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [node.id || node.className, Math.round(x), Math.round(y), Math.round(width), Math.round(height)];
    })`);

const states = {
  'an empty form': snapshot(),
  'a call': everything,
  'a part of a customer': resellerSnapshot({ recipient: chosen({ scope }) }),
  'several notes': { ...everything, files: { canAttach: true, notes: 3, why: 'One file for each note.' } },
  'a note that was logged': snapshot({ logged: logged({ message: `Logged for ${'Hooli '.repeat(9)}` }) }),
  'a search that was begun': snapshot({ values: values({ target: 'acme' }) }),
};

test.each(Object.entries(states))('%s stands where it will stand', async (_, given) => {
  for (const [width, height] of [
    [300, 316],
    [220, 240],
  ] as const) {
    await using before = await browser.open(given, { width, height, isWithoutScript: true });
    await using after = await browser.open(given, { width, height });
    expect(await places(before)).toEqual(await places(after));
  }
});

test('an empty form looks the same before and after', async () => {
  await using before = await browser.open(snapshot(), { width: 220, isWithoutScript: true });
  await using after = await browser.open(snapshot(), { width: 220 });
  // The corner of the text and the list of the focused field come with the script.
  await after.page.locator('#text').fill('x');
  await after.page.locator('#text').fill('');
  const first = await picture(before);
  expect(difference(first, await picture(after))).toBeGreaterThan(100);
  await after.page.evaluate(`document.querySelector('.corner').remove()`);
  expect(difference(first, await picture(after))).toBe(0);
});

test('the script takes over the elements that are there', async () => {
  await using form = await browser.open(everything, { isWithoutScript: true });
  await form.page.evaluate(`window.text = document.getElementById('text')`);
  await form.page.evaluate(browser.script);
  await form.page.locator('.cardActions').waitFor();
  expect(await form.page.evaluate(`window.text === document.getElementById('text')`)).toBe(true);
  expect(await form.page.locator('#card').count()).toBe(1);
  expect(await form.page.locator('#log').count()).toBe(1);
});
