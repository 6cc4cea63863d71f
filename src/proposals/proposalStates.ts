import { parseFileName, type ClaimsParts } from '../storage/claims.ts';
import { storing } from '../storage/storageFailure.ts';
import type { OutboxOfProposals } from './decisions.ts';
import type { Outcomes } from './outcomes.ts';
import type { ProposalFiles } from './proposalFiles.ts';
import { stateFrom, type ProposalState } from './proposalState.ts';

/** What {@link ProposalStates} needs. */
interface ProposalStatesParts extends Pick<ClaimsParts, 'files' | 'clock'> {
  readonly proposalFiles: ProposalFiles;
  readonly outcomes: Outcomes;
  readonly outbox: OutboxOfProposals;
  /** Absolute path of the folder that drafts lie in. */
  readonly draftsFolder: string;
}

/** What has become of proposals, from all that the disk says of them. */
export class ProposalStates {
  readonly #parts: ProposalStatesParts;

  constructor(parts: ProposalStatesParts) {
    this.#parts = parts;
  }

  /** Undefined: there is none of that id. Failure `storage`. */
  async stateOf(id: string): Promise<ProposalState | undefined> {
    const state = await this.#lookFor(id);
    // What moves on while the disk is read can leave a place that is looked at next, and is in an earlier one then.
    return state === undefined || state === 'declined' ? await this.#lookFor(id) : state;
  }

  /** The ids of all drafts, in any window. Failure `storage`. */
  async draftIds(): Promise<ReadonlySet<string>> {
    const { files, draftsFolder } = this.#parts;
    const names = await storing(() => files.names(draftsFolder));
    return new Set(names.flatMap((name) => parseFileName(name)?.name ?? []));
  }

  async #lookFor(id: string): Promise<ProposalState | undefined> {
    const { outbox, clock, outcomes, proposalFiles } = this.#parts;
    await storing(() => outbox.reload());
    const entry = outbox.get(id);
    const hasReceipt = (await storing(() => outbox.receipts.find(id))) !== undefined;
    const [file] = await proposalFiles.filesOf(id);
    const outcome = await outcomes.find(id);
    const hasDraft = (await this.draftIds()).has(id);
    const place = file && (file.owner === undefined ? 'free' : 'claimed');
    return stateFrom({ entry, hasReceipt, outcome, hasDraft, file: place }, clock.now());
  }
}
