import type { EditorWindow } from './editorWindow.ts';

/**
 * Keeps typing in the form until `meanwhile` is done: after ten seconds without typing, a draft is released to any window.
 */
export async function whileWriting(window: EditorWindow, meanwhile: () => Promise<void>): Promise<void> {
  const field = window.form.getByRole('textbox', { name: 'Text' });
  const over = new AbortController();
  const writeOn = async () => {
    while (!over.signal.aborted) {
      await field.press('!', { delay: 200 });
      await field.press('Backspace', { delay: 200 });
    }
  };
  await Promise.all([writeOn(), meanwhile().finally(() => over.abort())]);
}
