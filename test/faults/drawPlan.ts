import { createRandom, type Random } from '../support/random.ts';
import { drawRunFaults } from './drawRunFaults.ts';
import { drawServiceFault } from './drawServiceFault.ts';
import type { Plan, PlannedEvent, PlannedNote, PlannedRun, PlannedWindow } from './plan.ts';
import { drawThemes, type Theme } from './themes.ts';

const second = 1000;
const minute = 60 * second;

/** No two clocks are more than ten minutes apart. */
const largestSkew = 5 * minute;

/**
 * Draws the scenario of a seed. Equal seeds give equal plans only as long as nothing is drawn in another order: what is
 * new is drawn last.
 */
export function drawPlan(seed: number): Plan {
  const random = createRandom(seed);
  const themes = drawThemes(random);
  const endAt = random.int(30, 100) * second;
  const skew = () => (themes.has('skew') ? random.int(-largestSkew, largestSkew) : 0);
  const count = random.pick([1, 2, 2, 2, 3]);
  const single = themes.has('powerCut') || (count === 1 && !themes.has('stop'));
  const windowCount = single ? 1 : Math.max(2, count);
  const windows = Array.from({ length: windowCount }, () => drawWindow(random, themes, endAt, skew));
  const notes = drawNotes(random, windowCount, endAt);
  return {
    seed,
    windows,
    notes,
    events: drawEvents(random, themes, windowCount, endAt, notes).sort((a, b) => a.at - b.at),
    endAt,
    serviceSkew: skew(),
    machinesDiffer: random.chance(0.3),
    undoTime: random.chance(0.25) ? 5 * second : 0,
    survivorsStay: random.chance(0.5),
    lastSkew: skew(),
    themes: [...themes],
  };
}

function drawWindow(
  random: Random,
  themes: ReadonlySet<Theme>,
  endAt: number,
  skew: () => number,
): PlannedWindow {
  const run = (): PlannedRun => ({ skew: skew(), ...drawRunFaults(random, themes, endAt) });
  return {
    restartAfter: random.int(0, 20) * second,
    runs: [run(), run(), run()],
  };
}

function drawNotes(random: Random, windowCount: number, endAt: number): readonly PlannedNote[] {
  const seed = random.int(1, 1e9);
  // Several windows may well attach the same file.
  const sameFile = random.chance(0.5);
  const only = random.chance(0.3) ? random.pick(['chartmogul', 'activeplatform'] as const) : undefined;
  const targets = random.int(1, 3);
  return Array.from({ length: random.int(3, 8) }, (_, index) => {
    const service = only ?? random.pick(['chartmogul', 'activeplatform'] as const);
    const attached = service === 'activeplatform' && random.chance(0.4);
    return {
      id: `note-${index + 1}`,
      at: random.int(0, Math.floor(endAt * 0.8)),
      window: random.int(0, windowCount - 1),
      service,
      target: random.int(0, targets - 1),
      attachment: attached
        ? { seed: sameFile ? seed : seed + index, size: sameFile ? 3000 : random.int(1, 80_000) }
        : undefined,
      again: random.chance(0.5),
    };
  }).sort((a, b) => a.at - b.at);
}

function drawEvents(
  random: Random,
  themes: ReadonlySet<Theme>,
  windowCount: number,
  endAt: number,
  notes: readonly PlannedNote[],
): PlannedEvent[] {
  const events: PlannedEvent[] = [];
  const at = () => random.int(0, endAt);
  const window = () => random.int(0, windowCount - 1);
  // Soon after a note is submitted, when there is something to interrupt.
  const soonAfterNote = () => (notes[random.int(0, notes.length - 1)]?.at ?? 0) + random.int(0, 6_000);
  if (themes.has('network')) {
    for (let remaining = random.int(2, 8); remaining > 0; remaining -= 1)
      events.push({ at: random.chance(0.5) ? 0 : at(), kind: 'fault', fault: drawServiceFault(random) });
  }
  if (themes.has('outage')) events.push({ at: at(), kind: 'outage', ms: random.int(1, 40) * second });
  if (themes.has('kill'))
    for (let remaining = random.int(0, 2); remaining > 0; remaining -= 1)
      events.push({ at: soonAfterNote(), kind: 'kill', window: window() });
  if (themes.has('stop') && random.chance(0.7))
    events.push({ at: soonAfterNote(), kind: 'stop', window: window(), ms: random.int(20, 280) * second });
  return events;
}
