import type { Random } from '../support/random.ts';
import { drawNotFound, drawServiceFault } from './drawServiceFault.ts';
import type { PlannedEvent, PlannedNote } from './plan.ts';
import type { Theme } from './themes.ts';

const second = 1000;
const minute = 60 * second;

/** What the events of a scenario are drawn from. */
interface EventsOf {
  readonly themes: ReadonlySet<Theme>;
  readonly windowCount: number;
  readonly endAt: number;
  readonly notes: readonly PlannedNote[];
}

/** Draws what is done from outside, in the order of its times. */
export function drawEvents(random: Random, { themes, windowCount, endAt, notes }: EventsOf): PlannedEvent[] {
  const events: PlannedEvent[] = [];
  const at = () => random.int(0, endAt);
  const window = () => random.int(0, windowCount - 1);
  // Soon after a note is submitted, when there is something to interrupt.
  const soonAfterNote = () => (notes[random.int(0, notes.length - 1)]?.at ?? 0) + random.int(0, 6_000);
  if (themes.has('network')) {
    for (let remaining = random.int(2, 8); remaining > 0; remaining -= 1)
      events.push({ at: random.chance(0.5) ? 0 : at(), kind: 'fault', fault: drawServiceFault(random) });
    for (const note of notes)
      if (note.acts.some(({ does }) => does === 'remove') && random.chance(0.5))
        events.push({ at: note.at, kind: 'fault', fault: drawNotFound(random) });
  }
  if (themes.has('outage')) events.push({ at: at(), kind: 'outage', ms: random.int(1, 40) * second });
  if (themes.has('kill'))
    for (let remaining = random.int(0, 2); remaining > 0; remaining -= 1)
      events.push({ at: soonAfterNote(), kind: 'kill', window: window() });
  if (themes.has('stop') && random.chance(0.7))
    events.push({ at: soonAfterNote(), kind: 'stop', window: window(), ms: random.int(20, 280) * second });
  if (themes.has('sleep'))
    events.push({ at: soonAfterNote(), kind: 'sleep', ms: random.int(10, 280) * second });
  // It may stay until the end.
  if (themes.has('lag')) {
    events.push({ at: at() / 2, kind: 'lag', ms: random.int(1, 4 * minute) });
    if (random.chance(0.5)) events.push({ at: at(), kind: 'lag', ms: random.int(0, 4 * minute) });
  }
  if (themes.has('purge')) events.push({ at: soonAfterNote(), kind: 'purge', window: window() });
  return events.sort((a, b) => a.at - b.at);
}
