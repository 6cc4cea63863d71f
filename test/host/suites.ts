import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { build, root } from '../../scripts/build.ts';
import { type HostRun, runInHost } from '../../scripts/host.ts';
import { endWithParent } from '../../scripts/processes.ts';
import { networkSetUp } from './network/setUp.ts';
import type { HostResult } from './run.ts';

/*
 * `npm run test:host [-- a suite]`: the tests inside an extension host. Their results are written to
 * test/.output/host/counts.json, where scripts/test.ts reads it.
 */

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

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;

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
async function hostTests(only?: string): Promise<readonly HostResult[]> {
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
  const text = await readFile(resultFile, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error('The extension host wrote no results.', { cause: ended });
  const results = JSON.parse(text) as readonly HostResult[];
  for (const { name, outcome, duration, error } of results) {
    console.log(`${marks[outcome]} ${name} (${duration} ms)${error === undefined ? '' : `\n${error}`}`);
  }
  // The exit code reports what no test can: an activation that threw, a host that crashed after the last test.
  if (ended !== undefined && results.every(({ outcome }) => outcome !== 'failed')) {
    throw new Error('Every test passed, but the host ended with an error.', { cause: ended });
  }
  return results;
}

endWithParent();
await rm(join(outputFolder, 'counts.json'), { force: true });
await build({ mode: 'dev' });
const results = await hostTests(process.argv[2]);
const named = (outcome: HostResult['outcome']) => results.filter((each) => each.outcome === outcome);
await writeFile(
  join(outputFolder, 'counts.json'),
  JSON.stringify({
    passed: named('passed').length,
    failures: named('failed').map(({ name }) => name),
    skipped: named('skipped').map(({ name }) => name),
  }),
);
if (results.length === 0 || named('failed').length > 0) process.exitCode = 1;
