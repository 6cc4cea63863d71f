import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { commandIds } from '../../src/vscode/commands/commandIds.ts';

const command = z.object({ command: z.string(), title: z.string().min(1), category: z.literal('Notelog') });
const setting = z.object({
  scope: z.string().optional(),
  description: z.string().optional(),
  markdownDescription: z.string().optional(),
  default: z.unknown(),
});
const manifestSchema = z.object({
  contributes: z.object({
    commands: z.array(command),
    menus: z.record(z.string(), z.array(z.object({ command: z.string(), when: z.string().optional() }))),
    views: z.record(z.string(), z.array(z.object({ id: z.string() }))),
    viewsWelcome: z.array(z.object({ view: z.string(), when: z.string(), contents: z.string() })),
    configuration: z.object({ properties: z.record(z.string(), setting) }),
  }),
});

const at = (path: string) => new URL(`../../${path}`, import.meta.url);

async function manifest() {
  return manifestSchema.parse(JSON.parse(await readFile(at('package.json'), 'utf8'))).contributes;
}

/** Source text of the user interface, which cannot be loaded without the editor. */
function source(path: string): Promise<string> {
  return readFile(at(`src/vscode/${path}`), 'utf8');
}

test('every command is declared, once, and every declared one is registered', async () => {
  const { commands } = await manifest();
  expect(commands.map((each) => each.command).sort()).toEqual([...commandIds].sort());
});

test('menus, and links in the views, name declared commands', async () => {
  const { menus, viewsWelcome } = await manifest();
  const inMenus = Object.values(menus).flatMap((items) => items.map((item) => item.command));
  const linked = viewsWelcome.flatMap(({ contents }) =>
    [...contents.matchAll(/\(command:([^)]*)\)/g)].map(([, id]) => id),
  );
  expect([...inMenus, ...linked].length).toBeGreaterThan(20);
  for (const id of [...inMenus, ...linked]) expect(commandIds).toContain(id);
});

test('menus and welcomes name views that there are', async () => {
  const { menus, views, viewsWelcome } = await manifest();
  const ids = Object.values(views).flatMap((list) => list.map(({ id }) => id));
  const conditions = Object.values(menus).flatMap((items) => items.map(({ when }) => when ?? ''));
  const named = conditions.flatMap((when) => [...when.matchAll(/view == (\S+)/g)].map(([, id]) => id));
  for (const id of [...named, ...viewsWelcome.map(({ view }) => view)]) expect(ids).toContain(id);
});

test('every setting is the user’s own, described, and read; none is read that is not declared', async () => {
  const { properties } = (await manifest()).configuration;
  for (const [name, { scope, description, markdownDescription }] of Object.entries(properties)) {
    expect([name, scope]).toEqual([name, 'application']);
    expect((description ?? markdownDescription ?? '').length, name).toBeGreaterThan(20);
  }
  const read = [...(await source('settings.ts')).matchAll(/\bread\('([^']+)'/g)].map(
    ([, name]) => `notelog.${name ?? ''}`,
  );
  expect(read.sort()).toEqual(Object.keys(properties).sort());
});

test('each state of an empty tree has its welcome, and no welcome is for a state that there is not', async () => {
  const { viewsWelcome } = await manifest();
  const [, declared = ''] = /type Welcome = ([^;]+);/.exec(await source('tree/welcome.ts')) ?? [];
  const states = [...declared.matchAll(/'(\w+)'/g)].map(([, state]) => state);
  const welcomed = viewsWelcome.map(({ when }) => /^notelog\.notes == '(\w+)'$/.exec(when)?.[1]);
  expect(welcomed.sort()).toEqual(states.filter((state) => state !== 'ready').sort());
});

test('commands that work on a row of the tree are kept out of the palette', async () => {
  const { menus } = await manifest();
  const hidden = (menus['commandPalette'] ?? [])
    .filter(({ when }) => when === 'false')
    .map((item) => item.command);
  const [, handlers = ''] =
    /const handlers[^{]+\{([\s\S]+?)\n\};/.exec(await source('commands/commands.ts')) ?? [];
  const onRows = [...handlers.matchAll(/'(notelog\.\w+)': \([^)]*\) =>\s+withNode/g)].map(([, id]) => id);
  expect(onRows.length).toBeGreaterThan(0);
  expect(hidden.sort()).toEqual(onRows.sort());
});
