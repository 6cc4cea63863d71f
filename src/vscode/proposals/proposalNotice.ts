import * as vscode from '../editor.ts';
import type { Clock } from '../../base/clock.ts';
import { opensAtOnce } from '../../model/source.ts';
import type { Proposals } from '../../proposals/proposals.ts';
import type { PendingProposal } from '../../proposals/pendingProposals.ts';
import * as words from '../../words/proposals.ts';
import { customerOfProposal } from '../tree/proposalRows.ts';
import { verbatim } from '../verbatim.ts';

/** What {@link ProposalNotice} needs. */
interface ProposalNoticeParts {
  readonly proposals: Pick<Proposals, 'pending' | 'expired' | 'onChange'>;
  readonly clock: Clock;
}

/** Milliseconds between two messages: whoever proposes much must not keep the user from working. */
const quietFor = 60_000;

/**
 * Tells the user once of each proposal that nobody has opened yet and that is not opened by itself, and of each that nobody answered in time, in the window
 * that is in front.
 */
export class ProposalNotice {
  readonly #parts: ProposalNoticeParts;
  readonly #told = new Set<string>();
  /** How many of the expired ones were told. */
  #expiredTold = 0;
  readonly #closed = new AbortController();
  readonly #windowListener: vscode.Disposable;
  #isQuiet = false;

  constructor(parts: ProposalNoticeParts) {
    this.#parts = parts;
    parts.proposals.onChange(() => this.#tell());
    this.#windowListener = vscode.window.onDidChangeWindowState(() => this.#tell());
    this.#tell();
  }

  #tell(): void {
    if (this.#isQuiet || this.#closed.signal.aborted || !vscode.window.state.focused) return;
    if (!this.#tellFresh() && !this.#tellExpired()) return;
    this.#isQuiet = true;
    this.#parts.clock.wait(quietFor, this.#closed.signal).then(
      () => {
        this.#isQuiet = false;
        this.#tell();
      },
      () => undefined,
    );
  }

  /** False: there is nothing to tell. */
  #tellFresh(): boolean {
    const fresh = this.#parts.proposals.pending.filter(
      ({ proposal, isDraft }) => !isDraft && !opensAtOnce(proposal.source) && !this.#told.has(proposal.id),
    );
    for (const { proposal } of fresh) this.#told.add(proposal.id);
    void show(fresh);
    return fresh.length > 0;
  }

  /** The same of those about which nothing is to be done any more. */
  #tellExpired(): boolean {
    const [first, ...others] = this.#parts.proposals.expired.slice(this.#expiredTold);
    if (!first) return false;
    this.#expiredTold += 1 + others.length;
    const message =
      others.length === 0
        ? words.oneExpired(customerOfProposal(first.note))
        : words.someExpired(1 + others.length);
    void vscode.window.showInformationMessage(verbatim(message));
    return true;
  }

  dispose(): void {
    this.#closed.abort();
    this.#windowListener.dispose();
  }
}

async function show(fresh: readonly PendingProposal[]): Promise<void> {
  const [first, ...others] = fresh;
  if (!first) return;
  const message =
    others.length === 0
      ? words.oneProposed(customerOfProposal(first.proposal.note))
      : words.someProposed(fresh.length);
  const choice = await vscode.window.showInformationMessage(verbatim(message), words.show());
  if (choice !== undefined) await vscode.commands.executeCommand('notelog.recentNotes.focus');
}
