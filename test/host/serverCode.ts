import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../scripts/browser.ts';
import { interruptible } from '../../scripts/processes.ts';
import { startServer } from '../../scripts/server.ts';
import { limits } from '../support/limits.ts';

/*
 * VS Code as @vscode/test-electron expects it: an executable that takes the desktop build's arguments, runs the test
 * module inside the extension host and ends with its exit code. Behind it are the server build and a Chromium.
 * The payload and the two functions in the page are the protocol of VS Code's own browser tests
 * (microsoft/vscode, test/integration/browser).
 */

const { values, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
  // The desktop build's other arguments mean nothing here.
  strict: false,
  allowPositionals: true,
});

/** Long enough for any suite; a host that dies silently must not hang the run. */
const longest = 30 * 60_000;

function required(name: keyof typeof values): string {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`--${name}=… is missing.`);
  return resolve(value);
}

async function runTests(interrupted: AbortSignal): Promise<number> {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith('NOTELOG_'));
  await using cleanup = new AsyncDisposableStack();
  const server = await startServer({
    userData: required('user-data-dir'),
    extensions: required('extensions-dir'),
    testDriver: true,
  });
  cleanup.defer(() => server.stop());
  const browser = await launchBrowser();
  cleanup.defer(() => browser.close());

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const exitCode = new Promise<number>((finish, reject) => {
    interrupted.addEventListener('abort', () => finish(130));
    setTimeout(() => reject(new Error('The tests did not come to an end.')), longest).unref();
    page.once('crash', () => reject(new Error('The page crashed.')));
    server.tree.child.once('exit', () => reject(new Error('The server ended.')));
    void page.exposeFunction('codeAutomationExit', (code: number) => finish(code));
  });
  exitCode.catch(() => undefined);
  await page.exposeFunction('codeAutomationLog', (kind: string, args: readonly unknown[]) => {
    if (process.env['NOTELOG_VERBOSE'] !== undefined) console.log(kind, ...args);
  });

  const remote = (path: string): string => `vscode-remote://${new URL(server.origin).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(required('extensionDevelopmentPath'))],
    ['extensionTestsPath', remote(required('extensionTestsPath'))],
    ['extensionEnvironment', JSON.stringify(Object.fromEntries(own))],
    ['enableProposedApi', ''],
    ['skipWelcome', 'true'],
  ];
  const url = new URL(server.origin);
  const folder = positionals[0];
  if (folder === undefined) url.searchParams.set('ew', 'true');
  else url.searchParams.set('folder', resolve(folder));
  url.searchParams.set('payload', JSON.stringify(payload));
  await page.goto(url.href, { timeout: limits.wait });
  return await exitCode;
}

await interruptible(async (interrupted) => {
  process.exitCode = await runTests(interrupted);
});
