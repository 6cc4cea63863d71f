import { beatEvery, type ClaimsParts } from '../storage/claims.ts';
import { storageFailure, storing } from '../storage/storageFailure.ts';
import type { Log } from '../base/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Outcome, Outcomes } from './outcomes.ts';
import type { ProposalFile, ProposalFiles } from './proposalFiles.ts';

/** As much of the outbox as tells what became of a proposal that was accepted: its entry, or its receipt. */
export interface OutboxOfProposals {
  readonly receipts: Pick<Outbox['receipts'], 'find'>;
  get(id: string): ReturnType<Outbox['get']>;
  reload(): Promise<void>;
}

/** What {@link Decisions} needs. */
export interface DecisionsParts extends ClaimsParts {
  readonly log: Log;
  readonly files: ClaimsParts['files'];
  readonly proposalFiles: ProposalFiles;
  readonly outcomes: Outcomes;
  readonly outbox: OutboxOfProposals;
}

/** How often a proposal is tried to claim that changes hands meanwhile. */
const mostTries = 3;

/** Decides about proposals: one host at a time about each, and in that host one piece of work. */
export class Decisions {
  readonly #parts: DecisionsParts;
  /** When this host's work on each proposal ends; any other claim of this host is left over from a failure. */
  readonly #inWork = new Map<string, Promise<void>>();
  /** The claims of others that this host has taken over, and is just giving back. */
  readonly #givingBack = new Map<string, Promise<boolean>>();

  constructor(parts: DecisionsParts) {
    this.#parts = parts;
  }

  /**
   * Does something about a proposal that no other host does anything about meanwhile. `gone`: there is none any more.
   * `busy`: another host, or other work of this one, is at it. Failure `storage`, or what `work` rejects with.
   */
  async alone<T>(id: string, work: () => Promise<T>): Promise<T | 'gone' | 'busy'> {
    if (this.#inWork.has(id)) return 'busy';
    const ended = Promise.withResolvers<undefined>();
    this.#inWork.set(id, ended.promise);
    const done = new AbortController();
    try {
      // Until then it would be taken for the claim of this work.
      await this.#givingBack.get(id)?.catch(() => false);
      const claim = await storing(() => this.#claim(id));
      if (claim !== 'own') return claim;
      // The abort ends it.
      this.#keepBeating(id, done.signal).catch(() => undefined);
      return await work();
    } finally {
      done.abort();
      // What cannot be released now is released when the folder is read the next time.
      await this.#claims.release(id).catch(() => false);
      this.#inWork.delete(id);
      ended.resolve(undefined);
    }
  }

  /** The same, after what this host is at already: the user has asked for something twice. */
  async aloneInTurn<T>(id: string, work: () => Promise<T>): Promise<T | 'gone' | 'busy'> {
    for (let others = this.#inWork.get(id); others; others = this.#inWork.get(id)) await others;
    return await this.alone(id, work);
  }

  /** Whether a claim keeps others from the file. One whose host has died, or forgot it, is released. Failure `storage`. */
  async isBeingDecided({ id, owner }: ProposalFile): Promise<boolean> {
    if (owner === undefined) return false;
    if (this.#inWork.has(id)) return true;
    const { host } = this.#parts;
    const isOwn = owner === host.id || (await storing(() => this.#claims.takeOver(id, owner)));
    // Work may have begun meanwhile, whose claim it is now.
    if (!isOwn || this.#inWork.has(id)) return true;
    const release = this.#claims.release(id);
    this.#givingBack.set(id, release);
    await storing(() => release).finally(() => this.#givingBack.delete(id));
    return false;
  }

  /** What was decided, as far as the disk tells. Failure `storage`. */
  async find(id: string): Promise<Outcome['state'] | undefined> {
    const { outcomes, outbox } = this.#parts;
    const outcome = await outcomes.find(id);
    if (outcome) return outcome.state;
    const isLogged = outbox.get(id) !== undefined || (await storing(() => outbox.receipts.find(id)));
    return isLogged ? 'accepted' : undefined;
  }

  /** Writes down what was decided about a proposal that this host has claimed, and removes it. Failure `storage`. */
  async settle(id: string, sha256: string, state: Outcome['state']): Promise<void> {
    const { outcomes, proposalFiles, clock } = this.#parts;
    await outcomes.add({ id, sha256, state, at: clock.now() });
    await proposalFiles.removeOwn(id);
  }

  /** Settles a proposal if that can be done now, and `isDue` still. False: it is tried again. Never rejects. */
  async settleIfFree(
    id: string,
    sha256: string,
    state: Outcome['state'],
    isDue: () => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<boolean> {
    const settle = async () => {
      if (!(await isDue())) return false;
      await this.settle(id, sha256, state);
      return true;
    };
    const settled = await this.alone(id, settle).catch((error: unknown) => {
      const detail = storageFailure(error).detail ?? 'no detail';
      this.#parts.log.warn(`The outcome of a proposal cannot be written: ${detail}`);
      return false;
    });
    return settled === true;
  }

  async #claim(id: string): Promise<'own' | 'gone' | 'busy'> {
    const { proposalFiles, host } = this.#parts;
    for (let tries = 1; tries <= mostTries; tries++) {
      if (await this.#claims.claim(id)) return (await this.#isOnly(id)) ? 'own' : 'busy';
      const [file] = await proposalFiles.filesOf(id);
      if (!file) return 'gone';
      if (file.owner === host.id) return 'own';
      if (file.owner !== undefined && (await this.#claims.takeOver(id, file.owner))) return 'own';
      // It may have been taken over or given back just now, by this host's own look at the folder.
    }
    return 'busy';
  }

  /**
   * Whether nobody else has claimed a file of that id. Whoever proposes the same again just when it is claimed finds its
   * name free, and writes it once more. Then the second file is given back, which says the same and goes with the first.
   */
  async #isOnly(id: string): Promise<boolean> {
    const others = (await this.#claims.owners(id)).filter((owner) => owner !== this.#parts.host.id);
    for (const owner of others) {
      if (await this.#claims.takeOver(id, owner)) continue;
      await this.#claims.release(id);
      return false;
    }
    return true;
  }

  async #keepBeating(id: string, done: AbortSignal): Promise<void> {
    for (;;) {
      await this.#parts.clock.wait(beatEvery, done);
      // One beat that the disk refuses is only one sign of life less.
      await this.#claims.beat(id).catch(() => false);
    }
  }

  get #claims() {
    return this.#parts.proposalFiles.claims;
  }
}
