import type { Event } from 'vscode';

/*
 * Notelog's API for other extensions, version 1: copy this file into yours. How to use it: extension-api.md.
 *
 * It guards against mistakes and not against malice: all extensions of a host run in one process, where each can reach
 * into the others.
 */

/** What `vscode.extensions.getExtension<NotelogExports>('notelog.notelog').activate()` gives. */
export interface NotelogExports {
  /**
   * `version`: 1; later ones will only add to it. `caller`: what your extension is called; the user reads it beside each
   * proposal, as your own word. Throws for a version that there is not.
   */
  getApi(version: 1, caller: string): NotelogApi;
}

/** Prepares notes. Nothing here logs one: the user reads it in Notelog, and logs, changes or declines it. */
export interface NotelogApi {
  /**
   * Proposes a note. It is on disk when this resolves. The same proposal made again is the one that there is. Rejects with
   * a sentence that names the field where something is wrong.
   */
  propose(note: NoteProposal): Promise<ProposalStatus>;
  /** What has become of a proposal; undefined: there is none of that id. */
  status(id: string): Promise<ProposalStatus | undefined>;
  /** A proposal that was made through this object has become something else. */
  readonly onDidChange: Event<ProposalStatus>;
}

/** A note that is proposed. */
export interface NoteProposal {
  /** The name or the id of an account; left out: the only one, or the default. */
  readonly account?: string;
  /** Whom it is about. The user chooses where nobody, or more than one, fits. */
  readonly customer: { readonly id: string; readonly type?: string } | { readonly query: string };
  /** `note`, where it is left out. */
  readonly kind?: 'note' | 'call';
  readonly text: string;
  /** Such as `25 min`; of a call. */
  readonly callDuration?: string;
  /** An ISO 8601 time with its offset, such as `2026-07-31T14:05:00Z`; left out: when it is logged. */
  readonly occurredAt?: string;
  /** A name or an e-mail address. */
  readonly author?: string;
  /** An id of yours. The same call with the same id is the same proposal, however often it is made. */
  readonly clientId?: string;
  /** Without a `clientId`: propose it although the same was proposed within a day. */
  readonly again?: boolean;
}

/** How far a proposal is. It tells nothing of what the user changed. */
export interface ProposalStatus {
  readonly id: string;
  /**
   * `pending`: nobody has opened it. `reviewing`: it is open. `accepted`, `sending`, `uncertain`: the user logged it, and
   * it is on its way. `stored`: the service has it. `refused`: it waits for the user again. `declined`, `expired`,
   * `invalid`: nothing was logged.
   */
  readonly state:
    | 'pending'
    | 'reviewing'
    | 'accepted'
    | 'sending'
    | 'stored'
    | 'declined'
    | 'expired'
    | 'invalid'
    | 'refused'
    | 'uncertain';
}
