import { join } from 'node:path';
import { campaign } from '../test/faults/run.ts';
import { build, root } from './build.ts';
import { hostTests } from './host.ts';
import { checkLayers } from './layers.ts';
import { type Check, packageChecks } from './packageChecks.ts';
import { run } from './processes.ts';
import { chromium, serverBuild } from './setup.ts';
import { type Counts, vitest } from './vitest.ts';

/*
 * `npm test`: everything that has to hold. Every step is run, whatever became of the ones before, and counted; what
 * failed is named once more at the end, and the last line is the sum. A check that is no test of its own (types, lint,
 * a fact about the package) counts as one.
 */

let passed = 0;
let failed = 0;
const failures: string[] = [];

function count(counts: Counts): void {
  passed += counts.passed;
  failed += counts.failed;
  failures.push(...(counts.failures ?? []));
}

async function check({ name, run: attempt }: Check): Promise<void> {
  try {
    await attempt();
    console.log(`✓ ${name}`);
    count({ passed: 1, failed: 0 });
  } catch (error) {
    console.log(`✗ ${name}\n${error instanceof Error ? error.message : String(error)}`);
    count({ passed: 0, failed: 1, failures: [name] });
  }
}

/** A step that counts its own tests; one that breaks down counts as one failure. */
async function suite(name: string, attempt: () => Promise<Counts>): Promise<void> {
  heading(name);
  try {
    const counts = await attempt();
    // No tests at all is a mistake in the set-up, not a success.
    count(counts.passed + counts.failed > 0 ? counts : { passed: 0, failed: 1, failures: [`${name}: none`] });
  } catch (error) {
    console.log(`✗ ${name} could not be run.\n`, error);
    count({ passed: 0, failed: 1, failures: [`${name}: could not be run`] });
  }
}

function heading(name: string): void {
  console.log(`\n— ${name} (${Math.round(performance.now() / 1000)} s)`);
}

/** A tool of node_modules, run under this Node, that says something only when it fails. */
function tool(name: string, path: readonly string[], args: readonly string[]): Check {
  const script = join(root, 'node_modules', ...path);
  return { name, run: () => run(process.execPath, [script, ...args], { cwd: root }) };
}

async function layers(): Promise<void> {
  const { violations } = await checkLayers(root);
  if (violations.length > 0) throw new Error(violations.join('\n'));
}

const tsc = ['typescript', 'bin', 'tsc'];

heading('Types and lint');
await Promise.all([
  check({ name: 'the server build of VS Code is installed', run: () => serverBuild() }),
  check(tool('types', tsc, ['--noEmit'])),
  check(tool('types of the form', tsc, ['--noEmit', '-p', 'media'])),
  check(tool('lint', ['eslint', 'bin', 'eslint.js'], ['--max-warnings', '0', '.'])),
  check({ name: 'imports point downwards, in no circle', run: layers }),
  check(tool('format', ['prettier', 'bin', 'prettier.cjs'], ['--check', '--log-level', 'warn', '.'])),
]);
await check({ name: 'Chromium is there', run: () => chromium() });

heading('Package');
for (const each of packageChecks) await check(each);

await suite('Unit and contract tests', () => vitest('unit'));
await suite('Fault campaign', () => campaign({ seed: 1, count: 100 }));
await suite('Tests in the extension host', async () => {
  await build({ mode: 'dev' });
  const results = await hostTests();
  const failures = results.filter((result) => !result.passed).map(({ name }) => name);
  return { passed: results.length - failures.length, failed: failures.length, failures };
});
await suite('End-to-end tests', () => vitest('e2e'));

console.log();
for (const failure of failures) console.log(`✗ ${failure}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
