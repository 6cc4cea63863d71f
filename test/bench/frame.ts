/** One line of the report. Figures are ratios where possible, because absolute times mean little on shared machines. */
export interface Row {
  readonly what: string;
  /** What it was measured against. */
  readonly against: string;
  readonly figure: string;
  /** Absent: printed for comparison only. */
  readonly goal?: { readonly text: string; readonly met: boolean };
}

/** The median, and the quartiles around it. */
interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * Measures two or more sides `rounds` times. Every other round goes through them in the opposite order, so that no side
 * has an advantage when the machine gets slower or another side leaves something behind. Gives each side's figures by
 * round.
 */
export async function alternate(
  sides: readonly (() => Promise<number>)[],
  rounds: number,
): Promise<readonly (readonly number[])[]> {
  const figures = sides.map((): number[] => []);
  const order = sides.map((measure, side) => ({ measure, side }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { measure, side } of round % 2 === 0 ? order : order.toReversed())
      figures[side]?.push(await measure());
  }
  return figures;
}

/** The ratio of two sides' figures, round by round. */
export function ratio(figures: readonly number[] = [], base: readonly number[] = []): Spread {
  return spread(figures.map((figure, round) => figure / (base[round] ?? Number.NaN)));
}

/** The spread of some figures. */
export function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (part: number): number => {
    const index = (sorted.length - 1) * part;
    const below = sorted[Math.floor(index)] ?? Number.NaN;
    const above = sorted[Math.ceil(index)] ?? Number.NaN;
    return below + (above - below) * (index - Math.floor(index));
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** `1.23 (1.20 to 1.31)`. */
export function show({ low, median, high }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

/** A goal with an upper limit. A missing figure (NaN) never meets it. */
export function atMost(figure: number, limit: number, text: string): NonNullable<Row['goal']> {
  return { text, met: figure <= limit };
}

/** A goal with a lower limit. A missing figure (NaN) never meets it. */
export function atLeast(figure: number, limit: number, text: string): NonNullable<Row['goal']> {
  return { text, met: figure >= limit };
}

/** The rows as a plain-text table. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ what, against, figure, goal }) => [
    goal === undefined ? ' ' : goal.met ? '✓' : '✗',
    what,
    figure,
    goal?.text ?? '',
    `against ${against}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}
