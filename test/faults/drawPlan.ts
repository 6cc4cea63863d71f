import { createRandom } from '../support/random.ts';
import { drawClock, drawSkew } from './drawClock.ts';
import { drawEvents } from './drawEvents.ts';
import { drawNotes } from './drawNotes.ts';
import { drawRunFaults } from './drawRunFaults.ts';
import type { Plan, PlannedRun } from './plan.ts';
import { drawThemes } from './themes.ts';

const second = 1000;

/** Draws the scenario of a seed. Equal seeds give equal plans as long as nothing is drawn in another order. */
export function drawPlan(seed: number): Plan {
  const random = createRandom(seed);
  const themes = drawThemes(random);
  const endAt = random.int(30, 100) * second;
  const count = random.pick([1, 2, 2, 2, 3]);
  const windowCount = count === 1 && !themes.has('stop') ? 1 : Math.max(2, count);
  const run = (): PlannedRun => ({
    clock: drawClock(random, themes, endAt),
    ...drawRunFaults(random, themes, endAt),
  });
  const windows = Array.from({ length: windowCount }, () => ({
    restartAfter: random.int(0, 20) * second,
    runs: [run(), run(), run()] as const,
  }));
  const undoTime = random.chance(0.25) ? 5 * second : 0;
  const notes = drawNotes(random, { themes, windowCount, endAt, undoTime });
  return {
    seed,
    windows,
    notes,
    events: drawEvents(random, { themes, windowCount, endAt, notes }),
    endAt,
    serviceSkew: drawSkew(random, themes),
    processTables: themes.has('namespaces') ? random.pick(['ofWindow', 'ofHost']) : 'shared',
    undoTime,
    survivorsStay: random.chance(0.5),
    lastSkew: drawSkew(random, themes),
    themes: [...themes],
  };
}
