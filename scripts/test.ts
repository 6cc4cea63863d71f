import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './build.ts';
import { checkLayers } from './layers.ts';
import { type Check, packageChecks } from './packageChecks.ts';
import { endWithParent, run } from './processes.ts';
import { chromium, serverBuild } from './setup.ts';
import { type Counts, vitest } from './vitest.ts';

/*
 * `npm test`: everything that has to hold. Every step is run, whatever became of the ones before, and counted; what
 * failed or was skipped is named once more at the end, and the last line is the sum. A check that is no test of its own
 * (types, lint, a fact about the package) counts as one.
 */

const total = { passed: 0, failures: [] as string[], skipped: [] as string[] };

function count({ passed, failures, skipped }: Counts): void {
  total.passed += passed;
  total.failures.push(...failures);
  total.skipped.push(...skipped);
}

const countFailure = (name: string) => count({ passed: 0, failures: [name], skipped: [] });

async function check({ name, run: attempt }: Check): Promise<void> {
  try {
    await attempt();
    console.log(`✓ ${name}`);
    count({ passed: 1, failures: [], skipped: [] });
  } catch (error) {
    console.log(`✗ ${name}\n${error instanceof Error ? error.message : String(error)}`);
    countFailure(name);
  }
}

/** A step that counts its own tests; one that breaks down counts as one failure. */
async function suite(name: string, attempt: () => Promise<Counts>): Promise<void> {
  heading(name);
  try {
    const counts = await attempt();
    count(counts);
    // No tests at all is a mistake in the set-up, not a success.
    if (counts.passed + counts.failures.length === 0) countFailure(`${name}: none was run`);
  } catch (error) {
    console.log(`✗ ${name} could not be run.\n`, error);
    countFailure(`${name}: could not be run`);
  }
}

/**
 * Runs a program of the tests, which leaves its counts as JSON in `test/.output/FOLDER/counts.json`. What it printed is
 * shown at its end, since another one may be running beside it.
 */
async function program(path: string, folder: string, args: readonly string[] = []): Promise<Counts> {
  const file = join(root, 'test', '.output', folder, 'counts.json');
  await rm(file, { force: true });
  const { failed, all } = await run(process.execPath, [path, ...args], {
    cwd: root,
    reject: false,
    all: true,
  });
  console.log(`\n${all}`);
  const counts = JSON.parse(await readFile(file, 'utf8')) as Counts;
  if (!failed || counts.failures.length > 0) return counts;
  return { ...counts, failures: [`${path}: ended with an error`] };
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

endWithParent();

/** One after the other: each packages the extension in its own way. */
async function checkPackage(): Promise<void> {
  for (const each of packageChecks) await check(each);
}

heading('Types, lint and package');
await Promise.all([
  checkPackage(),
  check({ name: 'the server build of VS Code is installed', run: () => serverBuild() }),
  check(tool('types and lint', ['oxlint', 'bin', 'oxlint'], ['.'])),
  check({ name: 'imports point downwards, in no circle', run: layers }),
  check(tool('format', ['prettier', 'bin', 'prettier.cjs'], ['--check', '--log-level', 'warn', '.'])),
]);
await check({ name: 'Chromium is there', run: () => chromium() });

await suite('Unit and contract tests', () => vitest('unit'));
await Promise.all([
  // A sample; `npm run test:faults` runs as many as it is asked for.
  suite('Fault campaign', () => program('test/faults/run.ts', 'faults', ['--seed', '1', '--count', '60'])),
  // An extension host leaves half of the processor idle.
  suite('Tests in the extension host', () => program('test/host/suites.ts', 'host')),
]);
await suite('End-to-end tests', () => vitest('e2e'));

console.log();
// What is skipped for want of material is registered as often as it would run, under one name.
for (const [name, same] of Map.groupBy(total.skipped, (each) => each))
  console.log(`– skipped: ${name}${same.length > 1 ? ` (${same.length} tests)` : ''}`);
for (const name of total.failures) console.log(`✗ ${name}`);
console.log(`${total.passed} passed, ${total.failures.length} failed, ${total.skipped.length} skipped`);
process.exitCode = total.failures.length > 0 ? 1 : 0;
