import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { Tree } from './tree.ts';
import { withWorkbench } from './workbench.ts';

const plan = Buffer.alloc(300_000, 'plan ');

/** All that a drag may do: the tree takes none that cannot move. */
const dragOperationsMask = 1 + 2 + 16;

/** Drags a file of this machine over a place of the window and drops it there, so far down in it (from 0 to 1). */
async function drop({ page }: EditorWindow, place: Locator, path: string, down = 0.5): Promise<void> {
  const box = await place.boundingBox();
  if (!box) throw new Error('The place is not in sight.');
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask };
  const at = { x: box.x + 60, y: box.y + box.height * down, data };
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at });
  await session.detach();
}

/** Drags what is at a place with the mouse, and lets go over another one, so far down in it (from 0 to 1). */
async function drag(
  { page: { mouse } }: EditorWindow,
  from: Locator,
  to: Locator,
  down = 0.5,
): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('The places are not in sight.');
  await mouse.move(start.x + 60, start.y + start.height / 2);
  await mouse.down();
  await mouse.move(end.x + 60, end.y + end.height * down, { steps: 10 });
  await mouse.up();
}

test('files that are dropped on a customer in Recent Notes become notes about that one; below the rows, the customer is asked for; a folder is refused', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window, folder }) => {
    const given = join(folder, '..', 'given');
    await mkdir(given);
    await writeFile(join(given, 'plan.bin'), plan);
    await addActiveplatform(window, sandbox);
    await window.openNotelog();
    await window.notes.row('Fabrikam GmbH').first().waitFor();
    await window.notes.atRest();
    await aFolderIsRefused(window, sandbox, given);
    await belowTheRowsTheCustomerIsAskedFor(window, sandbox, given);
    await onACustomer(window, sandbox, given);
    await fromTheExplorer(window, sandbox);
  });
});

async function aFolderIsRefused(window: EditorWindow, sandbox: Sandbox, given: string): Promise<void> {
  const before = sandbox.state.activeplatform.notes.length;
  await drop(window, window.notes.row('Fabrikam GmbH').first(), given);
  expect(await window.messages.close('as a folder cannot')).toContain('Nothing was sent.');
  expect(sandbox.state.activeplatform.notes).toHaveLength(before);
}

async function belowTheRowsTheCustomerIsAskedFor(
  window: EditorWindow,
  sandbox: Sandbox,
  given: string,
): Promise<void> {
  const { notes, quick } = window;
  const before = sandbox.state.activeplatform.notes.length;
  await drop(window, notes.pane.locator('.monaco-list').first(), join(given, 'plan.bin'), 0.95);
  await quick.waitFor('Attach plan.bin');
  await quick.waitFor('Name, id or e-mail address');
  await quick.cancel();
  await quick.gone();
  expect(sandbox.state.activeplatform.notes).toHaveLength(before);
}

async function onACustomer(window: EditorWindow, sandbox: Sandbox, given: string): Promise<void> {
  const { notes, quick, messages } = window;
  await drop(window, notes.row('Fabrikam GmbH').first(), join(given, 'plan.bin'));
  await quick.enter('Their plan', 'Attach plan.bin for Fabrikam GmbH');
  await messages.close('Logged for Fabrikam GmbH in Platform.');
  const note = sandbox.state.activeplatform.notes.at(-1);
  expect([note?.content, note?.attachment?.name, note?.attachment?.size]).toEqual([
    'Their plan',
    'plan.bin',
    plan.length,
  ]);
  await notes.row('Their plan').waitFor();
}

/** A file is dragged below the rows, and onto a customer. */
async function fromTheExplorer(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { quick, messages, page } = window;
  // Where both can be seen, with its rows closed.
  await window.command('View: Move View');
  await quick.pick('Recent Notes', 'Select a View to Move');
  await quick.pick('Explorer', 'Select a Destination');
  const notes = new Tree(page, 'Notelog: Recent Notes');
  const fabrikam = notes.row('Fabrikam GmbH').first();
  await fabrikam.waitFor();
  await notes.atRest();
  await fabrikam.click();
  await page.keyboard.press('ControlOrMeta+ArrowLeft');
  await expect.poll(async () => (await notes.rows()).some(({ expanded }) => expanded)).toBe(false);
  await notes.atRest();
  await drag(window, window.file('readme.txt'), notes.pane.locator('.monaco-list').first(), 0.95);
  await quick.waitFor('Attach readme.txt');
  await quick.waitFor('Name, id or e-mail address');
  await quick.cancel();
  await quick.gone();

  await drag(window, window.file('readme.txt'), fabrikam);
  await quick.enter('Their readme', 'Attach readme.txt for Fabrikam GmbH');
  await messages.close('Logged for Fabrikam GmbH in Platform.');
  const note = sandbox.state.activeplatform.notes.at(-1);
  expect([note?.content, note?.attachment?.name]).toEqual(['Their readme', 'readme.txt']);
}
