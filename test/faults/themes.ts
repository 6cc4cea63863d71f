import type { Random } from '../support/random.ts';

/** A kind of fault that a scenario may have. */
export type Theme = 'network' | 'kill' | 'stop' | 'outage' | 'skew' | 'disk' | 'powerCut';

const likelihood: Readonly<Record<Theme, number>> = {
  network: 0.75,
  kill: 0.5,
  stop: 0.35,
  outage: 0.2,
  skew: 0.5,
  disk: 0.25,
  powerCut: 0.15,
};

/** Decides which kinds of faults a scenario has; none and all are possible. */
export function drawThemes(random: Random): ReadonlySet<Theme> {
  const all = Object.entries(likelihood) as [Theme, number][];
  return new Set(all.flatMap(([theme, probability]) => (random.chance(probability) ? [theme] : [])));
}
