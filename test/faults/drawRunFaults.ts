import type { Random } from '../support/random.ts';
import type { DiskFaults, PlannedRun, ProcessFault } from './plan.ts';
import type { Theme } from './themes.ts';

const second = 1000;

const killPoints = ['operation', 'operation', 'beforePost', 'leaving', 'duringPost', 'afterPost'] as const;

/**
 * More often before an entry is saved, and just before a POST leaves: a process that wakes there can do the most harm.
 */
const stopPoints = [
  ...killPoints,
  'leaving',
  'leaving',
  'beforeSaving',
  'beforeSaving',
  'beforeSaving',
] as const;

/**
 * Draws the faults that one run of a host injects into itself and into its disk. `stopChance`: how likely it is that it
 * is suspended, in a scenario with such faults.
 */
export function drawRunFaults(
  random: Random,
  themes: ReadonlySet<Theme>,
  endAt: number,
  stopChance: number,
): Pick<PlannedRun, 'processFaults' | 'diskFaults'> {
  return {
    processFaults: drawProcessFaults(random, themes, stopChance),
    diskFaults: themes.has('disk') && random.chance(0.7) ? [drawDiskFaults(random, endAt)] : [],
  };
}

function drawProcessFaults(
  random: Random,
  themes: ReadonlySet<Theme>,
  stopChance: number,
): readonly ProcessFault[] {
  const acts = (['kill', 'stop', 'powerCut'] as const).filter(
    (act) => themes.has(act) && random.chance(act === 'stop' ? stopChance : 0.8),
  );
  return acts.map((act) => {
    const on = random.pick(act === 'stop' ? stopPoints : killPoints);
    return {
      on,
      number: on === 'operation' ? random.int(1, 90) : random.pick([1, 1, 2, 3]),
      delay: on === 'duringPost' ? random.pick([0, 1, 2, 3, 5, 8, 20]) : 0,
      act,
      ms:
        on === 'leaving' || on === 'beforeSaving'
          ? random.int(60, 400) * second
          : random.int(20, 280) * second,
    };
  });
}

function drawDiskFaults(random: Random, endAt: number): DiskFaults {
  const from = random.int(-10, Math.floor((endAt * 0.6) / second)) * second;
  return {
    code: random.pick(['ENOSPC', 'EACCES', 'EPERM', 'EBUSY', 'EIO']),
    rate: random.pick([0.02, 0.1, 0.3, 0.6, 1]),
    from,
    to: from + random.int(2, 40) * second,
  };
}
