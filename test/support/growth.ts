/** Milliseconds that count as nothing: less cannot be told from what else the process does. */
const nothing = 2;

const runs = 5;

/** A busy machine can make a linear work look slow for a while, and never makes a quadratic one look fast. */
const mostRuns = 60;

/** What is linear takes four times as long; the rest is for garbage and the caches of the processor. */
export const mostGrowth = 8;

/**
 * How many times as long `work` takes for an input of four times the size: four where it is linear, sixteen where it is
 * quadratic. The shortest of several runs counts, and whatever looks slow is measured again, since a busy machine only
 * makes runs longer. `inputOf`: the input of a size.
 */
export function growth<Input>(
  work: (input: Input) => unknown,
  inputOf: (size: number) => Input,
  size: number,
): number {
  const [small, large] = [inputOf(size), inputOf(4 * size)];
  // The first run also compiles.
  timeOf(work, small);
  let least = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY };
  const grown = () => least.large / Math.max(nothing, least.small);
  for (let run = 0; run < runs || (run < mostRuns && grown() >= mostGrowth); run += 1)
    least = {
      small: Math.min(least.small, timeOf(work, small)),
      large: Math.min(least.large, timeOf(work, large)),
    };
  return grown();
}

/** Milliseconds of the processor, in which other programs do not count. */
function timeOf<Input>(work: (input: Input) => unknown, input: Input): number {
  const began = process.cpuUsage();
  work(input);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
