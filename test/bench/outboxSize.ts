import * as z from 'zod';
import { measureIn } from './children.ts';
import { atMost, ratio, show, spread, type Row } from './frame.ts';

const rounds = 3;

/** If the work grew with the square of the size, an entry would take ten times as long among ten times as many. */
const maxRatio = 1.5;

/** Milliseconds. */
const timeSchema = z.object({ wall: z.number(), cpu: z.number() });
const runSchema = z.object({ start: timeSchema, settle: timeSchema });
type Run = z.infer<typeof runSchema>;

const sizes = [10, 1000, 10_000] as const;

/** Starting, claiming and settling with few and with many entries: an entry should always take the same time. */
export async function outboxSizeRows(): Promise<readonly Row[]> {
  const runs = new Map<number, Run[]>(sizes.map((size) => [size, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const size of round % 2 === 0 ? sizes : sizes.toReversed())
      runs.get(size)?.push(await measureIn('outboxSizeChild.ts', [String(size)], runSchema));
  const perEntry = (size: number, timeOf: (run: Run) => number) =>
    (runs.get(size) ?? []).map((run) => timeOf(run) / size);
  const rowFor = (size: number, smaller: number, what: string, timeOf: (run: Run) => number): Row => {
    const times = ratio(perEntry(size, timeOf), perEntry(smaller, timeOf));
    const milliseconds = show(spread(perEntry(size, timeOf)));
    return {
      what: `${what} for one of ${size} entries`,
      against: `one of ${smaller} entries`,
      figure: `${show(times)} times; ${milliseconds} ms`,
      // With ten entries the time is not typical, because folders are made for the first of them: no goal.
      ...(smaller === 10 ? {} : { goal: atMost(times.median, maxRatio, `at most ${maxRatio} times`) }),
    };
  };
  const pairs = [
    [1000, 10],
    [10_000, 1000],
  ] as const;
  return pairs.flatMap(([size, smaller]) => [
    rowFor(size, smaller, 'start, claim and settle: time', ({ start, settle }) => start.wall + settle.wall),
    rowFor(
      size,
      smaller,
      'start, claim and settle: processor time',
      ({ start, settle }) => start.cpu + settle.cpu,
    ),
    rowFor(size, smaller, 'start alone: time', ({ start }) => start.wall),
  ]);
}
