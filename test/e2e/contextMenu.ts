import type { Locator, Page } from 'playwright-core';
import { movement, untilDone } from './retry.ts';

/**
 * Opens the context menu of `place` and chooses from it; `before` runs while the item is under the mouse. A menu closes
 * when something else takes the focus, such as a file that opens late: then it is opened again.
 */
export async function chooseFromMenu(
  page: Page,
  place: Locator,
  item: string,
  before?: () => Promise<void>,
): Promise<void> {
  const choice = page.getByRole('menuitem', { name: item, exact: true });
  await place.waitFor();
  await untilDone(async () => {
    if (!(await choice.isVisible())) {
      // What the mouse rests on may show a box, which covers others.
      await page.mouse.move(0, 0);
      await place.click({ button: 'right', timeout: movement });
    }
    // A menu takes no click for a moment after it opened, so that a right click's release does not choose.
    await choice.hover({ timeout: movement });
  });
  await before?.();
  await choice.click({ delay: 50 });
  await choice.waitFor({ state: 'hidden' });
}
