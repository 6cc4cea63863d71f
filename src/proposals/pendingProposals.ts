import type { Clock } from '../base/clock.ts';
import { inBatches } from '../base/inBatches.ts';
import type { Log } from '../base/log.ts';
import type { Decisions } from './decisions.ts';
import type { Outcome } from './outcomes.ts';
import type { Proposal } from './proposal.ts';
import type { Content, ProposalFile, ProposalFiles } from './proposalFiles.ts';
import type { ProposalStates } from './proposalStates.ts';

/** A proposal that waits for an answer. */
export interface PendingProposal {
  readonly proposal: Proposal;
  /** Whether it is a draft by now, in any window. */
  readonly isDraft: boolean;
}

/** What {@link PendingProposals} needs. */
interface PendingProposalsParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly proposalFiles: ProposalFiles;
  readonly decisions: Decisions;
  readonly states: ProposalStates;
}

/** What the disk says of one file. */
interface Seen {
  readonly id: string;
  readonly content: Content;
  readonly decided: Outcome['state'] | undefined;
  /** Whether a claim keeps this host from it. */
  readonly isBusy: boolean;
}

/** Files looked at together: the disk answers several almost as soon as one. */
const atOnce = 16;

/** Finds the proposals that wait for an answer, and settles those that do no more. */
export class PendingProposals {
  readonly #parts: PendingProposalsParts;

  constructor(parts: PendingProposalsParts) {
    this.#parts = parts;
  }

  /** What waits, oldest first; what was too old and is settled now; and how many files were not read. Failure `storage`. */
  async read(): Promise<{
    readonly waiting: readonly PendingProposal[];
    readonly expired: readonly Proposal[];
    readonly more: number;
  }> {
    const { proposalFiles, states } = this.#parts;
    const { files, more } = await proposalFiles.list();
    const draftIds = files.length === 0 ? new Set<string>() : await states.draftIds();
    const waiting: PendingProposal[] = [];
    const expired: Proposal[] = [];
    for (const seen of await inBatches(files, atOnce, (file) => this.#lookAt(file))) {
      const proposal = await this.#settleUnlessShowable(seen);
      if (!proposal) continue;
      const { id } = proposal;
      const isDraft = draftIds.has(id);
      if (this.#parts.clock.now() < proposal.expiresAt || isDraft || seen.isBusy)
        waiting.push({ proposal, isDraft });
      else if (await this.#expire(proposal)) expired.push(proposal);
    }
    return { waiting: waiting.toSorted((one, other) => one.proposal.at - other.proposal.at), expired, more };
  }

  async #lookAt(file: ProposalFile): Promise<Seen> {
    const { decisions, proposalFiles } = this.#parts;
    const { id } = file;
    const isBusy = await decisions.isBeingDecided(file).catch(() => true);
    const free =
      file.owner === undefined || isBusy ? file : { ...file, owner: undefined, fileName: `${id}.json` };
    const content = await proposalFiles.read(free);
    const decided = content === undefined ? undefined : await decisions.find(id);
    return { id, content, decided, isBusy };
  }

  /** Undefined: it cannot be shown; one that is answered or damaged is settled meanwhile. */
  async #settleUnlessShowable({ id, content, decided }: Seen): Promise<Proposal | undefined> {
    const { log, decisions } = this.#parts;
    if (content === undefined) return undefined;
    if (decided !== undefined) {
      await decisions.settleIfFree(id, content === 'invalid' ? '' : content.sha256, decided);
      return undefined;
    }
    if (content !== 'invalid') return content;
    if (await decisions.settleIfFree(id, '', 'invalid'))
      log.warn(`The proposal ${id} cannot be understood, and was removed`);
    return undefined;
  }

  /** False: it has become a draft meanwhile, or that cannot be said now. */
  async #expire({ id, sha256 }: Proposal): Promise<boolean> {
    const { log, decisions, states } = this.#parts;
    const isNoDraft = async () => !(await states.draftIds()).has(id);
    const isExpired = await decisions.settleIfFree(id, sha256, 'expired', isNoDraft);
    if (isExpired) log.info(`The proposal ${id} was not answered within a week, and was removed`);
    return isExpired;
  }
}
