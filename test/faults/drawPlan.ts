import { createRandom } from '../support/random.ts';
import { drawClock, drawSkew } from './drawClock.ts';
import { drawEvents } from './drawEvents.ts';
import { drawNotes } from './drawNotes.ts';
import { drawProposals } from './drawProposals.ts';
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
  // A host that is suspended can do harm only while another one works.
  const suspended = random.int(0, windowCount - 1);
  const run = (window: number): PlannedRun => ({
    clock: drawClock(random, themes, endAt),
    ...drawRunFaults(random, themes, endAt, window === suspended ? 0.9 : 0.2),
  });
  const windows = Array.from({ length: windowCount }, (_, window) => ({
    restartAfter: random.int(0, 20) * second,
    runs: [run(window), run(window), run(window)] as const,
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
    ...drawProposals(random, { themes, windowCount, endAt }),
  };
}
