import * as vscode from '../editor.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Grouping } from '../../recent/groups.ts';
import type { NoteFilter } from '../../recent/noteFilter.ts';
import type { Proposals } from '../../proposals/proposals.ts';
import type { FollowUps } from '../../recent/followUps.ts';
import type { RecentNotes } from '../../recent/recentNotes.ts';
import type { Clock } from '../../base/clock.ts';
import { Throttle } from '../../base/throttle.ts';
import { Countdown } from './countdown.ts';
import { followUpNodes } from './followUpRows.ts';
import { proposalNodes } from './proposalRows.ts';
import { readTasks } from './readTasks.ts';
import { renderNode } from './renderNode.ts';
import { rootNodes } from './rootNodes.ts';
import type { ChangedNodes, TreeNode } from './treeNode.ts';
import { setWelcome } from './welcome.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/view.ts';

/** What the tree needs. */
interface RecentNotesTreeParts {
  readonly recentNotes: RecentNotes;
  readonly followUps: FollowUps;
  readonly outbox: Outbox;
  readonly proposals: Pick<Proposals, 'pending' | 'hidden' | 'onChange'>;
  readonly clock: Clock;
  readonly view: vscode.TreeHead;
  readonly changed: vscode.EventEmitter<ChangedNodes>;
  /** What the user groups the notes by now. */
  readonly grouping: () => Grouping;
}

/** How old the rows may be when the user comes back, in milliseconds: switching away for a moment costs no request. */
const longestAge = 30_000;

/** How old the follow-ups may be, in milliseconds, when the user asks for a refresh, and when the user comes back. */
const followUpAge = { asked: 5_000, onReturn: 300_000 };

/** How long to wait for a service to list what it has just stored, in milliseconds. */
const listingDelay = 2_000;

/** The tree of Recent Notes: what the services list and what is still in the outbox, in groups. */
export class RecentNotesTree {
  readonly #parts: RecentNotesTreeParts;
  readonly #closed = new AbortController();
  readonly #visibilityListener: vscode.Disposable;
  /** Every row that was drawn and that the editor still holds. */
  readonly #rows = new WeakSet<object>();
  readonly #afterSend: Throttle;
  readonly #countdown: Countdown;
  /** Of customers whose service tells more than is read of all together. */
  /** When the services were last read, in milliseconds since the epoch; undefined: never. */
  #readAt: number | undefined;
  /** Whether something changed while the tree was hidden. */
  #isStale = false;
  /** What {@link RecentNotesTree.#content} was when the rows were drawn last. */
  #drawnContent = '';

  constructor(parts: RecentNotesTreeParts) {
    this.#parts = parts;
    const { clock, outbox, proposals, followUps, view, changed } = parts;
    const redraw = new Throttle({
      clock,
      // The more there is to draw, the longer it takes.
      delay: () => Math.min(2_000, 150 + outbox.size),
      act: () => this.redraw(),
      closed: this.#closed.signal,
    });
    outbox.onChange(() => redraw.changed());
    proposals.onChange(() => redraw.changed());
    followUps.onChange(() => redraw.changed());
    this.#afterSend = new Throttle({
      clock,
      delay: () => listingDelay,
      act: () => void this.#refreshIfVisible(),
      closed: this.#closed.signal,
    });
    this.#countdown = new Countdown({
      clock,
      visible: () => view.visible,
      draw: (nodes) => changed.fire(nodes),
      closed: this.#closed.signal,
    });
    this.#visibilityListener = view.onDidChangeVisibility(({ visible }) => {
      if (visible && this.#isStale) this.redraw();
      if (visible) this.refreshOnReturn();
      if (visible) this.#countdown.tick();
    });
  }

  /** Reads the services again; the old rows stay on the screen meanwhile. */
  async refresh(): Promise<void> {
    this.readFollowUps(followUpAge.asked);
    await this.#readServices();
    this.#parts.changed.fire(undefined);
  }

  /** Reads the follow-ups that are older than `longestAge` milliseconds, beside the notes, which do not wait for them. */
  readFollowUps(longestAge: number): void {
    void this.#parts.followUps.refresh(this.#closed.signal, longestAge);
  }

  async #readServices(): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, async () => {
      await this.#parts.recentNotes.refresh(this.#closed.signal);
      this.#readAt = this.#parts.clock.now();
    });
  }

  /** The user is back: reads the services again if the rows are old. */
  refreshOnReturn(): void {
    const age = this.#parts.clock.now() - (this.#readAt ?? Number.NEGATIVE_INFINITY);
    if (age >= longestAge) void this.#refreshIfVisible();
  }

  /** A note was stored, and is shown already: soon asks the services what else is new. */
  refreshAfterSend(): void {
    this.#afterSend.changed();
  }

  /** Draws the rows again only if something is new: nobody asked, and a row may be under the mouse or have a menu open. */
  async #refreshIfVisible(): Promise<void> {
    if (this.#readAt === undefined || !this.#parts.view.visible) return;
    this.readFollowUps(followUpAge.onReturn);
    await this.#readServices();
    this.redraw();
  }

  /** Everything that the rows show, except the time. */
  #content(): string {
    const { recentNotes, followUps, outbox, proposals, grouping, clock } = this.#parts;
    const accounts = recentNotes
      .accounts()
      .map(({ open: { account }, notes, failure, hasMore }) => [account, notes, failure?.message, hasMore]);
    const entries = recentNotes
      .pending(outbox.entries())
      .map(({ id, attempts, status }) => [id, attempts, status]);
    return JSON.stringify([
      grouping(),
      recentNotes.filter,
      accounts,
      entries,
      proposals.hidden,
      proposals.pending.map(({ proposal, isDraft }) => [proposal.id, isDraft]),
      followUpNodes(followUps, clock.now()),
    ]);
  }

  /** Reads the next older page of an account. */
  async loadMore(accountId: string): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, () =>
      this.#parts.recentNotes.more(accountId, this.#closed.signal),
    );
    this.#parts.changed.fire(undefined);
  }

  /** Shows only some of the notes. `description`: of the filter, for the view's title; undefined: it is cleared. */
  async filter(filter: NoteFilter, description: string | undefined): Promise<void> {
    const { recentNotes, view } = this.#parts;
    recentNotes.filter = filter;
    view.description = verbatim(description ?? '');
    await vscode.commands.executeCommand('setContext', 'notelog.filtered', description !== undefined);
    await this.refresh();
  }

  /**
   * Draws what has changed, without asking the services. Where nothing has, nothing is drawn: a click on a row that is
   * being drawn again is lost.
   */
  redraw(): void {
    this.#isStale = !this.#parts.view.visible;
    if (!this.#isStale && this.#content() !== this.#drawnContent) this.#parts.changed.fire(undefined);
  }

  /** Draws all rows again, changed or not, and reads the open follow-ups again. */
  redrawAll(): void {
    this.#parts.changed.fire(undefined);
  }

  /** Whether an argument of a command is a row of this tree, and not something that another extension passed. */
  isRow(argument: unknown): argument is TreeNode {
    return typeof argument === 'object' && argument !== null && this.#rows.has(argument);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const children = await this.#childrenOf(node);
    for (const child of children) this.#rows.add(child);
    return children;
  }

  async #childrenOf(node?: TreeNode): Promise<TreeNode[]> {
    if (node?.row === 'tasks') return readTasks(this.#parts, node, this.#closed.signal);
    if (node) return 'children' in node ? [...node.children] : [];
    if (this.#readAt === undefined) {
      // No welcome text: the editor hides the list behind one, and with it the focus of a user who has just come here.
      this.#parts.view.message = verbatim(words.readingNotes());
      await this.refresh();
    }
    const { recentNotes, followUps, outbox, proposals, grouping, clock, view } = this.#parts;
    this.#drawnContent = this.#content();
    const root = rootNodes({
      accounts: recentNotes.accounts(),
      entries: recentNotes.pending(outbox.entries()),
      filter: recentNotes.filter,
      by: grouping(),
      proposals: proposalNodes(proposals.pending, proposals.hidden),
      followUps: {
        rows: followUpNodes(followUps, clock.now()),
        countOf: (id, target) => followUps.of(id, target)?.length,
      },
    });
    this.#countdown.count(root.groups);
    view.message = verbatim(root.message);
    void setWelcome(root.welcome);
    return [...root.rows];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return renderNode(node, this.#parts.clock.now(), vscode.env.language);
  }

  dispose(): void {
    this.#visibilityListener.dispose();
    this.#closed.abort();
  }
}
