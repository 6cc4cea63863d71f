import { expect, test } from 'vitest';
import type { EditorWindow } from './editorWindow.ts';
import { notesIn } from './notesIn.ts';
import { withWorkbench } from './workbench.ts';

/** Which view has the focus, and the row in it that the keys would act on. */
function focused({ page }: EditorWindow): Promise<unknown> {
  return page.evaluate(`(() => {
    const pane = document.activeElement?.closest('.pane');
    const row = pane?.querySelector('.monaco-list:focus .monaco-list-row.focused .label-name');
    return [pane?.querySelector('.pane-header .title')?.textContent, row?.textContent];
  })()`);
}

test('the first note goes to the notebook with no set-up, and Recent Notes keeps the focus while it is filled for the first time', async () => {
  await withWorkbench(async ({ window, storage }) => {
    await theFirstNote(window, storage);
    await theFocusStays(window);
  });
});

async function theFirstNote(window: EditorWindow, storage: string): Promise<void> {
  await window.command('Notelog: New Note');
  await window.quick.choose('Acme Corp', 'Customer, or customer: what happened');
  await window.quick.enter('Renewal moved to May.', 'New Note for Acme Corp · Notebook');
  await window.messages.close('Logged for Acme Corp in Notebook.');

  expect((await notesIn(storage)).join()).toContain('Renewal moved to May.');
}

/**
 * The extension runs, and the view has never been shown. Before an extension runs, the editor has no rows to ask for, and
 * hides the list of any view behind a message of its own.
 */
async function theFocusStays(window: EditorWindow): Promise<void> {
  await window.command('Notelog: Focus on Recent Notes View');
  await window.notes.row('Renewal moved to May.').waitFor();
  await window.notes.atRest();
  expect(await focused(window)).toEqual(['Recent Notes', undefined]);
  expect((await window.notes.rows()).map(({ label, level }) => [level, label])).toEqual([
    [1, 'Acme Corp'],
    [2, expect.stringMatching(/^(now|\d+m) · Renewal moved to May\.$/)],
  ]);
  await window.picture('first-note');
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('ArrowDown');
  expect(await focused(window)).toEqual(['Recent Notes', expect.stringMatching(/· Renewal moved to May\.$/)]);
}
