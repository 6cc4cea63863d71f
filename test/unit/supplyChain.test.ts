import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { build, root } from '../../scripts/build.ts';
import { vscodeVersion } from '../../scripts/setup.ts';

const versions = z.record(z.string(), z.string());
const packageSchema = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: versions.optional(),
  devDependencies: versions.optional(),
  optionalDependencies: versions.optional(),
  os: z.string().or(z.array(z.string())).optional(),
  cpu: z.string().or(z.array(z.string())).optional(),
});
const lockSchema = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), packageSchema) });

/** Licences that require no more than that their text is included. */
const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0'];

function read(path: string): Promise<string> {
  return readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** Paths from the root, of what the repository itself holds. */
async function filesOf(pattern: string): Promise<string[]> {
  const exclude = ['**/node_modules', '.vscode-test', 'test/.output', '.stryker-tmp'];
  const paths: string[] = [];
  for await (const path of glob(pattern, { cwd: root, exclude })) paths.push(path.replaceAll('\\', '/'));
  return paths;
}

async function lock(path = 'package-lock.json') {
  return lockSchema.parse(JSON.parse(await read(path)));
}

async function manifest(path = 'package.json') {
  return packageSchema.parse(JSON.parse(await read(path)));
}

/** By path: everything that is installed for what is shipped, further dependencies included. */
async function shipped() {
  const { packages } = await lock();
  const { optionalDependencies = {} } = await manifest();
  const platforms = new Set(Object.keys(optionalDependencies).map((name) => `node_modules/${name}`));
  return Object.entries(packages).filter(
    ([path, { dev, devOptional }]) =>
      path !== '' && dev !== true && devOptional !== true && !platforms.has(path),
  );
}

/** The lock files of the project and of the tools that are installed separately. */
const lockFiles = [
  'package-lock.json',
  'scripts/tools/code-server/package-lock.json',
  'scripts/tools/code-server/vscode/package-lock.json',
  'scripts/tools/ovsx/package-lock.json',
];

test('these are all the lock files', async () => {
  const paths = await filesOf('**/{package-lock,npm-shrinkwrap}.json');
  expect(paths.sort()).toEqual(lockFiles);
});

test.each(lockFiles)('%s names one exact content for every package', async (file) => {
  const { lockfileVersion, packages } = await lock(file);
  expect(lockfileVersion).toBe(3);
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  for (const [path, { version, integrity, link, resolved }] of Object.entries(packages)) {
    if (path === '') continue;
    expect([path, version]).toEqual([path, expect.stringMatching(/^\d+\.\d+\.\d+([-+].*)?$/)]);
    // Where there is a weaker hash, too, npm takes the strongest.
    expect([path, integrity]).toEqual([path, expect.stringMatching(/(^|\s)sha512-[\w+/]{86}==$/)]);
    // From the registry that the user has set, and from nowhere else.
    expect([path, link, resolved]).toEqual([path, undefined, undefined]);
  }
});

test.each(['', 'scripts/tools/code-server/', 'scripts/tools/ovsx/'])(
  'the lock file in "%s" agrees with its package.json',
  async (folder) => {
    const { dependencies, devDependencies, optionalDependencies } = await manifest(`${folder}package.json`);
    const { packages } = await lock(`${folder}package-lock.json`);
    expect(packages['']).toMatchObject({
      dependencies,
      ...(devDependencies !== undefined && { devDependencies, optionalDependencies }),
    });
  },
);

test('Node 24 is in the lock file for every platform that the project names', async () => {
  const { packages } = await lock();
  const nodes = Object.entries(packages).filter(([path]) =>
    /^node_modules\/node-(bin-)?(linux|darwin|win)-/.test(path),
  );
  expect(nodes.map(([, { os, cpu }]) => [os, cpu].flat().join('-')).sort()).toEqual([
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64',
    'linux-x64',
    'win32-x64',
  ]);
  for (const [path, { version, optional, hasInstallScript }] of nodes) {
    expect([path, version]).toEqual([path, expect.stringMatching(/^24\./)]);
    expect([path, optional, hasInstallScript]).toEqual([path, true, undefined]);
  }
});

test('the server build in its lock file is of the VS Code version that the tests name', async () => {
  const { packages } = await lock('scripts/tools/code-server/package-lock.json');
  expect(packages['node_modules/code-server']?.version).toBe(vscodeVersion.replace('1.', '4.'));
});

test('no script and no workflow installs anything but what a lock file names', async () => {
  const unlocked =
    /\bnpx (?!--no-install )|\bnpm (i|install|add|exec|update)\b|'(install|exec|add)', '--|(?<!'apt-get', )\[\s*'install'/;
  const paths = await filesOf('{package.json,.ci/run,{scripts,.github,test}/**/*.{ts,mjs,cjs,yml}}');
  expect(paths.length).toBeGreaterThan(200);
  for (const path of paths) {
    if (path.endsWith('supplyChain.test.ts')) continue;
    expect([path, unlocked.exec(await read(path))?.[0]]).toEqual([path, undefined]);
  }
});

test('no install script of a package is run, whoever calls npm', async () => {
  expect((await read('.npmrc')).split('\n')).toContain('ignore-scripts=true');
  const { scripts } = z.object({ scripts: versions }).parse(JSON.parse(await read('package.json')));
  // npm would ignore these, too.
  for (const name of Object.keys(scripts)) expect(name).not.toMatch(/^(pre|post)/);
  // The project's .npmrc does not hold in the folders of the tools.
  for (const path of await filesOf('.github/workflows/*.yml'))
    expect(await read(path)).not.toMatch(/npm ci(?! --ignore-scripts)/);
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
