import type { Account } from '../../src/model/account.ts';
import type { Target } from '../../src/model/note.ts';
import type { Source } from '../../src/model/source.ts';
import type { Proposed } from '../../src/proposals/proposing.ts';
import type { ProposalState } from '../../src/proposals/proposalState.ts';
import type { PlannedRun, ProposalAnswer, UserAct } from './plan.ts';
import type { Epoch } from './scaledClock.ts';
import type { DiskAnswer, DiskRequest } from './sharedDisk.ts';

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
  /** Whether the power of its machine may be cut: it then changes the disk through the campaign. */
  readonly canLosePower: boolean;
  readonly window: string;
  readonly seed: number;
  readonly undoTime: number;
  readonly hasProposals: boolean;
  readonly accounts: readonly { readonly account: Account; readonly key: string }[];
}

/** A note as a host is asked to send it. */
export interface NoteToSend {
  readonly id: string;
  readonly accountId: string;
  readonly target: Target;
  readonly text: string;
  /** Counts the texts that were typed for the note. */
  readonly version: number;
  readonly attachment: { readonly name: string; readonly seed: number; readonly size: number } | undefined;
}

/** A proposal as somebody makes it. */
export interface ProposalToMake {
  readonly id: string;
  /** As it is handed over to the door. */
  readonly input: unknown;
  readonly source: Source;
}

/** From the campaign to a host, or to an agent. */
export type ToHost =
  /** `restored`: it was being sent by a host that has died, so that only its draft may be left of it. */
  | { readonly kind: 'submit'; readonly note: NoteToSend; readonly restored: boolean }
  /** The user does something to a note that was sent; `note.text`: what is typed, if anything is. */
  | { readonly kind: 'act'; readonly does: UserAct; readonly note: NoteToSend }
  | { readonly kind: 'purge' }
  | ({ readonly kind: 'propose'; readonly times: number } & ProposalToMake)
  /** What has become of a proposal; the same is then proposed once more. */
  | ({ readonly kind: 'look'; readonly proposalId: string } & ProposalToMake)
  /** The user does something about a proposal; `note.text`: what is typed, if anything is. */
  | {
      readonly kind: 'answer';
      /** Which of its answers this is. */
      readonly answer: number;
      readonly does: ProposalAnswer;
      readonly note: NoteToSend;
    }
  | { readonly kind: 'diskAnswer'; readonly call: number; readonly answer: DiskAnswer }
  /** Nothing that was planned for it happens any more. */
  | { readonly kind: 'disarm' };

/** From a host to the campaign, about a note. `version`: of its text. */
export type NoteReport = { readonly id: string } &
  /** The draft was on disk. */
  (
    | { readonly kind: 'saved'; readonly version: number }
    /** Put into the outbox between two times of its process, in milliseconds. */
    | { readonly kind: 'accepted'; readonly version: number; readonly from: number; readonly to: number }
    /** What was to be sent again is in the outbox, or stored, or another window's. */
    | { readonly kind: 'notFree' }
    | { readonly kind: 'rejected'; readonly why: string }
    /** It stands in the outbox so that nothing happens to it before the user does something, or may do so. */
    | { readonly kind: 'asks' }
    /** What whoever waited for it was told. */
    | { readonly kind: 'outcome'; readonly version: number; readonly state: string }
    /** It is a draft again. */
    | { readonly kind: 'takenBack' }
    /** It was removed from the outbox by the user's wish, and had certainly not been sent. */
    | { readonly kind: 'discarded' }
    /** Its deletion at the service is in the outbox. */
    | { readonly kind: 'deleting' }
    /** It is about to be purged. */
    | { readonly kind: 'purging' }
    /** The act on it has come to its end. */
    | { readonly kind: 'acted'; readonly result: 'done' | 'nothing' | 'failed' }
  );

/** How an answer of the user ended. `sent`: the note's own reports say the rest. */
type AnswerResult = 'notShown' | 'changed' | 'opened' | 'declined' | 'notDeclined' | 'sent' | 'failed';

/** From a host or an agent to the campaign, about a proposal. */
export type ProposalReport = { readonly proposal: string } & (
  | { readonly kind: 'proposed'; readonly proposalId: string; readonly state: ProposalState }
  | { readonly kind: 'notProposed'; readonly why: string }
  /** All calls that were asked for have their answers. */
  | { readonly kind: 'called' }
  /** The user has seen this text, and presses Send now. */
  | { readonly kind: 'agreed'; readonly version: number }
  /** The user declines now. */
  | { readonly kind: 'declining' }
  | { readonly kind: 'answered'; readonly answer: number; readonly result: AnswerResult }
  /** What had become of it, and what who proposed the same again was told. */
  | { readonly kind: 'looked'; readonly state: ProposalState | undefined; readonly again: Proposed }
);

/** From a host or an agent to the campaign. */
export type FromHost =
  | NoteReport
  | ProposalReport
  /** `hostId`: by which other hosts know it. */
  | { readonly kind: 'ready'; readonly hostId: string }
  | { readonly kind: 'purged' }
  /** It stops itself now, and is to be woken after so many milliseconds of the scenario. */
  | { readonly kind: 'stopping'; readonly ms: number }
  /** It has stopped itself for good, and the power of its machine is cut. */
  | { readonly kind: 'powerCut' }
  | { readonly kind: 'diskRequest'; readonly call: number; readonly request: DiskRequest };
