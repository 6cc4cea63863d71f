import type { Random } from '../support/random.ts';
import type { ClockFaults } from './plan.ts';
import type { Theme } from './themes.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Clocks that nobody sets are wrong by minutes. */
const largestSkew = 5 * minute;

/** How far a clock is wrong in a scenario with such faults, in milliseconds. */
export function drawSkew(random: Random, themes: ReadonlySet<Theme>): number {
  return themes.has('skew') ? random.int(-largestSkew, largestSkew) : 0;
}

/** Draws what is wrong with the clocks of one run of a host. */
export function drawClock(random: Random, themes: ReadonlySet<Theme>, endAt: number): ClockFaults {
  const skew = drawSkew(random, themes);
  const countsStops = random.chance(0.5);
  if (!themes.has('clock')) return { skew, jumps: [], stands: undefined, countsStops };
  const from = random.int(0, endAt);
  const to = from + random.int(5, 120) * second;
  return {
    skew,
    jumps: drawJumps(random, endAt),
    stands: random.chance(0.3) ? { from, to } : undefined,
    countsStops,
  };
}

/** One jump of an hour to eight days in either direction; half of them are put right again. */
function drawJumps(random: Random, endAt: number): ClockFaults['jumps'] {
  if (!random.chance(0.8)) return [];
  const at = random.int(0, endAt);
  const size = random.chance(0.5) ? random.int(hour, day) : random.int(day, 8 * day);
  const by = random.chance(0.5) ? size : -size;
  const back = { at: at + random.int(1, 60) * second, by: -by };
  return random.chance(0.5) ? [{ at, by }, back] : [{ at, by }];
}
