import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { endWithParent } from '../../scripts/processes.ts';
import { TimeKeeper } from './scaledClock.ts';
import { runScenario, type Result } from './scenario.ts';

/** What a campaign came to, in scenarios; one that could not be run to its end has failed. */
interface Summary {
  readonly passed: number;
  /** `seed N`, for each that failed. */
  readonly failures: readonly string[];
}

/** What is asked of a campaign. */
interface Campaign {
  /** The first scenario's; the others follow it. */
  readonly seed: number;
  readonly count: number;
  /** How many scenarios run at once. */
  readonly jobs: number;
  /** How many times as fast as time the scenarios go. */
  readonly scale: number;
}

const root = join(import.meta.dirname, '..', '..');
const output = join(root, 'test', '.output', 'faults');

/** More than two cores' worth: a scenario mostly waits. */
const defaults = { jobs: 8, scale: 60 };

/** Runs `count` scenarios, tells what it saw, and keeps a log of each that failed. */
async function campaign(wanted: Pick<Campaign, 'count'> & Partial<Campaign>): Promise<Summary> {
  const { seed, count, jobs, scale } = {
    seed: Math.floor(Math.random() * 1e6) * 1000,
    ...defaults,
    ...wanted,
  };
  console.log(`${count} scenarios from seed ${seed} on, ${jobs} at once, ${scale} times as fast as time`);
  const folder = await mkdtemp(join(tmpdir(), 'notelog-host-'));
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const keeper = new TimeKeeper(join(folder, 'time'));
  const results: Result[] = [];
  const broken: string[] = [];
  const start = performance.now();
  try {
    const stage = { program: await bundleHost(folder), keeper, scale };
    let next = seed;
    const work = async (): Promise<void> => {
      while (next < seed + count) {
        const mine = next++;
        try {
          const result = await runScenario(mine, stage);
          results.push(result);
          await report(result, results.length, start);
        } catch (error) {
          // That says nothing of the product.
          broken.push(`seed ${mine}`);
          console.log(`! seed ${mine} could not be run to its end:`, error);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(jobs, count) }, work));
  } finally {
    keeper.stop();
    await rm(folder, { recursive: true, force: true });
  }
  if (broken.length > 0) console.log(`${broken.length} scenarios could not be run to their end`);
  const failures = [...summed(results), ...broken];
  return { passed: count - failures.length, failures };
}

/** One file, so that a host starts fast. */
async function bundleHost(folder: string): Promise<string> {
  const outfile = join(folder, 'host.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/faults/host.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
    // undici's own files are CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}

async function report({ plan, findings, log }: Result, done: number, start: number): Promise<void> {
  if (log.length > 0) await writeFile(join(output, `seed-${plan.seed}.log`), `${log.join('\n')}\n`);
  if (findings.length > 0) {
    console.log(`✗ seed ${plan.seed} (${plan.themes.join(', ')})`);
    for (const { kind, what } of findings) console.log(`    ${kind}: ${what}`);
    console.log(
      `    npm run test:faults -- --seed ${plan.seed} --count 1; test/.output/faults/seed-${plan.seed}.log`,
    );
  }
  if (done % 100 === 0) console.log(`${done} done (${Math.round((performance.now() - start) / 1000)} s)`);
}

/** Prints what the scenarios came to together, and returns the names of those that failed. */
function summed(results: readonly Result[]): readonly string[] {
  const sum = (of: (result: Result) => number) => results.reduce((total, each) => total + of(each), 0);
  const count = (wanted: string) =>
    sum(({ findings }) => findings.filter(({ kind }) => kind === wanted).length);
  const accepted = sum((each) => each.accepted);
  const asking = sum((each) => each.asking);
  const share = accepted === 0 ? 0 : (100 * asking) / accepted;
  console.log(
    `${accepted} notes accepted: ${accepted - asking} stored by themselves, ${asking} ask the user (${share.toFixed(1)} %); ${count('wrong')} otherwise wrong`,
  );
  console.log(`${results.length} scenarios, ${count('lost')} lost, ${count('doubled')} doubled`);
  return results.filter(({ findings }) => findings.length > 0).map(({ plan }) => `seed ${plan.seed}`);
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: '1000' },
    jobs: { type: 'string', default: String(defaults.jobs) },
    scale: { type: 'string', default: String(defaults.scale) },
  },
});
endWithParent();
const summary = await campaign({
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  count: Number(values.count),
  jobs: Number(values.jobs),
  scale: Number(values.scale),
});
// scripts/test.ts reads it.
await writeFile(join(output, 'counts.json'), JSON.stringify({ ...summary, skipped: [] }));
process.exitCode = summary.failures.length > 0 ? 1 : 0;
