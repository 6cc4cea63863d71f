import type { EditorWindow } from './editorWindow.ts';

/** A file of two functions that end alike. */
export const priceCode = `export function net(price: number) {
  return price / 1.19;
}

export function gross(price: number) {
  return price * 1.19;
}
`;

/** Opens a file and puts the cursor at its start. */
export async function openFileAtStart(window: EditorWindow, name: string): Promise<void> {
  await window.openExplorer();
  await window.openFile(name);
  await toStart(window);
}

/** Puts the cursor at the start of the file that is open. */
export async function toStart({ page }: EditorWindow): Promise<void> {
  await page.locator('.editor-instance .view-line').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
}

/** Selects the end of both functions of {@link priceCode}, from the line that returns something. */
export async function selectEnds(window: EditorWindow): Promise<void> {
  const { page } = window;
  await toStart(window);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+ArrowRight');
  // The word, the same one further below, and then the rest of both lines with the next ones.
  for (const key of ['D', 'D', 'L', 'L']) await page.keyboard.press(`ControlOrMeta+${key}`);
}
