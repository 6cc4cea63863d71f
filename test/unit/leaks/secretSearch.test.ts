import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundlesOf } from '../../../scripts/bundles.ts';
import { root } from '../../../scripts/build.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import type { findSecrets } from '../../../src/leaks/findSecrets.ts';
import { secretSearch } from '../../../src/leaks/secretSearch.ts';
import { secretCorpus } from '../../support/secretCorpus.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const pause = () => Promise.resolve();

test('a key of an account is found by its value, in whatever form', async () => {
  const redactor = createRedactor();
  const key = 'plainkeyofmine';
  redactor.addSecret(key);
  const find = secretSearch({ pause, findKeys: (text) => redactor.find(text) });
  const found = await find(`It is ${key}, or ${Buffer.from(`${key}:`).toString('base64')}.`);
  expect(found.map(({ kind, start }) => [kind, start])).toEqual([
    ['ownKey', 6],
    ['ownKey', 25],
  ]);
  expect(await find('It is neither.')).toEqual([]);
});

test('the bundle that is shipped finds what the sources find', async () => {
  await using folder = await temporaryFolder();
  await build(bundlesOf({ root, outdir: folder.path, minify: true }).leaks);
  const load = createRequire(import.meta.url);
  const bundle = load(join(folder.path, 'leaks.cjs')) as { readonly findSecrets: typeof findSecrets };
  for (const { text, kind } of secretCorpus)
    expect((await bundle.findSecrets(text, pause)).map((each) => each.kind)).toContain(kind);
});
