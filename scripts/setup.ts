import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import which from 'which';
import { root } from './build.ts';
import { run } from './processes.ts';

/** Everything that is set up once and may be deleted at any time; not under version control. */
export const setupFolder = join(root, '.vscode-test');

/** The editor that the tests run in. code-server's minor and patch numbers are those of its VS Code. */
export const vscodeVersion = '1.139.1';
const serverPackage = 'code-server@4.139.1';
/** Raise the number when the steps below change: what was set up by the old ones is then done anew. */
const recipe = `${serverPackage}, steps 2`;

/**
 * The server build of VS Code, installed from npm when it is not there yet; returns the path of its entry script, to
 * be run with Node 24. No native module is compiled: the editor works without, and no compiler is asked of anybody.
 */
export async function serverBuild(say: (text: string) => void = console.log): Promise<string> {
  const folder = join(setupFolder, 'server');
  const marker = join(folder, 'complete');
  const server = join(folder, 'node_modules', 'code-server');
  const entry = join(server, 'out', 'node', 'entry.js');
  if ((await readFile(marker, 'utf8').catch(() => '')) === recipe) return entry;

  say(
    `Installing the server build of VS Code ${vscodeVersion} into .vscode-test (once, about half a minute) …`,
  );
  // What an interrupted installation left is not trusted.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', [...install, '--no-save', serverPackage], { cwd: folder });
  await run('npm', [...install, '--omit=dev'], { cwd: join(server, 'lib', 'vscode') });
  const log = join(server, 'lib', 'vscode', 'node_modules', '@vscode', 'spdlog', 'index.js');
  await copyFile(join(root, 'scripts', 'logFile.cjs'), log);
  await writeFile(marker, recipe);
  say('The server build is ready.');
  return entry;
}

/** Names on PATH, and paths where no name is on PATH. */
const chromiumNames = [
  // The same engine without the browser's own user interface, which costs a second of a core at each start.
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/snap/bin/chromium',
];

/** The path of a program on PATH, or of the one that the given path names; undefined when there is none. */
export async function findProgram(name: string): Promise<string | undefined> {
  return (await which(name, { nothrow: true })) ?? undefined;
}

/**
 * The system's Chromium or Chrome (CHROME_PATH goes first). As root on Debian or Ubuntu it is installed when there is
 * none; elsewhere this throws and says what to install.
 */
export async function chromium(say: (text: string) => void = console.log): Promise<string> {
  const wanted = process.env['CHROME_PATH'];
  if (wanted !== undefined && wanted !== '') {
    if ((await findProgram(wanted)) !== undefined) return wanted;
    throw new Error(`CHROME_PATH is ${wanted}, and no program is there.`);
  }
  const found = await findChromium();
  if (found !== undefined) return found;

  if (process.getuid?.() === 0 && (await findProgram('apt-get')) !== undefined) {
    say('Installing Chromium with apt-get (once) …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env });
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium-headless-shell'], { env });
    const installed = await findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'The tests drive VS Code in Chromium, and none was found. Install Chromium or Google Chrome ' +
      '(Debian: sudo apt-get install chromium), or set CHROME_PATH to it, and run this again.',
  );
}

async function findChromium(): Promise<string | undefined> {
  for (const name of chromiumNames) {
    const path = await findProgram(name);
    if (path !== undefined) return path;
  }
  return undefined;
}
