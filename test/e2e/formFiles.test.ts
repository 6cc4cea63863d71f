import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoEntities } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250, timeout: 60_000 };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A picture of 40 by 30 pixels, as the clipboard holds one; resolves to its bytes. */
async function copyPicture({ page }: EditorWindow): Promise<Buffer> {
  const base64: unknown = await page.evaluate(`(async () => {
    const canvas = new OffscreenCanvas(40, 30);
    const context = canvas.getContext('2d');
    for (let x = 0; x < 40; x++) { context.fillStyle = 'hsl(' + x * 9 + ' 90% 50%)'; context.fillRect(x, 0, 1, 30); }
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    const [item] = await navigator.clipboard.read();
    const bytes = new Uint8Array(await (await item.getType('image/png')).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  })()`);
  return Buffer.from(String(base64), 'base64');
}

/** Chooses a customer of ActivePlatform in the form, and types the text. */
async function write({ form }: EditorWindow, text: string): Promise<void> {
  await form.locator('#target').fill(String(demoEntities.account));
  await form.locator('.rows').getByRole('option').first().click();
  await form.locator('#customer').waitFor();
  await form.getByRole('textbox', { name: 'Text' }).fill(text);
}

/** What the sandbox has stored, oldest first: text, name and hash of the file. */
function stored(sandbox: Sandbox) {
  return sandbox.state.activeplatform.notes
    .filter(({ content }) => content.includes('import') || content.includes('.png'))
    .map(({ content, attachment }) => [content, attachment?.name, attachment?.sha256]);
}

/** Drags a file of this machine over the form and drops it there. */
async function drop(window: EditorWindow, path: string, shift: boolean): Promise<void> {
  const box = await window.form.locator('#text').boundingBox();
  if (!box) throw new Error('The form is not in sight.');
  const session = await window.page.context().newCDPSession(window.page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const at = { x: box.x + 20, y: box.y + 20, data, modifiers: shift ? 8 : 0 };
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at });
  await session.detach();
}

/** What lies on disk of all drafts. */
async function draftsIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const texts = names.map((name) => readFile(join(folder, name), 'utf8').catch(() => ''));
  return (await Promise.all(texts)).join('\n');
}

test('a pasted picture and a file that is dropped with Shift survive a reload, and are stored with a note each', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window, folder, storage }) => {
    const given = join(folder, '..', 'given');
    await mkdir(given);
    const plan = Buffer.alloc(600_000, 'plan ');
    await writeFile(join(given, 'plan.bin'), plan);
    await addActiveplatform(window, sandbox);
    await window.openNotelog();
    const { form } = window;
    await form
      .locator('#account')
      .selectOption({ label: 'Platform (ActivePlatform)' })
      .catch(() => undefined);
    await write(window, 'Talked about the import\nand the rest');

    const picture = await copyPicture(window);
    await form.getByRole('textbox', { name: 'Text' }).focus();
    await window.page.keyboard.press('ControlOrMeta+V');
    await form.locator('.attached .file').waitFor();
    await form.locator('.attached img').waitFor();
    await window.picture('form-pasted');

    await drop(window, join(given, 'plan.bin'), true);
    await expect.poll(() => form.locator('.attached .file').count(), patiently).toBe(2);
    await form.locator('#about', { hasText: '2 notes, one for each file' }).waitFor();
    await expect.poll(() => form.locator('.attached progress').count(), patiently).toBe(0);
    await window.picture('form-dropped');
    expect(await readdir(join(storage, 'drafts', 'files'))).toHaveLength(2);
    // The draft follows within moments, which a reload could cut short.
    await expect.poll(() => draftsIn(join(storage, 'drafts')), patiently).toContain('plan.bin');

    // A reload of the window keeps both.
    await window.reload();
    await expect.poll(() => form.locator('.attached .file').count(), patiently).toBe(2);
    await form.locator('.attached img').waitFor();
    await form.locator('#customer').waitFor();

    await form.getByRole('button', { name: 'Log note' }).click();
    await expect.poll(() => stored(sandbox), patiently).toEqual([
      ['Talked about the import\nand the rest', 'image.png', sha256(picture)],
      ['plan.bin (2/2)\nTalked about the import', 'plan.bin', sha256(plan)],
    ]); // prettier-ignore
    await expect.poll(() => readdir(join(storage, 'drafts', 'files')), patiently).toEqual([]);
    await expect.poll(() => readdir(join(storage, 'outbox', 'blobs')), patiently).toEqual([]);
  });
});
