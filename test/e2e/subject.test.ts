import { expect, test } from 'vitest';
import { openBrowser } from './formHarness.ts';
import { snapshot } from '../unit/form/snapshots.ts';

test('subject', async () => {
  await using browser = await openBrowser();
  await using form = await browser.open(snapshot({ problems: [{ field: 'subject', message: 'Wrong.' }] }));
  await expect.poll(() => form.page.locator('#subject-problem').textContent()).toBe('Wrong.');
  await form.page.getByLabel('Subject').fill('Renewal');
  await expect
    .poll(() => form.messages())
    .toContainEqual(expect.objectContaining({ type: 'edit', field: 'subject', value: 'Renewal' }));
  expect(await form.page.locator('#subject-problem').isVisible()).toBe(false);
});
