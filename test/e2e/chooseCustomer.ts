import type { FrameLocator } from 'playwright-core';

/** Searches for a customer in the form and takes the row that is highlighted, which is or leads to `name`. */
export async function chooseCustomer(form: FrameLocator, typed: string, name: string): Promise<void> {
  await form.locator('#target').fill(typed);
  await form.locator('[role=option][aria-selected=true]').waitFor();
  await form.locator('#target').press('Enter');
  await form.locator('#customer', { hasText: name }).waitFor();
}
