import { expect, test } from 'vitest';
import { keysIn, manifestTexts, readManifest, readManifestFile } from '../support/manifest.ts';

/** Members of package.json that the user reads. */
const read = new Set([
  'altText',
  'category',
  'contents',
  'description',
  'displayName',
  'markdownDescription',
  'markdownEnumDescriptions',
  'title',
  'userDescription',
]);

/** Where names of views and of menus stand; `name` is an id elsewhere, and `label` a field. */
const names = /^contributes\.(?:views\.\w+\.\d+\.name|submenus\.\d+\.label)$/;

/** The texts of package.json that the user reads, each with its path. */
function textsIn(value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  // What models read of tools is in English, in every language of the editor.
  if (path.at(-1) === 'inputSchema') return [];
  if (typeof value === 'string') {
    const isRead = path.some((name) => read.has(name)) || names.test(path.join('.'));
    return isRead ? [[path.join('.'), value]] : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, each]) => textsIn(each, [...path, name]))
    : [];
}

test('package.json refers to each of its texts, and package.nls.json has them in the same order', async () => {
  const used = keysIn(await readManifestFile('package.json'));
  expect([...new Set(used)]).toEqual([...(await manifestTexts()).keys()]);
});

test('no text that the user reads stands in package.json itself', async () => {
  const texts = textsIn(await readManifestFile('package.json'));
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter(([, text]) => !/^%[^%]+%$/.test(text))).toEqual([]);
});

test('the texts are put in the places of their keys', async () => {
  const manifest = await readManifest();
  expect(keysIn(manifest)).toEqual([]);
  expect(textsIn(manifest)).toContainEqual(['displayName', 'Notelog']);
});
