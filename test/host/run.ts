import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** One test as the extension host saw it; test/host/suites.ts reads a list of these from a JSON file. */
export interface HostResult {
  /** The titles of its suites, then its own. */
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Milliseconds. */
  readonly duration: number;
  readonly error?: string;
}

/** The results go to a file: what a test host prints comes out among the editor's own lines. */
class Silent extends Mocha.reporters.Base {}

/**
 * Runs the tests that `load` registers with mocha's describe() and it(), and writes their results to the file that
 * NOTELOG_HOST_RESULTS names. Rejects when a test failed, which makes the editor end with 1.
 */
export async function runMocha(load: () => unknown): Promise<void> {
  // Stacks then point to the .ts files.
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({
    ui: 'bdd',
    // A guard against hanging only.
    timeout: 5 * 60_000,
    forbidOnly: process.env['CI'] === 'true',
    reporter: Silent,
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  const results: HostResult[] = [];
  const report = (): void => {
    const file = process.env['NOTELOG_HOST_RESULTS'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(results));
  };
  try {
    await load();
  } catch (error) {
    results.push({ name: 'loading the tests', outcome: 'failed', duration: 0, error: textOf(error) });
    report();
    throw error;
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => {
      results.push({ name: test.fullTitle(), outcome: 'passed', duration: test.duration ?? 0 });
    });
    runner.on('pending', (test) => {
      results.push({ name: test.fullTitle(), outcome: 'skipped', duration: 0 });
    });
    runner.on('fail', (test, error: unknown) => {
      const duration = test.duration ?? 0;
      results.push({ name: test.fullTitle(), outcome: 'failed', duration, error: textOf(error) });
    });
  });
  report();
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
