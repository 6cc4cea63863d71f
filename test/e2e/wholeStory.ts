import { expect } from 'vitest';
import type { Keyboard } from './keyboard.ts';

// What several parts of the story by keyboard alone do alike.

const patiently = { interval: 250 };

/** Finds a customer in the form by what is typed, and goes on to the text with it. */
export async function findCustomer(keys: Keyboard, typed: string, name: string): Promise<void> {
  const { form } = keys.window;
  await keys.command('Notelog: Open Note Form');
  await keys.isAt('combobox "Customer"');
  await keys.type(typed);
  await form.locator('[role=option][aria-selected=true]', { hasText: name }).waitFor();
  await keys.press('Enter');
  await keys.isAt('textbox "Text"');
}

/** Types when a call was and who had it; the focus is in the field "When" before, and at the author afterwards. */
export async function setTimeAndAuthor(keys: Keyboard, time: string, author: string): Promise<void> {
  await keys.isAt('textbox "When"');
  await keys.type(time);
  await keys.press('Enter');
  await keys.isAt('button "When: ');
  await keys.press('ArrowRight', 'Enter');
  await keys.isAt('textbox "Author"');
  await keys.type(author);
  await keys.press('Enter');
  await keys.isAt(`button "Author: ${author}"`);
}

/** Logs what is in the form and takes it back; its text, with the focus, is in the form again. */
export async function logAndUndo(keys: Keyboard, customer: string, text: string): Promise<void> {
  const { form } = keys.window;
  await keys.press('ControlOrMeta+Enter');
  await form.getByText(`Logged for ${customer}`).waitFor();
  await keys.goTo('button "Undo"');
  await keys.press('Enter');
  await expect.poll(() => form.locator('#text').inputValue(), patiently).toBe(text);
  await keys.isAt('textbox "Text"');
}
