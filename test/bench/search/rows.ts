import * as z from 'zod';
import { measureIn } from '../children.ts';
import { atLeast, atMost, spread, type Row } from '../frame.ts';
import { kinds } from './questions.ts';
import type { SearcherName } from './searchers.ts';

const customers = 50_000;
const manyMore = 500_000;
const questions = 600;
const rounds = 3;

/** Of slow libraries, enough to compare them. */
const fewQuestions = 100;

const runSchema = z.object({
  /** Milliseconds of processor time. */
  build: z.number(),
  /** For each customer. */
  bytes: z.number(),
  /** Milliseconds for each page of 200 that was added. */
  slices: z.array(z.number()),
  /** Milliseconds for each question. */
  times: z.array(z.number()),
  /** How often the wanted customer was among the first ten rows. */
  amongTen: z.array(z.object({ kind: z.enum(kinds), asked: z.number(), found: z.number() })),
});
type Run = z.infer<typeof runSchema>;

/**
 * Finding a customer by what people type, each search in a process of its own: the product's index against the matcher
 * that it had before, and libraries beside them. All goals are ratios of one run, so that a busy machine says the same.
 */
export async function directorySearchRows(): Promise<readonly Row[]> {
  const runs: Record<'index' | 'matcher', Run[]> = { index: [], matcher: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? (['matcher', 'index'] as const) : (['index', 'matcher'] as const))
      runs[name].push(await measure(name, customers, questions));
  const index = figuresOf(runs.index);
  const matcher = figuresOf(runs.matcher);
  const large = figuresOf([await measure('index', manyMore, questions)]);
  return [
    against('a search, median', index.p50, matcher.p50, 0.1),
    against('a search, 95th percentile', index.p95, matcher.p95, 0.1),
    against(`a search among ${manyMore}, median`, large.p50, matcher.p50, 0.5),
    against(`a search among ${manyMore}, 95th percentile`, large.p95, matcher.p95, 0.5),
    against('filling the index, processor time', index.build, matcher.build, 1.25),
    against('adding a page of 200, the longest', index.longest, matcher.longest, 1),
    against('memory', index.bytes, matcher.bytes, 1, 'bytes a customer'),
    ...kinds.map((kind): Row => {
      const [mine, theirs] = [index, matcher].map(({ amongTen }) => amongTen.get(kind));
      return {
        what: `customers found among the first ten rows: ${kind}`,
        against: `the matcher, ${theirs?.found ?? 0} of ${theirs?.asked ?? 0}`,
        figure: `${mine?.found ?? 0} of ${mine?.asked ?? 0}`,
        goal: atLeast(mine?.found ?? Number.NaN, theirs?.found ?? Number.NaN, 'no fewer'),
      };
    }),
    await library('m31coding', questions),
    await library('flexsearch', questions),
    await library('uFuzzy', fewQuestions),
  ];
}

function measure(name: SearcherName, count: number, asked: number): Promise<Run> {
  return measureIn('search/child.ts', [name, String(count), String(asked)], runSchema);
}

/** The medians of all rounds. */
function figuresOf(runs: readonly Run[]) {
  const median = (figure: (run: Run) => number) => spread(runs.map(figure)).median;
  const at = (part: number) => (run: Run) => {
    const sorted = run.times.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  };
  // A page that another program held up takes long in one round; one that is long by itself does so in all.
  const fastest = (page: number) => Math.min(...runs.map(({ slices }) => slices[page] ?? Number.NaN));
  const pages = runs[0]?.slices.map((_, page) => fastest(page)) ?? [];
  return {
    p50: median(at(0.5)),
    p95: median(at(0.95)),
    build: median(({ build }) => build),
    bytes: median(({ bytes }) => bytes),
    longest: Math.max(...pages),
    amongTen: new Map(runs[0]?.amongTen.map((each) => [each.kind, each])),
  };
}

function against(what: string, figure: number, base: number, most: number, unit = 'ms'): Row {
  const digits = unit === 'ms' ? 2 : 0;
  return {
    what: `${what}, times that of the matcher`,
    against: `the matcher among ${customers}: ${base.toFixed(digits)} ${unit}; medians of ${rounds} rounds`,
    figure: `${(figure / base).toFixed(3)} (${figure.toFixed(digits)} ${unit})`,
    goal: atMost(figure / base, most, `at most ${most}`),
  };
}

async function library(name: SearcherName, asked: number): Promise<Row> {
  const { p50, p95, build, bytes, longest, amongTen } = figuresOf([await measure(name, customers, asked)]);
  const found = kinds.map(
    (kind) => `${kind} ${amongTen.get(kind)?.found ?? 0} of ${amongTen.get(kind)?.asked ?? 0}`,
  );
  const times = `median ${p50.toFixed(1)} ms, 95th percentile ${p95.toFixed(1)}`;
  return {
    what: `${name} among ${customers}, for comparison`,
    against: `${asked} questions; among the first ten ${found.join(', ')}`,
    figure: `${times}; filled in ${build.toFixed(0)} ms, longest block ${longest.toFixed(0)}; ${bytes.toFixed(0)} bytes`,
  };
}
