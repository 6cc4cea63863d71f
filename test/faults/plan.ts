import type { Fault } from '../sandbox/faults.ts';
import { createRandom, type Random } from '../support/random.ts';

/** One note to be sent. Times are in milliseconds of the scenario, from its beginning. */
export interface PlannedNote {
  /** Also part of its text, which is therefore like no other. */
  readonly id: string;
  readonly at: number;
  /** Which window sends it. */
  readonly window: number;
  readonly service: 'chartmogul' | 'activeplatform';
  /** Which of the service's targets it is about. */
  readonly target: number;
  /** The attached bytes, see randomBytes: equal seeds and sizes give equal bytes. */
  readonly attachment: { readonly seed: number; readonly size: number } | undefined;
  /** Whether the user presses Send again, when it was refused, or when the editor died before it was accepted. */
  readonly again: boolean;
}

/** A fault that a process injects into itself, so that it hits an exact point of its work. */
export interface ProcessFault {
  /**
   * At the n-th operation on the disk, or around the n-th POST. `leaving`: between the last check whether a piece of a
   * POST may leave, and its leaving.
   */
  readonly on: 'operation' | 'beforePost' | 'leaving' | 'duringPost' | 'afterPost';
  readonly number: number;
  /** Milliseconds of real time after that point; only for `duringPost`. */
  readonly delay: number;
  readonly act: 'kill' | 'stop' | 'powerCut';
  /** For how long it is stopped. */
  readonly ms: number;
}

/** A time in which operations on the disk fail at random. */
export interface DiskFaults {
  readonly code: 'ENOSPC' | 'EACCES';
  /** Probability for each operation. */
  readonly rate: number;
  /** Milliseconds since the start of its run. */
  readonly from: number;
  readonly to: number;
}

/** One run of one window's extension host. */
export interface PlannedRun {
  /** How far its clock is ahead of the true time, in milliseconds. */
  readonly skew: number;
  readonly processFaults: readonly ProcessFault[];
  readonly diskFaults: readonly DiskFaults[];
}

/** A window. When its host dies, its next run begins `restartAfter` milliseconds later. */
export interface PlannedWindow {
  readonly restartAfter: number;
  readonly runs: readonly [PlannedRun, ...PlannedRun[]];
}

/** What happens at a given time, from outside of the hosts. */
type PlannedEvent = { readonly at: number } & (
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'outage'; readonly ms: number }
  | { readonly kind: 'kill'; readonly window: number }
  | { readonly kind: 'stop'; readonly window: number; readonly ms: number }
);

/** Everything that chance decides of a scenario, but for what the system's scheduler does. */
export interface Plan {
  readonly seed: number;
  readonly windows: readonly PlannedWindow[];
  readonly notes: readonly PlannedNote[];
  readonly events: readonly PlannedEvent[];
  /** When the last fault is over. */
  readonly endAt: number;
  /** How far the services' clock is ahead of the true time. */
  readonly serviceSkew: number;
  /** Whether the hosts believe to be on machines of their own, and so cannot see that another has ended. */
  readonly machinesDiffer: boolean;
  readonly undoTime: number;
  /** Whether the hosts that live when the faults are over take part in the rest. */
  readonly survivorsStay: boolean;
  readonly lastSkew: number;
  /** Which kinds of faults there are. */
  readonly themes: readonly string[];
}

const second = 1000;
const minute = 60 * second;

/** No two of them are more than ten minutes apart. */
const mostSkew = 5 * minute;

/** Request time-out (60 s without an attachment) and 60 s, less the time that a request takes to arrive here. */
const latestStore = 117 * second;

/** Draws a scenario. */
export function planOf(seed: number): Plan {
  const random = createRandom(seed);
  const themes = drawThemes(random);
  const endAt = random.int(30, 100) * second;
  const skew = () => (themes.has('skew') ? random.int(-mostSkew, mostSkew) : 0);
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

type Theme = 'network' | 'kill' | 'stop' | 'outage' | 'skew' | 'disk' | 'powerCut';

const likelihood: Readonly<Record<Theme, number>> = {
  network: 0.75,
  kill: 0.5,
  stop: 0.35,
  outage: 0.2,
  skew: 0.5,
  disk: 0.25,
  powerCut: 0.15,
};

function drawThemes(random: Random): ReadonlySet<Theme> {
  const all = Object.entries(likelihood) as [Theme, number][];
  return new Set(all.flatMap(([theme, probability]) => (random.chance(probability) ? [theme] : [])));
}

function drawWindow(
  random: Random,
  themes: ReadonlySet<Theme>,
  endAt: number,
  skew: () => number,
): PlannedWindow {
  const run = (): PlannedRun => ({
    skew: skew(),
    processFaults: drawProcessFaults(random, themes),
    diskFaults: themes.has('disk') && random.chance(0.7) ? [drawDiskFaults(random, endAt)] : [],
  });
  return {
    restartAfter: random.int(0, 20) * second,
    runs: [run(), run(), run()],
  };
}

const endedOn = ['operation', 'operation', 'beforePost', 'leaving', 'duringPost', 'afterPost'] as const;

/** A process that is stopped does the worst when it wakes in the midst of sending. */
const stoppedOn = [...endedOn, 'leaving', 'leaving'] as const;

function drawProcessFaults(random: Random, themes: ReadonlySet<Theme>): readonly ProcessFault[] {
  const acts = (['kill', 'stop', 'powerCut'] as const).filter((act) => themes.has(act) && random.chance(0.8));
  return acts.map((act) => {
    const on = random.pick(act === 'stop' ? stoppedOn : endedOn);
    return {
      on,
      number: on === 'operation' ? random.int(1, 90) : random.pick([1, 1, 2, 3]),
      delay: on === 'duringPost' ? random.pick([0, 1, 2, 3, 5, 8, 20]) : 0,
      act,
      ms: on === 'leaving' ? random.int(60, 400) * second : random.int(20, 280) * second,
    };
  });
}

function drawDiskFaults(random: Random, endAt: number): DiskFaults {
  const from = random.int(-10, Math.floor((endAt * 0.6) / second)) * second;
  return {
    code: random.pick(['ENOSPC', 'EACCES']),
    rate: random.pick([0.02, 0.1, 0.3, 1]),
    from,
    to: from + random.int(2, 40) * second,
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
  // While there is something to interrupt.
  const busy = () => (notes[random.int(0, notes.length - 1)]?.at ?? 0) + random.int(0, 6_000);
  if (themes.has('network')) {
    for (let left = random.int(2, 8); left > 0; left -= 1)
      events.push({ at: random.chance(0.5) ? 0 : at(), kind: 'fault', fault: drawFault(random) });
  }
  if (themes.has('outage')) events.push({ at: at(), kind: 'outage', ms: random.int(1, 40) * second });
  if (themes.has('kill'))
    for (let left = random.int(0, 2); left > 0; left -= 1)
      events.push({ at: busy(), kind: 'kill', window: window() });
  if (themes.has('stop') && random.chance(0.7))
    events.push({ at: busy(), kind: 'stop', window: window(), ms: random.int(20, 280) * second });
  return events;
}

function drawFault(random: Random): Fault {
  const reads = random.chance(0.3);
  const where = {
    method: reads ? 'GET' : 'POST',
    times: random.pick([1, 1, 1, 2, 4]),
    ...(random.chance(0.3) ? { path: random.pick(['/v1/', '/api/v3/']) } : {}),
  } as const;
  const stored = random.chance(0.5);
  const kinds: readonly [() => Fault, ...(() => Fault)[]] = [
    () => ({
      ...where,
      kind: 'drop',
      at: random.pick(['request', 'beforeStoring', 'afterStoring', 'midResponse']),
    }),
    // Slow, within the time-out; or so slow that the client leaves.
    () => ({ ...where, kind: 'delay', ms: random.int(5, 29) * second, stored }),
    () => ({ ...where, kind: 'delay', ms: random.int(31, 70) * second, stored }),
    () => ({ ...where, kind: 'delay', ms: random.int(20 * second, latestStore), late: true }),
    () => ({ ...where, kind: 'answer', status: 429, headers: drawRetryAfter(random) }),
    () => ({ ...where, kind: 'answer', status: random.pick([500, 502, 503, 504]), stored }),
    () => ({ ...where, kind: 'truncate' }),
    () => ({ ...where, kind: 'html', status: random.pick([200, 201, 502]), stored }),
  ];
  return random.pick(kinds)();
}

function drawRetryAfter(random: Random): Record<string, string> {
  return random.chance(0.5) ? {} : { 'retry-after': String(random.int(1, 120)) };
}
