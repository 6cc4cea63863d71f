import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import which from 'which';
import { root } from './build.ts';
import { installServer, serverFolder, serverRecipe } from './installServer.ts';
import { run } from './processes.ts';

/** Everything that is set up once and may be deleted at any time; not under version control. */
export const setupFolder = join(root, '.vscode-test');

/**
 * The editor that the tests run in. code-server's minor and patch numbers are those of its VS Code; its version is in
 * scripts/tools/code-server.
 */
export const vscodeVersion = '1.139.1';

/**
 * The server build of VS Code, installed from npm when it is not there yet; returns the path of its entry script, to
 * be run with Node 24.
 */
export async function serverBuild(say: (text: string) => void = console.log): Promise<string> {
  const folder = join(setupFolder, 'code-server');
  const marker = join(folder, 'complete');
  const entry = join(serverFolder(folder), 'out', 'node', 'entry.js');
  const recipe = await serverRecipe();
  if ((await readFile(marker, 'utf8').catch(() => '')) === recipe) return entry;

  say(
    `Installing the server build of VS Code ${vscodeVersion} into .vscode-test (once, about half a minute) …`,
  );
  await installServer(folder);
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
