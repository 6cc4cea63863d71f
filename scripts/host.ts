import { glob, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build as bundle } from 'esbuild';
import { networkSetUp } from '../test/host/network/setUp.ts';
import type { HostResult } from '../test/host/run.ts';
import { build, root } from './build.ts';
import { setupFolder, vscodeVersion } from './setup.ts';

/**
 * The VS Code to test in: the desktop build where it can show a window and be downloaded, else the project's own
 * executable, which puts the server build and Chromium behind the desktop's arguments. NOTELOG_VSCODE_VERSION, such as
 * `1.105.0` or `stable`, asks for the desktop build of that version and no other.
 */
export async function hostExecutable(): Promise<string> {
  const server = join(root, 'test', 'host', 'serverCode');
  const hasDisplay = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  const asked = process.env['NOTELOG_VSCODE_VERSION'];
  if (asked !== undefined && asked !== '')
    return downloadAndUnzipVSCode({ version: asked, cachePath: setupFolder });
  if (process.platform === 'linux' && !hasDisplay) return server;
  try {
    return await downloadAndUnzipVSCode({ version: vscodeVersion, cachePath: setupFolder, timeout: 10_000 });
  } catch (error) {
    console.log(`The desktop build is not to be had (${String(error)}): testing in the server build.`);
    return server;
  }
}

export interface HostRun {
  /** Folder of the extension under development. */
  readonly extension: string;
  /** Folder of installed extensions; default: an empty one. */
  readonly installed?: string;
  /** A CommonJS file that exports `run(): Promise<void>`. */
  readonly tests: string;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Opened in the window; default: none. */
  readonly folder?: string;
}

/** Runs a test module inside an extension host with user data of its own. Throws when the module's run() rejects. */
export async function runInHost(choices: HostRun): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'notelog-host-'));
  try {
    await runTests({
      vscodeExecutablePath: await hostExecutable(),
      extensionDevelopmentPath: choices.extension,
      extensionTestsPath: choices.tests,
      extensionTestsEnv: { ...choices.env },
      launchArgs: [
        ...(choices.folder === undefined ? [] : [choices.folder]),
        `--user-data-dir=${join(scratch, 'user')}`,
        `--extensions-dir=${choices.installed ?? join(scratch, 'extensions')}`,
        '--disable-telemetry',
      ],
    });
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Some of the tests, and the host that they need. */
interface Suite {
  readonly name: string;
  /** Glob, from the repository's root. */
  readonly files: string;
  /** Makes what the host is started with, in an empty folder; default: the extension as it is built. */
  readonly setUp?: (folder: string) => Promise<Pick<HostRun, 'extension' | 'env'> & AsyncDisposable>;
}

/** A host start each: it takes seconds. */
const suites: readonly Suite[] = [
  { name: 'plain', files: 'test/host/*.test.ts' },
  { name: 'network', files: 'test/host/network/*.test.ts', setUp: networkSetUp },
];

const outputFolder = join(root, 'test', '.output', 'host');

/** Bundles a suite's tests into one module that the editor can load, and returns its path. */
async function bundleTests({ name, files: pattern }: Suite): Promise<string> {
  const outfile = join(outputFolder, `${name}.cjs`);
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) files.push(file.replaceAll('\\', '/'));
  files.sort();
  const load = files.map((file) => `await import(${JSON.stringify(`./${file}`)});`).join('\n');
  await bundle({
    stdin: {
      contents: `import { runMocha } from './test/host/run.ts';
        export const run = () => runMocha(async () => { ${load} });`,
      resolveDir: root,
      loader: 'ts',
    },
    absWorkingDir: root,
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22.19',
    // mocha reads files of its own beside it.
    external: ['vscode', 'mocha'],
    supported: { 'dynamic-import': false },
    define: { NOTELOG_READY_ACCOUNTS: 'false' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/**
 * Runs the host tests, prints one line for each, and returns their results. Throws when a host did not report; `only`
 * names the one suite to run.
 */
export async function hostTests(only?: string): Promise<readonly HostResult[]> {
  const results: HostResult[] = [];
  for (const suite of suites) {
    if (only === undefined || only === suite.name) results.push(...(await runSuite(suite)));
  }
  return results;
}

async function runSuite(suite: Suite): Promise<readonly HostResult[]> {
  const tests = await bundleTests(suite);
  const resultFile = join(outputFolder, `${suite.name}.json`);
  await rm(resultFile, { force: true });
  await using cleanup = new AsyncDisposableStack();
  const scratch = await mkdtemp(join(tmpdir(), 'notelog-suite-'));
  cleanup.defer(() => rm(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const folder = join(scratch, 'workspace');
  await mkdir(folder);
  const prepared = await suite.setUp?.(join(scratch, 'set-up'));
  if (prepared !== undefined) cleanup.use(prepared);
  let ended: unknown;
  try {
    const env = { ...prepared?.env, NOTELOG_HOST_RESULTS: resultFile };
    await runInHost({ extension: prepared?.extension ?? root, tests, folder, env });
  } catch (error) {
    ended = error;
  }
  const written = await readFile(resultFile, 'utf8').catch(() => undefined);
  if (written === undefined) throw new Error('The extension host wrote no results.', { cause: ended });
  const results = JSON.parse(written) as readonly HostResult[];
  for (const { name, passed, duration, error } of results) {
    console.log(`${passed ? '✓' : '✗'} ${name} (${duration} ms)${error === undefined ? '' : `\n${error}`}`);
  }
  // The exit code knows of what no test does: an activation that threw, a host that crashed after the last test.
  if (ended !== undefined && results.every(({ passed }) => passed)) {
    throw new Error('Every test passed, but the host ended with an error.', { cause: ended });
  }
  return results;
}

if (process.argv[1] === import.meta.filename) {
  await build({ mode: 'dev' });
  const results = await hostTests(process.argv[2]);
  if (results.length === 0 || results.some(({ passed }) => !passed)) process.exitCode = 1;
}
