import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from './build.ts';
import { run } from './processes.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** The names of those that failed, where they have names. */
  readonly failures?: readonly string[];
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    /** The file's path. */
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs one of the projects of vitest.config.ts; its own output shows how it goes. */
export async function vitest(project: 'unit' | 'e2e', args: readonly string[] = []): Promise<Counts> {
  const folder = join(root, 'test', '.output');
  const file = join(folder, `${project}.json`);
  await mkdir(folder, { recursive: true });
  await rm(file, { force: true });
  const cli = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { failed: endedBadly } = await run(
    process.execPath,
    [cli, 'run', '--project', project, ...reporters, ...args],
    { cwd: root, stdout: 'inherit', stderr: 'inherit', reject: false },
  );

  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  const { numPassedTests: passed, numFailedTests: failed, numFailedTestSuites: suites } = report;
  // A file that could not be loaded, or an error outside of any test, has no test to count.
  const unseen = failed === 0 && (endedBadly || suites > 0) ? 1 : 0;
  return { passed, failed: failed + unseen, failures: failuresOf(report) };
}

function failuresOf({ testResults }: Report): readonly string[] {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && status === 'failed') return [`${file}, which could not be loaded`];
    return tests.map(({ fullName }) => `${file}: ${fullName}`);
  });
}
