import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Instrumenter, type InstrumentResult } from '@stryker-mutator/instrumenter';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { root } from './build.ts';
import { endWithParent, run } from './processes.ts';

/*
 * `npm run test:mutation`: Stryker over the outbox, the delivery and HTTP. `-- --sample 300 [--seed 1]`: over so many
 * mutants of all other sources. `-- src/http/redact.ts …`: over these files. What was tested before and has not changed
 * is not tested again. The reports are in reports/mutation.
 */

/** Tested whole. */
const whole = ['src/outbox', 'src/delivery', 'src/http'];

type Mutant = InstrumentResult['mutants'][number];

/** As Stryker's `mutate` option names a part of a file: lines from 1, columns from 0. */
function rangeOf({ fileName, location: { start, end } }: Mutant): string {
  return `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
}

function isWithin(inner: Mutant, outer: Mutant): boolean {
  const [a, b] = [inner.location, outer.location];
  const startsAfter =
    a.start.line > b.start.line || (a.start.line === b.start.line && a.start.column >= b.start.column);
  const endsBefore = a.end.line < b.end.line || (a.end.line === b.end.line && a.end.column <= b.end.column);
  return inner.fileName === outer.fileName && startsAfter && endsBefore;
}

const no = () => false;
const silent = () => undefined;
const logger = {
  ...{ isTraceEnabled: no, isDebugEnabled: no, isInfoEnabled: no },
  ...{ isWarnEnabled: no, isErrorEnabled: no, isFatalEnabled: no },
  ...{ trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent },
};

/** Every mutant of the sources that are not tested whole. */
async function otherMutants(): Promise<readonly Mutant[]> {
  const paths: string[] = [];
  for await (const path of glob('src/**/*.ts', { cwd: root })) paths.push(path.replaceAll('\\', '/'));
  const files = await Promise.all(
    paths
      .filter((path) => !whole.some((folder) => path.startsWith(`${folder}/`)))
      .toSorted()
      .map(async (name) => ({
        name,
        content: await readFile(join(root, name), 'utf8'),
        mutate: true,
      })),
  );
  const { mutants } = await new Instrumenter(logger).instrument(files, {
    plugins: null,
    excludedMutations: ['StringLiteral'],
    ignorers: [],
  });
  // Texts are among them, too.
  return mutants.filter(({ status }) => status !== 'Ignored');
}

/** Draws parts of files until they hold at least `count` mutants. A part's mutants are all tested. */
async function sample(count: number, seed: number): Promise<readonly string[]> {
  const left = new Set(await otherMutants());
  const generator = mersenne(seed);
  const ranges: string[] = [];
  for (let drawn = 0; drawn < count && left.size > 0;) {
    const mutant = [...left][uniformInt(generator, 0, left.size - 1)];
    // Of a larger part all mutants would stand in one place.
    const within = [...left].filter((each) => mutant !== undefined && isWithin(each, mutant));
    if (mutant === undefined) break;
    left.delete(mutant);
    if (within.length > 4) continue;
    for (const each of within) left.delete(each);
    ranges.push(rangeOf(mutant));
    drawn += within.length;
  }
  return ranges;
}

endWithParent();
const { values, positionals } = parseArgs({
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const sampled = values.sample !== undefined;
const mutate = sampled
  ? await sample(Number(values.sample), Number(values.seed))
  : positionals.length > 0
    ? positionals
    : whole.map((folder) => `${folder}/**/*.ts`);
const incrementalFile = `reports/mutation/incremental-${sampled ? 'sample' : 'whole'}.json`;
const { exitCode } = await run(
  process.execPath,
  [
    join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
    'run',
    ...['--incrementalFile', incrementalFile],
    ...['--mutate', mutate.join(',')],
  ],
  {
    cwd: root,
    reject: false,
    stdout: 'inherit',
    stderr: 'inherit',
    env: { NOTELOG_MUTATION: sampled ? 'contract' : 'unit' },
  },
);
process.exitCode = exitCode ?? 1;
