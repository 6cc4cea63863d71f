import type { Random } from '../support/random.ts';

/** How likely it is that a scenario has faults of a kind. */
const likelihood = {
  network: 0.7,
  kill: 0.5,
  stop: 0.35,
  outage: 0.2,
  skew: 0.5,
  disk: 0.3,
  powerCut: 0.15,
  /** The time of day is set, or stands. */
  clock: 0.3,
  sleep: 0.15,
  lag: 0.25,
  /** Not all hosts see each other's processes. */
  namespaces: 0.4,
  /** What the user does to notes that were sent. */
  acts: 0.6,
  purge: 0.1,
  /** Agents, and what runs in the windows, propose notes. */
  proposals: 0.4,
};

/** A kind of fault that a scenario may have. */
export type Theme = keyof typeof likelihood;

const all = Object.keys(likelihood) as Theme[];

/** The kinds that these names name. Throws on any other. */
export function themesOf(names: readonly string[]): readonly Theme[] {
  return names.map((name) => {
    const theme = all.find((each) => each === name);
    if (!theme) throw new Error(`There is no theme ${name}, only ${all.join(', ')}`);
    return theme;
  });
}

/** Decides which kinds of faults a scenario has; none and all are possible. */
export function drawThemes(random: Random): ReadonlySet<Theme> {
  return new Set(all.filter((theme) => random.chance(likelihood[theme])));
}
