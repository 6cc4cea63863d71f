import { expect, test } from 'vitest';
import type { EditorWindow } from './editorWindow.ts';
import { whileWriting } from './whileWriting.ts';
import { withWorkbench } from './workbench.ts';

const text = 'Half a thought about the renewal,\nwith a second line & <b>marks</b>';

async function write(window: EditorWindow): Promise<void> {
  await window.openNotelog();
  await window.form.getByRole('textbox', { name: 'Text' }).pressSequentially(text);
}

async function expectText(window: EditorWindow): Promise<void> {
  await window.openNotelog();
  await expectTextHere(window);
}

/** Checks the form's text, whichever part of the window the form has been moved to. */
async function expectTextHere(window: EditorWindow): Promise<void> {
  const field = window.form.getByRole('textbox', { name: 'Text' });
  await expect.poll(() => field.inputValue()).toBe(text);
}

async function aSecondWindowLeavesTheDraftAlone(
  window: EditorWindow,
  openWindow: () => Promise<EditorWindow>,
): Promise<void> {
  await whileWriting(window, async () => {
    const other = await openWindow();
    await other.openNotelog();
    const field = other.form.getByRole('textbox', { name: 'Text' });
    await field.waitFor();
    await other.command('Notelog: Open Draft');
    await other.quick.waitFor('Which draft?');
    expect((await other.quick.entries()).join('\n')).toContain('Half a thought about the renewal,');
    await other.quick.cancel();
    expect(await field.inputValue()).toBe('');
    await other.page.close();
  });
  await expectText(window);
}

async function aDiscardedDraftIsBroughtBack(window: EditorWindow): Promise<void> {
  await window.form.getByRole('button', { name: 'More actions' }).click();
  await window.form.getByRole('menuitem', { name: 'Discard draft' }).click();
  await window.messages.answerDialog('Discard this draft?', 'Discard');
  const field = window.form.getByRole('textbox', { name: 'Text' });
  await expect.poll(() => field.inputValue()).toBe('');
  await window.command('Notelog: Open Draft');
  await window.quick.pick('Half a thought about the renewal,', 'Which draft?');
  await expectText(window);
}

async function textSurvivesSwitchedAndMovedViews(window: EditorWindow): Promise<void> {
  await window.openExplorer();
  await expectText(window);

  await window.command('View: Move View');
  await window.quick.enter('Note', 'Select a View to Move');
  await window.quick.enter('Explorer', 'Select a Destination');
  await expectTextHere(window);
}

/** In the view that has been moved to the explorer. */
async function textSurvivesAReloadAndACrash(
  window: EditorWindow,
  killExtensionHost: () => Promise<void>,
): Promise<void> {
  await window.reload();
  await window.openExplorer();
  await expectTextHere(window);
  await killExtensionHost();
  await window.reload();
  await window.openExplorer();
  await expectTextHere(window);
}

test('a draft is left alone by a second window, comes back when it was discarded, and survives switched and moved views, a reload and a killed extension host', async () => {
  await withWorkbench(async ({ window, openWindow, killExtensionHost }) => {
    await write(window);
    // The order matters: the second window would also list a draft that was discarded.
    await aSecondWindowLeavesTheDraftAlone(window, openWindow);
    await aDiscardedDraftIsBroughtBack(window);
    await textSurvivesSwitchedAndMovedViews(window);
    await textSurvivesAReloadAndACrash(window, killExtensionHost);
  });
});
