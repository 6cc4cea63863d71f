import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/build.ts';
import { installServer, type Npm, serverFolder, serverRecipe } from '../../../scripts/installServer.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const tool = join(root, 'scripts', 'tools', 'code-server');

/** A stand-in for npm that creates what code-server's package has, and records how it was called. */
function standInNpm(folder: string) {
  const calls: { args: readonly string[]; folder: string; lock: string }[] = [];
  const vscode = join(serverFolder(folder), 'lib', 'vscode');
  const npm: Npm = async (args, cwd) => {
    const name = cwd === folder ? 'package-lock.json' : 'npm-shrinkwrap.json';
    calls.push({ args, folder: cwd, lock: await readFile(join(cwd, name), 'utf8') });
    await mkdir(join(vscode, 'node_modules', '@vscode', 'spdlog'), { recursive: true });
    await writeFile(join(vscode, 'npm-shrinkwrap.json'), 'of the package');
  };
  return { npm, calls, vscode };
}

test('the server build and the packages of its editor are those of two lock files, and no script of theirs is run', async () => {
  await using folder = await temporaryFolder();
  const { npm, calls, vscode } = standInNpm(folder.path);
  await installServer(folder.path, npm);

  expect(calls.map((call) => call.folder)).toEqual([folder.path, vscode]);
  for (const { args } of calls) {
    expect(args[0]).toBe('ci');
    expect(args).toContain('--ignore-scripts');
  }
  expect(calls.map(({ lock }) => lock)).toEqual([
    await readFile(join(tool, 'package-lock.json'), 'utf8'),
    await readFile(join(tool, 'vscode', 'package-lock.json'), 'utf8'),
  ]);
});

test('what an earlier installation left is removed first', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'node_modules'), { recursive: true });
  await writeFile(join(folder.path, 'node_modules', 'left.js'), '');
  await installServer(folder.path, standInNpm(folder.path).npm);
  await expect(readFile(join(folder.path, 'node_modules', 'left.js'))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});

test('when npm fails, the installation fails', async () => {
  await using folder = await temporaryFolder();
  const npm: Npm = () => Promise.reject(new Error('EINTEGRITY'));
  await expect(installServer(folder.path, npm)).rejects.toThrow('EINTEGRITY');
});

test('the recipe, which shows whether a set-up is out of date, is one line with a hash', async () => {
  expect(await serverRecipe()).toMatch(/^steps \d+, [\da-f]{64}$/);
});
