import * as vscode from '../editor.ts';
import type { Clock } from '../../base/clock.ts';
import type { PendingProposal, Proposals } from '../../proposals/proposals.ts';
import * as words from '../../words/proposals.ts';
import { customerOfProposal } from '../tree/proposalRows.ts';
import { verbatim } from '../verbatim.ts';

/** What {@link ProposalNotice} needs. */
interface ProposalNoticeParts {
  readonly proposals: Pick<Proposals, 'pending' | 'onChange'>;
  readonly clock: Clock;
}

/** Milliseconds between two messages: whoever proposes much must not keep the user from working. */
const quietFor = 60_000;

/** Tells the user once of each proposal that nobody has opened yet, in the window that is in front. */
export class ProposalNotice {
  readonly #parts: ProposalNoticeParts;
  readonly #told = new Set<string>();
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
    const fresh = this.#parts.proposals.pending.filter(
      ({ proposal, isDraft }) => !isDraft && !this.#told.has(proposal.id),
    );
    if (fresh.length === 0) return;
    for (const { proposal } of fresh) this.#told.add(proposal.id);
    this.#isQuiet = true;
    this.#parts.clock.wait(quietFor, this.#closed.signal).then(
      () => {
        this.#isQuiet = false;
        this.#tell();
      },
      () => undefined,
    );
    void show(fresh);
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
