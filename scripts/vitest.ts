import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from './build.ts';
import { run } from './processes.ts';

/** What some tests came to. */
export interface Counts {
  readonly passed: number;
  /** Their names. */
  readonly failures: readonly string[];
  /** Their names: what they need is not there. */
  readonly skipped: readonly string[];
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly numPassedTests: number;
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
  const failures = failuresOf(report);
  // An error outside of any test has no name.
  if (failures.length === 0 && (endedBadly || report.numFailedTestSuites > 0))
    failures.push(`${project}: an error outside of the tests`);
  return {
    passed: report.numPassedTests,
    failures,
    skipped: namesOf(report, ['pending', 'skipped', 'todo']),
  };
}

function failuresOf(report: Report): string[] {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return [
    ...namesOf(report, ['failed']),
    ...unloaded.map(({ name }) => `${relative(root, name)}, which could not be loaded`),
  ];
}

function namesOf({ testResults }: Report, statuses: readonly string[]): string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => statuses.includes(status))
      .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
  );
}
