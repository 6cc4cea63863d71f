import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/build.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const windows = process.platform === 'win32';
const names: Partial<Record<NodeJS.Platform, string>> = { win32: 'win', darwin: 'darwin' };
const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
/** The lock file's Node for the machine that runs the tests. */
const nodePackage = `${prefix}-${names[process.platform] ?? process.platform}-${process.arch}`;
const nodePath = `node_modules/${nodePackage}`;

/** A package's entry in the lock file that npm writes for what it has installed. */
const locked = (packages: Record<string, object>) => JSON.stringify({ packages });

/** A project in a folder whose name has a blank, with a script `test` that records its arguments. */
async function project(folder: string): Promise<string> {
  const place = join(folder, 'a project');
  await mkdir(join(place, 'node_modules'), { recursive: true });
  await mkdir(join(place, 'scripts'));
  await cp(join(root, 'scripts', 'bootstrap.mjs'), join(place, 'scripts', 'bootstrap.mjs'));
  await writeFile(join(place, 'scripts', 'test.ts'), 'console.log(JSON.stringify(process.argv.slice(2)));');
  await writeFile(join(place, 'package.json'), '{ "type": "module" }');
  return place;
}

/** Puts Node where the lock file's package has it, and the lock file that says so. */
async function installNode(place: string): Promise<void> {
  const bin = join(place, nodePath, 'bin');
  await mkdir(bin, { recursive: true });
  if (windows) await cp(process.execPath, join(bin, 'node.exe'));
  else await symlink(process.execPath, join(bin, 'node'));
  const lock = locked({ [nodePath]: { integrity: 'sha512-n', optional: true } });
  await writeFile(join(place, 'package-lock.json'), lock);
  await writeFile(join(place, 'node_modules', '.package-lock.json'), lock);
}

/** A stand-in for npm that records its arguments and installs nothing. */
async function standInNpm(place: string): Promise<string> {
  const npm = join(place, 'npm-cli.js');
  await writeFile(
    npm,
    `import { writeFileSync } from 'node:fs';
    writeFileSync('npm.json', JSON.stringify(process.argv.slice(2)));`,
  );
  return npm;
}

const bootstrap = (place: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
  execa(process.execPath, [join(place, 'scripts', 'bootstrap.mjs'), 'test', ...args], { env, reject: false });

test('arguments reach the script as they are, from a folder with a blank in its name', async () => {
  await using folder = await temporaryFolder();
  const place = await project(folder.path);
  await installNode(place);
  const args = ['a b', '"quoted"', '%PATH%', '$HOME', ''];
  const { stdout } = await bootstrap(place, args);
  expect(JSON.parse(stdout)).toEqual(args);
});

test('npm is run by Node from where npm says that it is', async () => {
  await using folder = await temporaryFolder();
  const place = await project(folder.path);
  await writeFile(
    join(place, 'package-lock.json'),
    locked({ 'node_modules/x': { version: '1.0.0', integrity: 'sha512-x' } }),
  );
  await bootstrap(place, [], { npm_execpath: await standInNpm(place) });
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  expect(JSON.parse(await readFile(join(place, 'npm.json'), 'utf8'))).toEqual(args);
});

test.each([
  ['another content', { [nodePath]: { integrity: 'sha512-other', optional: true } }],
  ['no Node', {}],
])('the packages are installed again when what is installed has %s', async (_, installed) => {
  await using folder = await temporaryFolder();
  const place = await project(folder.path);
  await installNode(place);
  await writeFile(join(place, 'node_modules', '.package-lock.json'), locked(installed));
  await bootstrap(place, [], { npm_execpath: await standInNpm(place) });
  expect(JSON.parse(await readFile(join(place, 'npm.json'), 'utf8'))).toContain('ci');
});

test('an optional package of another platform may be missing', async () => {
  await using folder = await temporaryFolder();
  const place = await project(folder.path);
  await installNode(place);
  const node = { [nodePath]: { integrity: 'sha512-n', optional: true } };
  await writeFile(
    join(place, 'package-lock.json'),
    locked({ ...node, 'node_modules/node-plan9-mips': { integrity: 'sha512-p', optional: true } }),
  );
  expect(await bootstrap(place, [], { npm_execpath: '/nowhere/npm-cli.js' })).toMatchObject({ stdout: '[]' });
});

test('a platform that the lock file has no Node for runs on the Node 24 of the machine', async () => {
  await using folder = await temporaryFolder();
  const place = await project(folder.path);
  await writeFile(join(place, 'package-lock.json'), locked({}));
  expect(await bootstrap(place)).toMatchObject({ exitCode: 0, stdout: '[]' });
});

test.each(['<<<<<<< HEAD', '{}', undefined])(
  'a lock file that is %j ends the task with the reason',
  async (text) => {
    await using folder = await temporaryFolder();
    const place = await project(folder.path);
    if (text !== undefined) await writeFile(join(place, 'package-lock.json'), text);
    const { exitCode, stdout, stderr } = await bootstrap(place);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^package-lock\.json cannot be read: [^\n]+$/);
  },
);

test.skipIf(windows)('a program that cannot be started ends the task with the reason', async () => {
  await using folder = await temporaryFolder();
  const place = await project(folder.path);
  await installNode(place);
  await rm(join(place, nodePath, 'bin', 'node'));
  await writeFile(join(place, nodePath, 'bin', 'node'), '', { mode: 0o600 });
  const { exitCode, stderr } = await bootstrap(place);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('EACCES');
});

/** A package as npm's registry has it, with a program in the place of Node, and the hash of its content. */
async function nodeArchive(folder: string) {
  const bin = join(folder, 'package', 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'node'), `#!/bin/sh\necho "run by the lock file's Node"\n`, { mode: 0o755 });
  const manifest = { name: nodePackage, version: '24.0.0', bin: { node: 'bin/node' } };
  await writeFile(join(folder, 'package', 'package.json'), JSON.stringify(manifest));
  const path = join(folder, 'node.tgz');
  await execa('tar', ['-czf', path, '-C', folder, 'package']);
  const hash = createHash('sha512').update(await readFile(path));
  return { path, integrity: `sha512-${hash.digest('base64')}` };
}

/** Runs the bootstrap with npm itself in a project whose lock file has Node with this hash, or with the right one. */
async function bootstrapWithLockedNode(folder: string, integrity?: string) {
  const place = await project(folder);
  const archive = await nodeArchive(folder);
  const dependencies = { optionalDependencies: { [nodePackage]: `file:${archive.path}` } };
  await writeFile(join(place, 'package.json'), JSON.stringify({ type: 'module', ...dependencies }));
  const node = { version: '24.0.0', resolved: `file:${archive.path}`, optional: true };
  const packages = {
    '': dependencies,
    [nodePath]: { ...node, integrity: integrity ?? archive.integrity, bin: { node: 'bin/node' } },
  };
  await writeFile(
    join(place, 'package-lock.json'),
    JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
  );
  return bootstrap(place, [], { npm_config_cache: join(folder, 'cache') });
}

test.skipIf(windows)('the Node that the lock file names is installed and run', async () => {
  await using folder = await temporaryFolder();
  const { exitCode, stdout } = await bootstrapWithLockedNode(folder.path);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining("run by the lock file's Node")]);
});

test.skipIf(windows)('a Node with another content is not run', async () => {
  await using folder = await temporaryFolder();
  const other = `sha512-${'A'.repeat(86)}==`;
  const { exitCode, stdout, stderr } = await bootstrapWithLockedNode(folder.path, other);
  expect(exitCode).toBe(1);
  expect(stdout).not.toContain('run by');
  expect(stderr).toContain('its content is not what package-lock.json says');
});
