import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { build } from '../../scripts/build.ts';

const versions = z.record(z.string(), z.string());
const packageSchema = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: versions.optional(),
  devDependencies: versions.optional(),
});
const lockSchema = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), packageSchema) });

/** Licences that ask for no more than that they go along. */
const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0'];

function read(path: string): Promise<string> {
  return readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
}

async function lock() {
  return lockSchema.parse(JSON.parse(await read('package-lock.json')));
}

/** By path: everything that is installed for what is shipped, further dependencies included. */
async function shipped() {
  const { packages } = await lock();
  return Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true,
  );
}

test('the lock file names one exact content for every package, and agrees with package.json', async () => {
  const { lockfileVersion, packages } = await lock();
  expect(lockfileVersion).toBe(3);
  const { dependencies, devDependencies } = packageSchema.parse(JSON.parse(await read('package.json')));
  expect(packages['']).toMatchObject({ dependencies, devDependencies });
  for (const [path, { version, integrity, link, resolved }] of Object.entries(packages)) {
    if (path === '') continue;
    expect([path, version]).toEqual([path, expect.stringMatching(/^\d+\.\d+\.\d+([-+].*)?$/)]);
    expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-[\w+/]{86}==$/)]);
    // From the registry that the user has set, and from nowhere else.
    expect([path, link, resolved]).toEqual([path, undefined, undefined]);
  }
});

test('nothing that is shipped runs a script when it is installed, and every licence allows it to be shipped', async () => {
  const packages = await shipped();
  expect(packages.length).toBeGreaterThan(5);
  for (const [path, { hasInstallScript, license }] of packages) {
    expect([path, hasInstallScript]).toEqual([path, undefined]);
    expect(allowed, path).toContain(license);
  }
});

test('the bundles hold packages that are shipped dependencies, each with its licence, and no others', async () => {
  const outdir = await mkdtemp(join(tmpdir(), 'notelog-bundles-'));
  try {
    await build({ mode: 'package', outdir });
    const licenses = await readFile(join(outdir, 'licenses.txt'), 'utf8');
    const parts = licenses.split(`\n${'-'.repeat(60)}\n\n`);
    const shippedNames = new Set((await shipped()).map(([path]) => path.replace(/.*node_modules\//, '')));
    const names = parts.map((part) => part.split('\n', 1)[0] ?? '');
    for (const name of names) expect([...shippedNames]).toContain(name);
    for (const part of parts) expect(part).toMatch(/permission|redistribution/i);
    // What the sources import is in one of the bundles.
    expect(names).toEqual(expect.arrayContaining(['htmlparser2', 'mime', 'undici', 'yaml', 'zod']));
  } finally {
    await rm(outdir, { recursive: true });
  }
});
