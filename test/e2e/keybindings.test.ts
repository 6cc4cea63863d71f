import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const browser = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** How the editor is told which system it runs on, and which member of a contribution holds the key there. */
const systems = [
  ['Linux', `Mozilla/5.0 (X11; Linux x86_64) ${browser}`, 'key', 'Control'],
  ['Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${browser}`, 'key', 'Control'],
  ['macOS', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${browser}`, 'mac', 'Meta'],
] as const;

const bindings = z.array(z.object({ key: z.string(), command: z.string(), when: z.string().optional() }));
const manifest = z.object({
  contributes: z.object({
    keybindings: z.array(
      z.object({ command: z.string(), key: z.string(), mac: z.string(), when: z.string().optional() }),
    ),
  }),
});

/** Whether a binding works only where a text or a cell of a notebook has the focus: never while the form has it. */
const isForEditors = ({ when = '' }: { readonly when?: string | undefined }) =>
  /(^|&& )(editorTextFocus|notebookCellEditable)( &&|$)/.test(when) && !when.includes('||');

const readManifest = async () =>
  manifest.parse(JSON.parse(await readFile('package.json', 'utf8'))).contributes.keybindings;

test('no default key takes one of the editor’s own on Linux, Windows or macOS', async () => {
  const own = await readManifest();
  const [[, first], ...others] = systems;
  await withWorkbench(
    async ({ window, context }) => {
      await noneIsTaken(window, own, ...systems[0]);
      const session = await context.newCDPSession(window.page);
      for (const system of others) {
        const [, userAgent] = system;
        await session.send('Emulation.setUserAgentOverride', { userAgent });
        await window.reload();
        await noneIsTaken(window, own, ...system);
      }
    },
    { userAgent: first },
  );
});

/** Compares the extension's own keys with all that the editor has on the system that it is told to run on. */
async function noneIsTaken(
  window: EditorWindow,
  own: Awaited<ReturnType<typeof readManifest>>,
  ...[system, userAgent, member, modifier]: (typeof systems)[number]
): Promise<void> {
  expect(await window.page.evaluate('navigator.userAgent')).toBe(userAgent);
  await window.page.evaluate(`navigator.clipboard.writeText('')`);
  await window.command('Preferences: Open Default Keyboard Shortcuts (JSON)');
  await window.tab('Default Keybindings').waitFor();
  await window.page.locator('.editor-instance .view-lines').first().click();
  await window.page.keyboard.press(`${modifier}+A`);
  // The browser copies, whatever system it is said to run on.
  await window.page.keyboard.press('ControlOrMeta+C');
  const copied = () => window.page.evaluate<string>('navigator.clipboard.readText()');
  await expect.poll(copied).not.toBe('');
  const text = await copied();
  const json = text.split('\n').filter((line) => !line.trimStart().startsWith('//'));
  const all = bindings.parse(JSON.parse(json.join('\n')));
  const defaults = all.filter(({ command }) => !command.startsWith('notelog.'));
  expect(defaults.length).toBeGreaterThan(500);
  const chords = (key: string) => key.split(' ');
  for (const binding of own) {
    const key = binding[member];
    // What the editor does at the first stroke of a chord would be lost, too.
    const taken = defaults.filter(
      (other) =>
        (other.key === key || chords(other.key)[0] === key || other.key === chords(key)[0]) &&
        !(binding.when === 'notelog.formFocus' && isForEditors(other)),
    );
    expect(taken, `${binding.command} on ${system}: ${key}`).toEqual([]);
    expect(all).toContainEqual(expect.objectContaining({ key, command: binding.command }));
  }
}
