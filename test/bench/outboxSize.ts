import * as z from 'zod';
import { measuredIn } from './children.ts';
import { atMost, ratio, show, spread, type Row } from './frame.ts';

const rounds = 3;

/** Work that grows with the square of an outbox makes each entry ten times as dear where there are ten times as many. */
const linear = 1.5;

/** Milliseconds. */
const time = z.object({ wall: z.number(), cpu: z.number() });
const measured = z.object({ start: time, settle: time });
type Measured = z.infer<typeof measured>;

const sizes = [10, 1000, 10_000] as const;

/** Start, claim and settle with few and with many entries: each should cost the same, however many there are. */
export async function outboxSizeRows(): Promise<readonly Row[]> {
  const runs = new Map<number, Measured[]>(sizes.map((size) => [size, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const size of round % 2 === 0 ? sizes : sizes.toReversed())
      runs.get(size)?.push(await measuredIn('outboxSizeChild.ts', [String(size)], measured));
  const each = (size: number, of: (run: Measured) => number) =>
    (runs.get(size) ?? []).map((run) => of(run) / size);
  const rowFor = (size: number, than: number, what: string, of: (run: Measured) => number): Row => {
    const times = ratio(each(size, of), each(than, of));
    const milliseconds = show(spread(each(size, of)));
    return {
      what: `${what} of one of ${size} entries`,
      against: `of one of ${than}`,
      figure: `${show(times)} times; ${milliseconds} ms`,
      // Ten are too few to say what one costs: folders are made for the first of them.
      ...(than === 10 ? {} : { goal: atMost(times.median, linear, `at most ${linear} times`) }),
    };
  };
  const pairs = [
    [1000, 10],
    [10_000, 1000],
  ] as const;
  return pairs.flatMap(([size, than]) => [
    rowFor(size, than, 'start, claim and settle: time', ({ start, settle }) => start.wall + settle.wall),
    rowFor(
      size,
      than,
      'start, claim and settle: processor time',
      ({ start, settle }) => start.cpu + settle.cpu,
    ),
    rowFor(size, than, 'start alone: time', ({ start }) => start.wall),
  ]);
}
