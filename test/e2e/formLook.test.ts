import { expect, test } from 'vitest';
import { type Snapshot } from '../../src/form/messages.ts';
import { resellerSnapshot, snapshot, values } from '../unit/form/snapshots.ts';
import { browserForFile, seriousViolations } from './formHarness.ts';
import { themes, type ThemeName } from './themes.ts';
import { everything, wrong, acme } from './formStates.ts';

// How the built form looks in every theme and size, in a real browser and under the policy that it has in the editor.

const browser = browserForFile();

const themeNames = Object.keys(themes) as ThemeName[];

test('in a low view the state of a note stays visible; otherwise the fields get the space', async () => {
  await using form = await browser.open(snapshot({ values: values({ target: 'acme', text: 'b' }) }), {
    height: 330,
  });
  const { page } = form;
  const inSight = (id: string) =>
    page.evaluate(`(() => {
      const { top, bottom } = document.getElementById('${id}').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    })()`);
  expect(await inSight('send')).toBe(false);
  await page.getByRole('textbox', { name: 'Text' }).press('ControlOrMeta+Enter');
  await form.post(
    snapshot({ seq: 1, progress: { state: 'sending', message: 'Undo takes it back.', undo: true } }),
  );
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  expect([await inSight('status'), await inSight('cancel')]).toEqual([true, true]);
  await form.post(
    snapshot({ draftId: 'draft-2', progress: { state: 'sent', message: 'Sent to Acme Corp.' } }),
  );
  await page.locator('[role=status]', { hasText: 'Sent to Acme Corp.' }).waitFor();
  expect(await inSight('status')).toBe(true);
});

test('the text field grows with its text, and shows a character count near the limit', async () => {
  await using form = await browser.open(resellerSnapshot());
  const text = form.page.getByRole('textbox', { name: 'Text' });
  const before = (await text.boundingBox())?.height ?? 0;
  await text.fill('line\n'.repeat(12));
  expect((await text.boundingBox())?.height ?? 0).toBeGreaterThan(before);
  expect(await form.page.locator('#text-count').isVisible()).toBe(false);
  await text.fill('x'.repeat(4200));
  expect(await form.page.locator('#text-count').textContent()).toBe('4,200 / 5,000');
});

test.each([200, 360, 900])('at %i pixels nothing has to be scrolled sideways', async (width) => {
  for (const view of [everything, { ...wrong, attachment: { name: `${'long'.repeat(40)}.pdf`, size: 5 } }]) {
    await using form = await browser.open(view, { width });
    const over: unknown = await form.page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(over).toBe(0);
    const outside: unknown = await form.page.evaluate(`
      [...document.querySelectorAll('button, input, select, textarea, p')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 0.5)
        .map((one) => one.id)
    `);
    expect(outside).toEqual([]);
  }
});
test.each(themeNames)('axe finds nothing serious in %s', async (theme) => {
  const choose: Snapshot['check'] = { state: 'choose', account: 'Cloud resale', targets: [acme, acme] };
  const views = [everything, wrong, { ...wrong, check: choose }];
  for (const view of views) {
    await using form = await browser.open(view, { theme });
    expect(await seriousViolations(form.page)).toEqual([]);
  }
});

test.each(themeNames)('in %s the focused control shows its focus', async (theme) => {
  await using form = await browser.open(everything, { theme });
  for (const id of ['add-account', 'account', 'target', 'text', 'occurredAt', 'attach', 'send', 'discard']) {
    await form.page.locator(`#${id}`).focus();
    await form.page.keyboard.press('Shift');
    const outline: unknown = await form.page.evaluate(
      '(({ outlineStyle, outlineWidth }) => outlineStyle + " " + outlineWidth)(getComputedStyle(document.activeElement))',
    );
    expect(outline, id).toBe('solid 1px');
  }
});
