import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

/** All that a drag may do: the tree takes none that cannot move. */
const dragOperationsMask = 1 + 2 + 16;

/** Drags a file of this machine over a place of the window and drops it there. */
async function drop({ page }: EditorWindow, place: Locator, path: string): Promise<void> {
  const box = await place.boundingBox();
  if (!box) throw new Error('The place is not in sight.');
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask };
  const at = { x: box.x + 60, y: box.y + Math.min(box.height / 2, 200), data };
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at });
  await session.detach();
}

test('a file that is dropped on a customer in Recent Notes becomes a note about that one; a folder is refused', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window, folder }) => {
    const given = join(folder, '..', 'given');
    await mkdir(given);
    const plan = Buffer.alloc(300_000, 'plan ');
    await writeFile(join(given, 'plan.bin'), plan);
    await addActiveplatform(window, sandbox);
    await window.openNotelog();
    const { notes, quick, messages } = window;
    await notes.row('Fabrikam GmbH').first().waitFor();
    await notes.atRest();

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
    await notes.atRest();
    await drop(window, notes.row('Fabrikam GmbH').first(), given);
    expect(await messages.close('as a folder cannot')).toContain('Nothing was sent.');

    // Below the rows, the customer is asked for.
    await drop(window, notes.pane.locator('.monaco-list').first(), join(given, 'plan.bin'));
    await quick.waitFor('Attach plan.bin');
    await quick.waitFor('Name, id or e-mail address');
    await quick.cancel();
  });
});
