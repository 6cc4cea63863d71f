import type { Account } from '../../src/model/account.ts';
import type { Target } from '../../src/model/note.ts';
import type { PlannedRun } from './plan.ts';
import type { Epoch } from './scaledClock.ts';

/** What a host program is told at its start; it comes as JSON in its arguments. */
export interface HostTask {
  readonly epoch: Epoch;
  readonly run: PlannedRun;
  /** Absolute path of the storage folder that all hosts share. */
  readonly storage: string;
  readonly logFile: string;
  /** The table of processes that it is in; all machines have one name. */
  readonly processTable: string;
  /** Whether it sees the processes of the other hosts. */
  readonly seesOthers: boolean;
  readonly window: string;
  readonly seed: number;
  readonly undoTime: number;
  readonly accounts: readonly { readonly account: Account; readonly key: string }[];
}

/** A note as a host is asked to send it. */
export interface NoteToSend {
  readonly id: string;
  readonly accountId: string;
  readonly target: Target;
  readonly text: string;
  readonly attachment: { readonly name: string; readonly seed: number; readonly size: number } | undefined;
}

/** From the campaign to a host. `disarm`: nothing that was planned for it happens any more. */
export type ToHost =
  /** `restored`: it was being sent by a host that has died, so that only its draft may be left of it. */
  | { readonly kind: 'submit'; readonly note: NoteToSend; readonly restored: boolean }
  | { readonly kind: 'disarm' };

/** From a host to the campaign. */
export type FromHost =
  | { readonly kind: 'ready' }
  /** The draft was on disk. */
  | { readonly kind: 'saved'; readonly id: string }
  /** Put into the outbox between two times by its clock, in milliseconds. */
  | { readonly kind: 'accepted'; readonly id: string; readonly from: number; readonly to: number }
  /** What was to be sent again is in the outbox, or stored, or another window's. */
  | { readonly kind: 'notFree'; readonly id: string }
  | { readonly kind: 'rejected'; readonly id: string; readonly why: string }
  /** It stands in the outbox so that nothing happens to it before the user does something, or may do so. */
  | { readonly kind: 'asks'; readonly id: string }
  /** What whoever waited for it was told. */
  | { readonly kind: 'outcome'; readonly id: string; readonly state: string }
  /** It stops itself now, and is to be woken after so many milliseconds of the scenario. */
  | { readonly kind: 'stopping'; readonly ms: number };
