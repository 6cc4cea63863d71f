import type { Fault } from '../sandbox/faults.ts';

/** A note to send. All times of a plan are in milliseconds of the scenario, counted from when its first hosts are ready. */
export interface PlannedNote {
  /** Also part of its text, so that no two texts are equal. */
  readonly id: string;
  readonly at: number;
  /** Which window sends it. */
  readonly window: number;
  readonly service: 'chartmogul' | 'activeplatform';
  /** Which of the service's targets it is about. */
  readonly target: number;
  /** The attached bytes, see randomBytes: equal seeds and sizes give equal bytes. */
  readonly attachment: { readonly seed: number; readonly size: number } | undefined;
  /** Whether the user presses Send again when it was rejected, or when the host died before it was accepted. */
  readonly again: boolean;
}

/** A fault that a host injects into itself, so that it hits an exact point of the host's work. */
export interface ProcessFault {
  /**
   * At the n-th operation on the disk, or around the n-th POST. `leaving`: after the last check whether a piece of a
   * POST may be sent, and before it is sent.
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

/** What is done to the services or to a host at a given time, from outside. */
export type PlannedEvent = { readonly at: number } & (
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'outage'; readonly ms: number }
  | { readonly kind: 'kill'; readonly window: number }
  | { readonly kind: 'stop'; readonly window: number; readonly ms: number }
);

/** Everything random in a scenario, except what the system's scheduler does. */
export interface Plan {
  readonly seed: number;
  readonly windows: readonly PlannedWindow[];
  readonly notes: readonly PlannedNote[];
  readonly events: readonly PlannedEvent[];
  /** When the last fault is over. */
  readonly endAt: number;
  /** How far the services' clock is ahead of the true time. */
  readonly serviceSkew: number;
  /** Whether each host has a table of processes of its own, on machines of one name: none sees that another runs. */
  readonly machinesDiffer: boolean;
  /** The user's setting. */
  readonly undoTime: number;
  /** Whether the hosts that are alive when the faults are over stay until the end. */
  readonly survivorsStay: boolean;
  /** How far the clock of the last host is ahead; that host starts when the faults are over. */
  readonly lastSkew: number;
  /** Which kinds of faults there are. */
  readonly themes: readonly string[];
}
