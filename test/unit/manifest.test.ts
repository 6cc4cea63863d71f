import { readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { hostKinds } from '../../src/code/hostKinds.ts';
import { providerKinds } from '../../src/providers/registry.ts';
import { commandIds } from '../../src/vscode/commands/commandIds.ts';
import { readManifest } from '../support/manifest.ts';

const command = z.object({
  command: z.string(),
  title: z.string().min(1),
  category: z.literal('Notelog'),
  icon: z.string().regex(/^\$\([a-z-]+\)$/),
});
const menuItem = z.object({
  command: z.string().optional(),
  submenu: z.string().optional(),
  when: z.string().optional(),
  group: z.string().optional(),
});
const setting = z.strictObject({
  order: z.number().int(),
  type: z.string(),
  scope: z.string(),
  default: z.unknown(),
  enum: z.array(z.string()).optional(),
  markdownEnumDescriptions: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  markdownDescription: z.string(),
  tags: z.tuple([z.literal('experimental')]).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
});
const manifestSchema = z.object({
  contributes: z.object({
    commands: z.array(command),
    menus: z.record(z.string(), z.array(menuItem)),
    submenus: z.array(z.object({ id: z.string() })),
    views: z.record(z.string(), z.array(z.object({ id: z.string() }))),
    viewsWelcome: z.array(z.object({ view: z.string(), when: z.string(), contents: z.string() })),
    walkthroughs: z.array(
      z.object({
        id: z.string(),
        steps: z.array(
          z.object({
            description: z.string(),
            media: z.object({ image: z.string(), altText: z.string().min(10) }),
            completionEvents: z.array(z.string()).min(1),
          }),
        ),
      }),
    ),
    configuration: z.object({ properties: z.record(z.string(), setting) }),
  }),
});

/** The commands that a text has links to; those of the editor's own with arguments are left out. */
function commandsIn(text: string): string[] {
  return [...text.matchAll(/\(command:([^)?]*)\)/g)].map(([, id = '']) => id);
}

const at = (path: string) => new URL(`../../${path}`, import.meta.url);

async function manifest() {
  return manifestSchema.parse(await readManifest()).contributes;
}

/** Source text of the user interface, which cannot be loaded without the editor. */
function source(path: string): Promise<string> {
  return readFile(at(`src/vscode/${path}`), 'utf8');
}

test('every command is declared, once, and every declared one is registered', async () => {
  const { commands } = await manifest();
  expect(commands.map((each) => each.command).sort()).toEqual([...commandIds].sort());
});

test('commands are sorted by id, in the manifest and in the list that the start-up bundle registers', async () => {
  const { commands } = await manifest();
  const ids = commands.map((each) => each.command);
  expect(ids).toEqual(ids.toSorted());
  expect([...commandIds]).toEqual(commandIds.toSorted());
});

test('no two commands have one title or one icon', async () => {
  const { commands } = await manifest();
  for (const values of [commands.map(({ title }) => title), commands.map(({ icon }) => icon)])
    expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
});

test('the icon has 256 by 256 pixels', async () => {
  const png = await readFile(at('media/icon.png'));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
});

test('menus are sorted by name, and the items of each by view, group, place and command', async () => {
  const { menus } = await manifest();
  expect(Object.keys(menus)).toEqual(Object.keys(menus).toSorted());
  for (const [name, items] of Object.entries(menus)) {
    const keys = items.map(({ command: id, submenu, when = '', group = '' }) => {
      const [kind = '', place = '0'] = group.split('@');
      return [/view == (\S+)/.exec(when)?.[1] ?? '', kind, place.padStart(3, '0'), id ?? submenu].join(' ');
    });
    expect(keys, name).toEqual(keys.toSorted());
  }
});

test('settings stand in the order in which the editor shows them', async () => {
  const { properties } = (await manifest()).configuration;
  const orders = Object.values(properties).map(({ order }) => order);
  expect(orders).toEqual(orders.map((_, index) => index + 1));
});

test('menus, and links in the views, name declared commands', async () => {
  const { menus, viewsWelcome } = await manifest();
  const inMenus = Object.values(menus).flatMap((items) => items.flatMap((item) => item.command ?? []));
  const linked = viewsWelcome.flatMap(({ contents }) => commandsIn(contents));
  expect([...inMenus, ...linked].length).toBeGreaterThan(20);
  for (const id of [...inMenus, ...linked]) expect(commandIds).toContain(id);
});

/** Menus that any extension may use, in the editor that the manifest asks for and later; others are only proposed. */
const stableMenus = [
  'commandPalette',
  'comments/commentThread/context',
  'debug/variables/context',
  'editor/context',
  'editor/lineNumber/context',
  'editor/title',
  'editor/title/context',
  'explorer/context',
  'extension/context',
  'file/newFile',
  'scm/resourceGroup/context',
  'scm/resourceState/context',
  'scm/title',
  'terminal/context',
  'testing/item/context',
  'testing/item/result',
  'testing/message/content',
  'testing/message/context',
  'timeline/item/context',
  'view/item/context',
  'view/title',
  'webview/context',
];

test('every menu is one that the desktop shows, too, or a submenu in one: the tests’ editor allows proposed ones', async () => {
  const { menus, submenus } = await manifest();
  const own = submenus.map(({ id }) => id);
  for (const menu of Object.keys(menus)) expect([...stableMenus, ...own]).toContain(menu);
  const shown = Object.values(menus).flatMap((items) => items.flatMap(({ submenu }) => submenu ?? []));
  expect(shown.toSorted()).toEqual(own.toSorted());
  for (const id of own) expect(menus[id]?.length).toBeGreaterThan(1);
});

test('the walkthrough has five steps, each with a picture of at most 60 KB, and its end', async () => {
  const { walkthroughs } = await manifest();
  const ownLinks = new Set<string>([...commandIds, 'notelog.recentNotes.focus']);
  const ends: string[] = [];
  for (const { steps } of walkthroughs) {
    expect(steps).toHaveLength(5);
    for (const { description, media, completionEvents } of steps) {
      expect((await stat(at(media.image))).size, media.image).toBeLessThanOrEqual(60_000);
      expect(commandsIn(description).length).toBeGreaterThan(0);
      for (const id of commandsIn(description)) expect(ownLinks).toContain(id);
      ends.push(...completionEvents);
    }
  }
  // Each is a command, or a fact that the source tells the editor.
  const told = (await Promise.all([source('progressOfUser.ts'), source('call/callTimerStatus.ts')])).join();
  for (const end of ends) {
    const [kind, name = ''] = end.split(':');
    if (kind === 'onCommand') expect(commandIds).toContain(name);
    else expect(told).toContain(`'${name}'`);
  }
  expect(ends.length).toBeGreaterThanOrEqual(5);
});

test('an empty side bar leads to the walkthrough', async () => {
  const { viewsWelcome, walkthroughs } = await manifest();
  const [, argument = ''] =
    /command:workbench\.action\.openWalkthrough\?([^)]*)\)/.exec(
      viewsWelcome.map(({ contents }) => contents).join(),
    ) ?? [];
  expect(JSON.parse(decodeURIComponent(argument))).toBe(`notelog.notelog#${walkthroughs[0]?.id ?? ''}`);
});

test('menus and welcome texts name views that exist', async () => {
  const { menus, views, viewsWelcome } = await manifest();
  const ids = Object.values(views).flatMap((list) => list.map(({ id }) => id));
  const conditions = Object.values(menus).flatMap((items) => items.map(({ when }) => when ?? ''));
  const named = conditions.flatMap((when) => [...when.matchAll(/view == (\S+)/g)].map(([, id]) => id));
  for (const id of [...named, ...viewsWelcome.map(({ view }) => view)]) expect(ids).toContain(id);
});

test('every setting is the user’s own, described, and read; none is read that is not declared', async () => {
  const { properties } = (await manifest()).configuration;
  for (const [name, { scope, markdownDescription, ...rest }] of Object.entries(properties)) {
    expect([name, scope]).toEqual([name, 'application']);
    expect(markdownDescription.length, name).toBeGreaterThan(20);
    expect(rest.markdownEnumDescriptions?.length, name).toBe(rest.enum?.length);
  }
  const read = [...(await source('settings.ts')).matchAll(/\bread\('([^']+)'/g)].map(
    ([, name]) => `notelog.${name ?? ''}`,
  );
  expect(read.sort()).toEqual(Object.keys(properties).sort());
});

test('each state of an empty tree has its welcome text, and each welcome text its state', async () => {
  const { viewsWelcome } = await manifest();
  const [, declared = ''] = /type Welcome = ([^;]+);/.exec(await source('tree/welcome.ts')) ?? [];
  const states = [...declared.matchAll(/'(\w+)'/g)].map(([, state]) => state);
  const welcomed = viewsWelcome.map(({ when }) => /^notelog\.notes == '(\w+)'$/.exec(when)?.[1]);
  expect(welcomed.sort()).toEqual(states.filter((state) => state !== 'ready').sort());
});

test('commands that work on what a menu is opened on are kept out of the palette', async () => {
  const { menus } = await manifest();
  const hidden = (menus['commandPalette'] ?? [])
    .filter(({ when }) => when === 'false')
    .map((item) => item.command);
  const [, handlers = ''] =
    /const handlers[^{]+\{([\s\S]+?)\n\};/.exec(await source('commands/commands.ts')) ?? [];
  const onRows = [...handlers.matchAll(/'(notelog\.\w+)': \([^)]*\) =>\s+withNode/g)].map(([, id]) => id);
  expect(onRows.length).toBeGreaterThan(0);
  // Nothing but its menu tells which test has failed.
  expect(hidden.sort()).toEqual([...onRows, 'notelog.logTestFailure'].sort());
});

test('an account may have every provider of the registry that needs one, and no other', async () => {
  const { properties } = (await manifest()).configuration;
  const schema = z.object({
    properties: z.object({ provider: z.object({ enum: z.array(z.string()) }) }),
  });
  const declared = schema.parse(properties['notelog.accounts']?.items).properties.provider.enum;
  const kinds = providerKinds(() => '').filter(({ accountFields }) => accountFields.length > 0);
  expect(declared).toEqual(kinds.map(({ id }) => id));
});

test('a host may be of every kind that there is, and of no other', async () => {
  const { properties } = (await manifest()).configuration;
  const kinds = z.object({ enum: z.tuple([z.string()], z.string()) });
  const given = z.object({ properties: z.object({ kind: kinds }) });
  const schema = z.object({ anyOf: z.tuple([kinds, given]) });
  const [named, described] = schema.parse(properties['notelog.codeHosts']?.additionalProperties).anyOf;
  expect([named.enum, described.properties.kind.enum]).toEqual([[...hostKinds], [...hostKinds]]);
});
