import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { endWithParent } from '../../scripts/processes.ts';
import { drawPlan } from './drawPlan.ts';
import type { Programs } from './hosts.ts';
import { TimeKeeper } from './scaledClock.ts';
import { runScenario, type Result } from './scenario.ts';
import { themesOf, type Theme } from './themes.ts';

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
  /** What each scenario has to have; seeds without it are left out. */
  readonly themes: readonly Theme[];
  readonly count: number;
  /** How many scenarios run at once. */
  readonly jobs: number;
  /** How many times as fast as time the scenarios go. */
  readonly scale: number;
}

const root = join(import.meta.dirname, '..', '..');
const output = join(root, 'test', '.output', 'faults');

/** More than two cores' worth: a scenario mostly waits. */
const defaults = { jobs: 8, scale: 60, themes: [] };

/** Runs `count` scenarios, tells what it saw, and keeps a log of each that failed. */
async function campaign(wanted: Pick<Campaign, 'count'> & Partial<Campaign>): Promise<Summary> {
  const { seed, count, themes, jobs, scale } = {
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
    const stage = { programs: await bundlePrograms(folder), keeper, scale };
    const seeds = seedsFrom(seed, count, themes);
    const work = async (): Promise<void> => {
      for (const mine of seeds) {
        try {
          const result = await runScenario(mine, stage);
          results.push({ ...result, log: [] });
          await report(result, results.length, start, count === 1);
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

/** The first `count` seeds from `seed` on whose scenarios have all these themes. */
function* seedsFrom(seed: number, count: number, themes: readonly Theme[]): Generator<number> {
  for (let next = seed, left = count; left > 0; next += 1) {
    const { themes: own } = drawPlan(next);
    if (!themes.every((theme) => own.includes(theme))) continue;
    left -= 1;
    yield next;
  }
}

/** One file each, so that a process starts fast. */
async function bundlePrograms(folder: string): Promise<Programs> {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/faults/host.ts', 'test/faults/agent.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
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
  return { host: join(folder, 'host.mjs'), agent: join(folder, 'agent.mjs') };
}

/** `keepLog`: also of a scenario in which nothing was found. */
async function report(
  { plan, findings, asking, log }: Result,
  done: number,
  start: number,
  keepLog: boolean,
): Promise<void> {
  for (const each of asking)
    await appendFile(join(output, 'asks.txt'), `seed ${plan.seed}, ${each.id}: ${reasonOf(each)}\n`);
  if (keepLog || findings.length > 0)
    await writeFile(join(output, `seed-${plan.seed}.log`), `${log.join('\n')}\n`);
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
  const asked = results.flatMap((result) => result.asking).map(reasonOf);
  const share = accepted === 0 ? 0 : (100 * asked.length) / accepted;
  console.log(
    `${accepted} notes accepted, ${asked.length} ask the user (${share.toFixed(1)} %); ${count('wrong')} otherwise wrong`,
  );
  for (const [reason, number] of counted(asked)) console.log(`    ${number} ${reason}`);
  const proposals = counted(results.flatMap((result) => result.proposals));
  if (proposals.length > 0)
    console.log(
      `of the proposals are: ${proposals.map(([state, number]) => `${number} ${state}`).join(', ')}`,
    );
  const acts = counted(results.flatMap((result) => result.acts));
  console.log(`the user did: ${acts.map(([act, number]) => `${number} ${act}`).join(', ')}`);
  console.log(`${results.length} scenarios, ${count('lost')} lost, ${count('doubled')} doubled`);
  return results.filter(({ findings }) => findings.length > 0).map(({ plan }) => `seed ${plan.seed}`);
}

function reasonOf({ asks, why = 'without a reason' }: Result['asking'][number]): string {
  return `${asks}: ${why}`;
}

/** How often each text is among these, the most frequent first. */
function counted(texts: readonly string[]): readonly (readonly [string, number])[] {
  const groups = [...Map.groupBy(texts, (text) => text)].map(([text, each]) => [text, each.length] as const);
  return groups.sort(([, one], [, other]) => other - one);
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: '1000' },
    theme: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', default: String(defaults.jobs) },
    scale: { type: 'string', default: String(defaults.scale) },
  },
});
endWithParent();
const summary = await campaign({
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  count: Number(values.count),
  themes: themesOf(values.theme),
  jobs: Number(values.jobs),
  scale: Number(values.scale),
});
// scripts/test.ts reads it.
await writeFile(join(output, 'counts.json'), JSON.stringify({ ...summary, skipped: [] }));
process.exitCode = summary.failures.length > 0 ? 1 : 0;
