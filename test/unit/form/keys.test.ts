import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { formKeys, keyText } from '../../../src/form/keys.ts';
import { defaultKeys } from './defaultKeys.ts';

const manifestSchema = z.object({
  contributes: z.object({
    keybindings: z.array(
      z.strictObject({
        command: z.string(),
        key: z.string(),
        mac: z.string(),
        when: z.optional(z.string()),
      }),
    ),
  }),
});

/** Those of the form: the others work everywhere. */
async function keybindings() {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  const { keybindings } = manifestSchema.parse(JSON.parse(text)).contributes;
  return keybindings.filter(({ command }) => command.startsWith('notelog.form.'));
}

/** The context keys that matter while a field of the form has the focus; all others are false or not set. */
const focus: Readonly<Record<string, string | boolean>> = {
  'notelog.formFocus': true,
  sideBarVisible: true,
  activeViewlet: 'workbench.view.extension.notelog',
};

/** Whether a clause can be true there. A comparison or a key that is not known counts as it is with no value. */
function holds(when: string): boolean {
  return when.split('||').some((any) =>
    any.split('&&').every((each) => {
      const [, not, key = '', , operator, value = ''] =
        /^\s*(!?)([\w.:-]+)(\s*(==|!=|=~|in|not in|[<>]=?)\s*(.*?))?\s*$/.exec(each) ?? [];
      const actual = focus[key];
      if (operator === undefined) return (actual !== undefined && actual !== false) !== (not === '!');
      const isEqual = String(actual) === value.replace(/^'|'$/g, '');
      return operator === '==' ? isEqual : operator === '!=' ? !isEqual : actual !== undefined;
    }),
  );
}

/** The editor's own bindings that such a key would take in the form; the first key of a chord is taken, too. */
const takenBy = (system: keyof typeof defaultKeys, key: string) =>
  defaultKeys[system].filter(
    (each) => each.key.split(' ')[0] === key && (each.when === undefined || holds(each.when)),
  );

test('the form’s keys are those of the manifest, and work only while the form has the focus', async () => {
  expect(await keybindings()).toEqual(
    Object.entries(formKeys)
      .map(([act, keys]) => ({
        command: `notelog.form.${act}`,
        ...keys,
        when: 'notelog.formFocus',
      }))
      .sort((a, b) => a.command.localeCompare(b.command)),
  );
});

test.each(Object.entries(formKeys))(
  'the key for %s takes nothing from the editor on any system',
  (_, keys) => {
    expect([takenBy('linux', keys.key), takenBy('windows', keys.key), takenBy('mac', keys.mac)]).toEqual([
      [],
      [],
      [],
    ]);
  },
);

test('a key that the editor uses in this focus is seen', () => {
  // Copies the path of the file on Windows wherever no editor has the focus.
  expect(takenBy('windows', 'shift+alt+c')).toMatchObject([{ command: 'copyFilePath' }]);
  expect(takenBy('linux', 'shift+alt+a')).toEqual([]);
  // A comment in an editor: not here.
  expect(defaultKeys.windows.some(({ key }) => key === 'shift+alt+a')).toBe(true);
});

test.each(Object.values(formKeys))('$key and $mac type no character', ({ key, mac }) => {
  // AltGr is Ctrl and Alt, and Option types characters on macOS. These modifiers are what the tooltips say.
  expect(key).toMatch(/^shift\+alt\+[a-z]$/);
  expect(mac).toMatch(/^ctrl\+cmd\+[a-z]$/);
});

test.each([
  ['toggleCall', false, 'Shift+Alt+K'],
  ['toggleCall', true, '⌃⌘K'],
  ['attach', true, '⌃⌘A'],
] as const)('the key for %s is written as people write it', (act, isMac, text) => {
  expect(keyText(act, isMac)).toBe(text);
});
