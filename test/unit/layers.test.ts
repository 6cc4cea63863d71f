import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkLayers, layers } from '../../scripts/layers.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** Checks a made-up tree by the project's own rules: its files by path, each with what it imports. */
async function violations(tree: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> {
  await using folder = await temporaryFolder();
  await Promise.all(['src', 'media'].map((name) => mkdir(join(folder.path, name))));
  for (const [path, imports] of Object.entries(tree)) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    const up = '../'.repeat(path.split('/').length - 1);
    const lines = imports.map((to) => `import type {} from '${to.includes('/') ? up + to : to}';`);
    await writeFile(join(folder.path, path), [...lines, 'export {};', ''].join('\n'));
  }
  return (await checkLayers(folder.path)).violations;
}

test('every folder of src is a layer, and every layer is a folder', async () => {
  const src = fileURLToPath(new URL('../../src', import.meta.url));
  const entries = await readdir(src, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect([...layers].sort()).toEqual(folders.sort());
});

test('every import upwards is refused and every import downwards is not, type imports counted', async () => {
  const file = (layer: string, name: string) => `src/${layer}/${name}.ts`;
  const tree: Record<string, string[]> = {};
  const upwards: string[] = [];
  for (const [at, layer] of layers.entries()) {
    tree[file(layer, 'end')] = [];
    tree[file(layer, 'down')] = layers.slice(at + 1).map((lower) => file(lower, 'end'));
    tree[file(layer, 'up')] = layers.slice(0, at).map((upper) => file(upper, 'end'));
    for (const upper of layers.slice(0, at))
      upwards.push(`${file(layer, 'up')} -> ${file(upper, 'end')}: ${layer}-imports-downwards`);
  }
  expect(upwards).toHaveLength((layers.length * (layers.length - 1)) / 2);
  expect(await violations(tree)).toEqual(upwards.sort());
});

test('a circle of files is refused, within a folder too', async () => {
  const tree = { 'src/model/a.ts': ['src/model/b.ts'], 'src/model/b.ts': ['src/model/a.ts'] };
  expect(await violations(tree)).toEqual(['src/model/a.ts -> src/model/b.ts: no-circle']);
});

test('no provider imports another, whatever they are called', async () => {
  const tree = {
    'src/providers/one/one.ts': ['src/providers/another/another.ts', 'src/providers/contract.ts'],
    'src/providers/another/another.ts': [],
    'src/providers/contract.ts': [],
  };
  expect(await violations(tree)).toEqual([
    'src/providers/one/one.ts -> src/providers/another/another.ts: provider-alone',
  ]);
});

test('the page, the editor, the entry and a folder without a layer are kept apart', async () => {
  const tree = {
    'media/form.ts': ['src/form/a.ts', 'src/customers/a.ts'],
    'src/form/a.ts': ['vscode'],
    'src/compose/a.ts': ['media/other.ts'],
    'media/other.ts': ['src/base/b.ts'],
    'src/customers/a.ts': [],
    'src/vscode/a.ts': ['vscode', 'src/vscode/editor.ts'],
    'src/vscode/editor.ts': ['vscode'],
    'src/main.ts': ['vscode', 'src/vscode/a.ts', 'src/vscode/editor.ts'],
    'src/base/a.ts': ['src/main.ts'],
    'src/somewhere/a.ts': ['src/base/b.ts'],
    'src/base/b.ts': [],
  };
  expect(await violations(tree)).toEqual([
    'media/form.ts -> src/customers/a.ts: page-alone',
    'src/base/a.ts -> src/main.ts: base-imports-downwards',
    'src/compose/a.ts -> media/other.ts: compose-imports-downwards',
    'src/form/a.ts -> vscode: editor-at-the-edge',
    'src/form/a.ts -> vscode: editor-through-its-types',
    'src/main.ts -> vscode: editor-through-its-types',
    'src/somewhere/a.ts -> src/base/b.ts: known-folder',
    'src/vscode/a.ts -> vscode: editor-through-its-types',
  ]);
});
