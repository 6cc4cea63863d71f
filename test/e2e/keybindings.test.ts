import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
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

test.each(systems)(
  'no default key takes one of the editor’s own on %s',
  async (_system, userAgent, member, modifier) => {
    const own = manifest.parse(JSON.parse(await readFile('package.json', 'utf8'))).contributes.keybindings;
    await withWorkbench(
      async ({ window }) => {
        await window.command('Preferences: Open Default Keyboard Shortcuts (JSON)');
        await window.tab('Default Keybindings').waitFor();
        await window.page.locator('.editor-instance .view-lines').first().click();
        await window.page.keyboard.press(`${modifier}+A`);
        // The browser copies, whatever system it is said to run on.
        await window.page.keyboard.press('ControlOrMeta+C');
        const text = await window.page.evaluate<string>('navigator.clipboard.readText()');
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
          expect(taken, `${binding.command}: ${key}`).toEqual([]);
          expect(all).toContainEqual(expect.objectContaining({ key, command: binding.command }));
        }
      },
      { userAgent },
    );
  },
);
