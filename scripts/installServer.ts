import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './build.ts';
import { run } from './processes.ts';

/** Runs npm in a folder. */
export type Npm = (args: readonly string[], folder: string) => Promise<unknown>;

/**
 * What names the content of every package of the server build. code-server has a lock file for the dependencies of the
 * VS Code in it, too; but that one lacks some of them, and npm would take whatever is newest: hence one of ours.
 */
const tool = join(root, 'scripts', 'tools', 'code-server');
const vscodeLock = join(tool, 'vscode', 'package-lock.json');
const logFile = join(root, 'scripts', 'logFile.cjs');

/** Raise the number when the steps below change: what was set up by the old ones is then done anew. */
const steps = 3;

/** Changes with the steps and with everything that they read. */
export async function serverRecipe(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of [join(tool, 'package-lock.json'), vscodeLock, logFile])
    hash.update(await readFile(path));
  return `steps ${steps}, ${hash.digest('hex')}`;
}

/** The server build in the folder where `installServer` put it. */
export function serverFolder(folder: string): string {
  return join(folder, 'node_modules', 'code-server');
}

const runNpm: Npm = (args, cwd) => run('npm', args, { cwd });

/**
 * Installs the server build into an empty folder. No native module is compiled: the editor works without, and no
 * compiler is asked of anybody.
 */
export async function installServer(folder: string, npm: Npm = runNpm): Promise<void> {
  // `npm ci` takes what the lock file names, and fails when the content is another or a package is not in it.
  const ci = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // What an interrupted installation left is not trusted.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    await copyFile(join(tool, name), join(folder, name));
  await npm(ci, folder);

  const vscode = join(serverFolder(folder), 'lib', 'vscode');
  // npm would read this file rather than a package-lock.json.
  await copyFile(vscodeLock, join(vscode, 'npm-shrinkwrap.json'));
  await npm(ci, vscode);
  await copyFile(logFile, join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'));
}
