import { join } from 'node:path';
import { Failure } from '../base/failure.ts';
import type { Draft } from '../model/draft.ts';
import type { Source } from '../model/source.ts';
import { removeEach } from '../storage/durable.ts';
import { storageFailure, storing } from '../storage/storageFailure.ts';
import * as words from '../words/proposals.ts';
import { Decisions, type OutboxOfProposals } from './decisions.ts';
import { Outcomes } from './outcomes.ts';
import { proposalIdForm, type Proposal } from './proposal.ts';
import { ProposalFiles, type ProposalFilesParts } from './proposalFiles.ts';
import type { ProposalState } from './proposalState.ts';
import { ProposalStates } from './proposalStates.ts';
import { mostInAll, mostOfSource, Proposing, type Proposed } from './proposing.ts';
import { PendingProposals, type PendingProposal } from './pendingProposals.ts';

/** What {@link Proposals} needs from outside. */
export interface ProposalsParts extends ProposalFilesParts {
  /** Absolute path of the folder for what became of proposals. */
  readonly outcomesFolder: string;
  /** Absolute path of the folder that drafts lie in. */
  readonly draftsFolder: string;
  readonly outbox: OutboxOfProposals;
}

/**
 * What agents, other extensions, links and commands propose. A proposal becomes a draft, and only the user logs a draft:
 * nothing here sends, and nothing accepts a proposal by its id. Any number of hosts and of those who propose share the
 * folder.
 */
export class Proposals {
  readonly #parts: ProposalsParts;
  readonly #files: ProposalFiles;
  readonly #outcomes: Outcomes;
  readonly #decisions: Decisions;
  readonly #states: ProposalStates;
  readonly #proposing: Proposing;
  readonly #waiting: PendingProposals;
  readonly #listeners = new Set<() => void>();
  /** Every proposal that was ever shown: no other one is opened. */
  readonly #shown = new WeakSet<Proposal>();
  #pending: readonly PendingProposal[] = [];
  #hidden = 0;
  readonly #expired: Proposal[] = [];
  /** One read at a time: an older one must not end after a newer one. */
  #lastRead: Promise<void> = Promise.resolve();

  constructor(parts: ProposalsParts) {
    this.#parts = parts;
    this.#files = new ProposalFiles(parts);
    this.#outcomes = new Outcomes({ ...parts, folder: parts.outcomesFolder });
    const own = { ...parts, proposalFiles: this.#files, outcomes: this.#outcomes };
    this.#decisions = new Decisions(own);
    this.#states = new ProposalStates(own);
    this.#proposing = new Proposing({ ...own, states: this.#states });
    this.#waiting = new PendingProposals({ ...own, decisions: this.#decisions, states: this.#states });
  }

  /** What waits for an answer, as of the last {@link reload}, oldest first. */
  get pending(): readonly PendingProposal[] {
    return this.#pending;
  }

  /** How many more there are than may wait. */
  get hidden(): number {
    return this.#hidden;
  }

  /** What this window has removed since its start because nobody answered in time. */
  get expired(): readonly Proposal[] {
    return this.#expired;
  }

  /** Calls `listener` when {@link pending} or {@link expired} may have changed. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /**
   * Makes a proposal, unless it was made before: by the same source with the same `clientId`, or with the same words
   * within a day. It lies on disk whole and synced when this resolves. Failure `invalid`, with a sentence that names the
   * field, or says that too many wait; `storage`.
   */
  async propose(input: unknown, from: Source): Promise<Proposed> {
    const proposed = await this.#proposing.propose(input, from);
    // Where nobody looks, in a program that only proposes, what is too old is left to a window, which tells the user.
    if (this.#listeners.size > 0) void this.reload().catch(() => undefined);
    return proposed;
  }

  /** What has become of a proposal. Undefined: there is none of that id. Failure `storage`. */
  stateOf(id: string): Promise<ProposalState | undefined> {
    return proposalIdForm.test(id) ? this.#states.stateOf(id) : Promise.resolve(undefined);
  }

  /** Reads the folder again, for what others did. Failure `storage`: what was read before stays. */
  reload(): Promise<void> {
    const next = this.#lastRead.then(() => this.#read());
    this.#lastRead = next.catch(() => undefined);
    return next;
  }

  /**
   * Reads the folder for the first time, and removes outcomes that are old. False: it must not be used. Never rejects.
   */
  async load(): Promise<boolean> {
    const failed = (error: unknown) => {
      this.#parts.log.warn(
        `Proposals cannot be read: ${storageFailure(error).detail ?? 'a link is in the way'}`,
      );
      return false;
    };
    const isUsable = await this.#files.checkFolders().then(() => true, failed);
    if (!isUsable) return false;
    await this.reload().catch(failed);
    await this.#outcomes.removeOld().catch(failed);
    return true;
  }

  /**
   * Makes a draft of a proposal, or does something else about it, in `work`, which no other window does meanwhile.
   * `changed`: it was answered, or is just being, elsewhere; what this window is at already is waited for. Failure
   * `storage`, or what `work` rejects with.
   */
  async open(proposal: Proposal, work: () => Promise<void>): Promise<'done' | 'changed'> {
    const { id, sha256 } = proposal;
    if (!this.#shown.has(proposal)) return 'changed';
    const done = await this.#decisions.aloneInTurn(id, async () => {
      await storing(() => this.#parts.outbox.reload());
      const decided = await this.#decisions.find(id);
      if (decided !== undefined) {
        await this.#decisions.settle(id, sha256, decided);
        return 'changed';
      }
      await work();
      return 'done';
    });
    await this.reload();
    return done === 'done' ? 'done' : 'changed';
  }

  /** The user does not want it. `discardDraft`: removes the draft that it has become, if any. As {@link open}. */
  decline(proposal: Proposal, discardDraft: () => Promise<void>): Promise<'done' | 'changed'> {
    const { id, sha256 } = proposal;
    return this.open(proposal, async () => {
      await discardDraft();
      await this.#decisions.settle(id, sha256, 'declined');
    });
  }

  /** The draft of a proposal was discarded. Never rejects: what cannot be written down now waits as before. */
  async draftDiscarded(draft: Draft): Promise<void> {
    const origin = draft.proposal;
    if (origin === undefined || origin.id !== draft.id) return;
    await this.#decisions.settleIfFree(draft.id, origin.sha256, 'declined');
    await this.reload().catch(() => undefined);
  }

  /**
   * Puts the draft of a proposal into the outbox with `submit`, which no other window does meanwhile, and writes down that
   * it was accepted. Any other draft is submitted as it is. Failure `invalid`: nothing was submitted, since the proposal
   * is logged already, or another window is at it; or what `submit` rejects with.
   */
  async accept<T>(draft: Draft, submit: () => Promise<T>): Promise<T> {
    const origin = draft.proposal;
    if (origin === undefined || origin.id !== draft.id) return await submit();
    const { outbox, log } = this.#parts;
    const submitOnce = async () => {
      await storing(() => outbox.reload());
      const entry = outbox.get(draft.id);
      const isOnItsWay = entry !== undefined && entry.status.state !== 'refused';
      if (isOnItsWay || (await storing(() => outbox.receipts.find(draft.id))))
        throw new Failure('invalid', words.alreadyLogged());
      return { submitted: await submit() };
    };
    const accepted = await this.#decisions.alone(draft.id, async () => {
      const result = await submitOnce();
      // The note is safe, and its entry says so to whoever looks at the proposal: nothing is submitted again.
      await this.#decisions
        .settle(draft.id, origin.sha256, 'accepted')
        .catch((error: unknown) =>
          log.warn(`A proposal was logged and stays: ${storageFailure(error).detail ?? 'no detail'}`),
        );
      return result;
    });
    if (accepted === 'busy') throw new Failure('invalid', words.decidedElsewhere());
    // What was declined is an answer that those who propose have had.
    if (accepted === 'gone' && (await this.#outcomes.find(draft.id))?.state === 'declined')
      throw new Failure('invalid', words.declinedMeanwhile());
    // It was decided about before: a note that was taken back, or that another window has logged.
    const { submitted } = accepted === 'gone' ? await submitOnce() : accepted;
    void this.reload().catch(() => undefined);
    return submitted;
  }

  /** Removes all proposals, answered or not, and what became of them, whatever lies there. Failure `storage`. */
  async removeAll(): Promise<void> {
    const { files, folder, outcomesFolder } = this.#parts;
    await this.#files.checkFolders();
    for (const each of [folder, outcomesFolder]) {
      const names = await storing(() => files.names(each));
      await removeEach(
        files,
        names.map((name) => join(each, name)),
      );
    }
    await this.reload();
  }

  async #read(): Promise<void> {
    const { waiting, expired, more } = await this.#waiting.read();
    this.#expired.push(...expired);
    const counts = new Map<string, number>();
    const shown = waiting.filter(({ proposal: { source } }) => {
      const key = `${source.via} ${source.name}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return (counts.get(key) ?? 0) <= mostOfSource;
    });
    this.#pending = shown.slice(0, mostInAll);
    this.#hidden = more + waiting.length - this.#pending.length;
    for (const { proposal } of this.#pending) this.#shown.add(proposal);
    for (const listener of this.#listeners) listener();
  }
}
