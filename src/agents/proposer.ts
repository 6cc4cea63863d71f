import type { Clock } from '../base/clock.ts';
import { Throttle } from '../base/throttle.ts';
import type { Source } from '../model/source.ts';
import type { Proposals } from '../proposals/proposals.ts';
import type { Proposed } from '../proposals/proposing.ts';
import type { ProposalState } from '../proposals/proposalState.ts';

/** What a proposer needs. */
export interface ProposerParts {
  readonly clock: Clock;
  readonly proposals: Pick<Proposals, 'propose' | 'stateOf' | 'onChange'>;
  readonly outbox: { onChange(listener: () => void): () => void };
  /** Ends the events. */
  readonly closed: AbortSignal;
}

/** Whether nothing more will become of it. */
function isFinal(state: ProposalState): boolean {
  return state === 'stored' || state === 'expired' || state === 'invalid';
}

/** How soon a change is told, in milliseconds. */
const tellWithin = 250;

/** One who proposes notes, and hears what becomes of them. */
export class Proposer {
  readonly #parts: ProposerParts;
  readonly #source: Source;
  readonly #listeners = new Set<(changed: Proposed) => void>();
  /** What was told last of each proposal that was made here. */
  readonly #told = new Map<string, ProposalState>();
  readonly #changed: Throttle;
  #isLooking = false;

  constructor(parts: ProposerParts, source: Source) {
    this.#parts = parts;
    this.#source = source;
    this.#changed = new Throttle({ ...parts, delay: () => tellWithin, act: () => void this.#look() });
    parts.proposals.onChange(() => this.#changed.changed());
    parts.outbox.onChange(() => this.#changed.changed());
  }

  /** As {@link Proposals.propose}. */
  async propose(input: unknown): Promise<Proposed> {
    const { id, state } = await this.#parts.proposals.propose(input, this.#source);
    this.#told.set(id, state);
    return { id, state };
  }

  /** Undefined: there is no proposal of that id. Failure `storage`. */
  async status(id: string): Promise<Proposed | undefined> {
    const state = await this.#parts.proposals.stateOf(id);
    return state === undefined ? undefined : { id, state };
  }

  /** Returns how to stop listening. */
  onChange(listener: (changed: Proposed) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Never rejects: what cannot be read now is looked at with the next change. */
  async #look(): Promise<void> {
    if (this.#isLooking) {
      this.#changed.changed();
      return;
    }
    this.#isLooking = true;
    for (const [id, before] of this.#told) {
      const state = await this.#parts.proposals.stateOf(id).catch(() => before);
      if (state === undefined || state === this.#told.get(id)) continue;
      if (isFinal(state)) this.#told.delete(id);
      else this.#told.set(id, state);
      for (const listener of this.#listeners) listener({ id, state });
    }
    this.#isLooking = false;
  }
}
