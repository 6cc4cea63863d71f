/** Milliseconds that count as nothing: less cannot be told from what else the process does. */
const nothing = 2;

/** How many times as large the large input is. */
const factor = 4;

/** Enough where something is known to be slow. */
export const leastRuns = 3;

/** What other work leaves behind can make linear work look slow for a while, and never makes quadratic work look fast. */
const mostRuns = 60;

/** What is linear takes four times as long; the rest is for garbage and the caches of the processor. */
export const mostGrowth = 8;

/**
 * How many times as long `work` takes for an input of four times the size: four where it is linear, sixteen where it is
 * quadratic. The shortest of several runs counts, and whatever looks slow is measured again, without the garbage of
 * other tests, which only makes runs longer. `inputOf`: the input of a size; `most`: how often what looks slow is
 * measured.
 */
export function growth<Input>(
  work: (input: Input) => unknown,
  inputOf: (size: number) => Input,
  size: number,
  most = mostRuns,
): number {
  const [small, large] = [inputOf(size), inputOf(factor * size)];
  // The first run also compiles.
  work(small);
  let least = { small: Number.POSITIVE_INFINITY, large: timeOf(() => work(large)) };
  const grown = () => least.large / Math.max(nothing, least.small);
  // So short that no time of the small input could make it look slow.
  if (least.large < mostGrowth * nothing) return least.large / nothing;
  for (let run = 0; run < leastRuns || (run < most && grown() >= mostGrowth); run += 1) {
    if (run >= leastRuns) globalThis.gc?.();
    // Some systems count the time of a thread in steps of some milliseconds: both sides take about as long.
    const time = timeOf(() => {
      for (let again = 0; again < factor; again += 1) work(small);
    });
    least = {
      small: Math.min(least.small, time / factor),
      large: Math.min(
        least.large,
        timeOf(() => work(large)),
      ),
    };
  }
  return grown();
}

/** Milliseconds of the processor, in which neither other programs nor other threads of this one count. */
function timeOf(work: () => unknown): number {
  const began = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}
