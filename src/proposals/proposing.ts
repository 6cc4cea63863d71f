import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { NewId } from '../base/ids.ts';
import { shortened } from '../base/shortened.ts';
import { longestSourceName, type Source } from '../model/source.ts';
import * as words from '../words/proposals.ts';
import type { Outcomes } from './outcomes.ts';
import { hashOf, idOf, newProposal, type Proposal } from './proposal.ts';
import { bytesOf, type ProposalFiles } from './proposalFiles.ts';
import { largestProposal, parseProposalInput } from './proposalInput.ts';
import type { ProposalState } from './proposalState.ts';
import type { ProposalStates } from './proposalStates.ts';

/** What {@link Proposing} needs. */
interface ProposingParts {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly proposalFiles: ProposalFiles;
  readonly outcomes: Outcomes;
  readonly states: ProposalStates;
}

/** A proposal that was made, now or before, and what has become of it. */
export interface Proposed {
  readonly id: string;
  readonly state: ProposalState;
}

/** A proposal of an id; `state` undefined: there is none yet. */
interface Found {
  readonly id: string;
  readonly state: ProposalState | undefined;
}

/** How many of one source, and in all, may wait for an answer. */
export const mostOfSource = 20;
export const mostInAll = 100;

/** The same words of the same source count as the same proposal for this long, in milliseconds. */
const sameWithin = 24 * 3600_000;

/** How often an id that somebody else takes or gives back at the very moment is looked at again. */
const mostTries = 5;

/** Milliseconds between the later looks: on a disk without links, whoever takes an id has it a moment later. */
const pause = 100;

/** Puts proposals on the disk, each once. */
export class Proposing {
  readonly #parts: ProposingParts;

  constructor(parts: ProposingParts) {
    this.#parts = parts;
  }

  /** As `Proposals.propose`. */
  async propose(input: unknown, from: Source): Promise<Proposed> {
    const { clientId, again = false, ...note } = parseProposalInput(input, from.via !== 'command');
    const source = { via: from.via, name: readableName(from.name) };
    const sha256 = hashOf(note);
    await this.#parts.proposalFiles.checkFolders();
    for (let tries = 0; tries < mostTries; tries++) {
      if (tries > 1) await this.#parts.clock.wait(pause);
      const found =
        clientId === undefined
          ? await this.#findSame(source, sha256, again)
          : await this.#findById(idOf(source, 'clientId', clientId), sha256);
      if (found.state !== undefined) return { id: found.id, state: found.state };
      const proposal = newProposal(found.id, source, note, this.#parts.clock.now());
      if (bytesOf(proposal).byteLength > largestProposal) throw new Failure('invalid', words.tooLarge());
      await this.#checkRoom(source);
      if (!(await this.#parts.proposalFiles.add(proposal))) continue;
      return { id: proposal.id, state: 'pending' };
    }
    throw new Failure('storage', words.decidedElsewhere());
  }

  async #findById(id: string, sha256: string): Promise<Found> {
    const state = await this.#parts.states.stateOf(id);
    if (state === undefined) return { id, state };
    const before =
      (await this.#proposalOf(id))?.sha256 ?? (await this.#parts.outcomes.find(id))?.sha256 ?? '';
    if (before !== '' && before !== sha256) throw new Failure('invalid', words.otherContent());
    return { id, state };
  }

  /** The id of what the same source has said in the same words, or one that is free. */
  async #findSame(source: Source, sha256: string, again: boolean): Promise<Found> {
    const { clock, newId } = this.#parts;
    if (again) return { id: idOf(source, 'again', newId()), state: undefined };
    for (let number = 0; ; number++) {
      const id = idOf(source, sha256, number);
      const state = await this.#parts.states.stateOf(id);
      if (state === undefined) return { id, state };
      const outcome = await this.#parts.outcomes.find(id);
      // Where the clock was set back, an outcome of the future is one of today.
      if (!outcome || clock.now() - outcome.at < sameWithin) return { id, state };
    }
  }

  async #proposalOf(id: string): Promise<Proposal | undefined> {
    for (const file of await this.#parts.proposalFiles.filesOf(id)) {
      const content = await this.#parts.proposalFiles.read(file);
      if (content !== undefined && content !== 'invalid') return content;
    }
    return undefined;
  }

  /** Failure `invalid` where too many wait. */
  async #checkRoom(source: Source): Promise<void> {
    const { files, more } = await this.#parts.proposalFiles.list();
    if (files.length + more >= mostInAll) throw new Failure('invalid', words.tooMany());
    const contents = await Promise.all(files.map((file) => this.#parts.proposalFiles.read(file)));
    const own = contents.filter(
      (each) => each !== undefined && each !== 'invalid' && isSameSource(each.source, source),
    );
    if (own.length >= mostOfSource) throw new Failure('invalid', words.tooManyOfSource());
  }
}

/** A name that a program gives itself, as part of a line. */
function readableName(name: string): string {
  return shortened(
    name.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ').trim(),
    longestSourceName - 1,
  );
}

function isSameSource(one: Source, other: Source): boolean {
  return one.via === other.via && one.name === other.name;
}
