import type { Fault } from '../sandbox/faults.ts';
import type { Theme } from './themes.ts';

/** Where a note goes; also the id of its account. */
export type Service = 'chartmogul' | 'activeplatform' | 'notebook';

/**
 * What the user does to a note that was sent: `rewrite`: changes its text and sends it, whether it is in the outbox or
 * stored. `undo`: takes it back, and leaves it a draft. `remove`: deletes it from its service.
 */
export type UserAct = 'rewrite' | 'undo' | 'sendNow' | 'discard' | 'remove';

/** An act of the user. It comes to nothing where the note is not in a state for it. */
export interface PlannedAct {
  /** Since the note was put into the outbox. */
  readonly after: number;
  readonly window: number;
  readonly does: UserAct;
}

/** A note to send. All times of a plan are in milliseconds of the scenario, counted from when its first hosts are ready. */
export interface PlannedNote {
  /** Also part of its text, so that no two texts are equal. */
  readonly id: string;
  readonly at: number;
  /** Which window sends it. */
  readonly window: number;
  readonly service: Service;
  /** Which of the service's targets it is about. */
  readonly target: number;
  /** The attached bytes, see randomBytes: equal seeds and sizes give equal bytes. */
  readonly attachment: { readonly seed: number; readonly size: number } | undefined;
  /** Whether the user presses Send again when it was rejected, or when the host died before it was accepted. */
  readonly again: boolean;
  readonly acts: readonly PlannedAct[];
}

/** What calls a door for proposals: a process of an agent outside of the editor, or something in a window's host. */
export interface Caller {
  readonly kind: 'agent' | 'window';
  readonly number: number;
}

/** A call that proposes a note. Several calls of one proposal say the same. */
export interface PlannedCall {
  readonly at: number;
  readonly by: Caller;
  /** How many calls it makes at once. */
  readonly times: number;
  /** Whether an agent that was killed before it had its answers asks again. */
  readonly again: boolean;
}

/**
 * What the user does about a proposal that a window shows: `accept`: opens it and logs it as it is shown. `change`: opens
 * it, changes its text, and logs it. `open`: opens it, and leaves it a draft.
 */
export type ProposalAnswer = 'accept' | 'change' | 'decline' | 'open';

/** An answer of the user. It comes to nothing where the window does not show the proposal. */
export interface PlannedAnswer {
  readonly at: number;
  readonly window: number;
  readonly does: ProposalAnswer;
}

/** A note that is proposed. */
export interface PlannedProposal {
  /** The note as the user logs it, if at all. */
  readonly note: PlannedNote;
  readonly calls: readonly PlannedCall[];
  /** Whether its source knows it by an id of its own; else by what it says. */
  readonly hasClientId: boolean;
  readonly answers: readonly PlannedAnswer[];
}

/** A fault that a host injects into itself, so that it hits an exact point of the host's work. */
export interface ProcessFault {
  /**
   * At the n-th operation on the disk, or around the n-th POST. `beforeSaving`: at the n-th look for a draft
   * that follows one for a receipt: between the claim of an entry and saving that it is being sent. `leaving`: after the last check
   * whether a piece of a POST may be sent, and before it is sent.
   */
  readonly on: 'operation' | 'beforeSaving' | 'beforePost' | 'leaving' | 'duringPost' | 'afterPost';
  readonly number: number;
  /** Milliseconds of real time after that point; only for `duringPost`. */
  readonly delay: number;
  readonly act: 'kill' | 'stop' | 'powerCut';
  /** For how long it is stopped. */
  readonly ms: number;
}

/** A time in which operations on the disk fail at random. */
export interface DiskFaults {
  readonly code: 'ENOSPC' | 'EACCES' | 'EPERM' | 'EBUSY' | 'EIO';
  /** Probability for each operation. */
  readonly rate: number;
  /** Milliseconds since the start of its run. */
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a host's clocks. Times in milliseconds since the start of its run. */
export interface ClockFaults {
  /** How far its time of day is ahead of the true time at first, in milliseconds. */
  readonly skew: number;
  /** By how much its time of day is set ahead, or back. */
  readonly jumps: readonly { readonly at: number; readonly by: number }[];
  /** When its time of day stands. */
  readonly stands: { readonly from: number; readonly to: number } | undefined;
  /** Whether its steady clock goes on while it is suspended. */
  readonly countsStops: boolean;
}

/** One run of one window's extension host. */
export interface PlannedRun {
  readonly clock: ClockFaults;
  readonly processFaults: readonly ProcessFault[];
  readonly diskFaults: readonly DiskFaults[];
}

/** A window, or an agent. When its process dies, its next run begins `restartAfter` milliseconds later. */
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
  /** The machine sleeps, with all its hosts; the services do not. */
  | { readonly kind: 'sleep'; readonly ms: number }
  /** From now on, notes that were stored within so many milliseconds are missing from the services' lists. */
  | { readonly kind: 'lag'; readonly ms: number }
  /** The user purges all that is not sent. */
  | { readonly kind: 'purge'; readonly window: number }
);

/** Everything random in a scenario, except what the system's scheduler does. */
export interface Plan {
  readonly seed: number;
  readonly windows: readonly PlannedWindow[];
  readonly notes: readonly PlannedNote[];
  readonly proposals: readonly PlannedProposal[];
  /** The processes of one agent outside of the editor. */
  readonly agents: readonly PlannedWindow[];
  readonly events: readonly PlannedEvent[];
  /** When the last fault is over. */
  readonly endAt: number;
  /** How far the services' clock is ahead of the true time. */
  readonly serviceSkew: number;
  /**
   * Who shares a table of processes, on machines of one name: all hosts, those of one window, or none. No host sees
   * whether one with another table runs.
   */
  readonly processTables: 'shared' | 'ofWindow' | 'ofHost';
  /** The user's setting. */
  readonly undoTime: number;
  /** Whether the hosts that are alive when the faults are over stay until the end. */
  readonly survivorsStay: boolean;
  /** How far the time of day of the last host is ahead; that host starts when the faults are over. */
  readonly lastSkew: number;
  /** Which kinds of faults there are. */
  readonly themes: readonly Theme[];
}
