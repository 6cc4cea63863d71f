import * as vscode from 'vscode';
import type { Outbox } from '../../outbox/outbox.ts';
import { groupNotes, type Grouping } from '../../recent/groups.ts';
import { isFiltering, entryMatchesFilter, type NoteFilter } from '../../recent/noteFilter.ts';
import type { RecentNotes } from '../../recent/recentNotes.ts';
import type { Clock } from '../../base/clock.ts';
import { needsUser } from '../../outbox/entry.ts';
import { localDay } from '../times.ts';
import { Throttle } from '../../base/throttle.ts';
import { Countdown } from './countdown.ts';
import { readTasks } from './readTasks.ts';
import { renderNode } from './renderNode.ts';
import { groupNode, moreNode, nothingPassesNode, problemNodes } from './rows.ts';
import type { ChangedNodes, TreeNode } from './treeNode.ts';
import { setWelcome, welcomeFor } from './welcome.ts';

/** What the tree needs. */
export interface RecentNotesTreeParts {
  readonly recentNotes: RecentNotes;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly view: vscode.TreeView<TreeNode>;
  readonly changed: vscode.EventEmitter<ChangedNodes>;
  /** How the user wants them grouped, now. */
  readonly grouping: () => Grouping;
}

/** How old what is shown may be when the user comes back, in milliseconds: looking about costs no request. */
const fresh = 30_000;

/** How long a service is given to list what it has just stored, in milliseconds. */
const afterSend = 2_000;

/** Recent Notes: what the services answered and what is still on its way, in groups. */
export class RecentNotesTree {
  readonly #parts: RecentNotesTreeParts;
  readonly #closed = new AbortController();
  readonly #visible: vscode.Disposable;
  /** Every row that was ever drawn, as long as the editor holds it. */
  readonly #rows = new WeakSet<object>();
  readonly #sent: Throttle;
  readonly #countdown: Countdown;
  #read = false;
  #readAt = Number.NEGATIVE_INFINITY;
  #stale = false;
  /** See {@link RecentNotesTree.#content}; as it was drawn last. */
  #shown = '';

  constructor(parts: RecentNotesTreeParts) {
    this.#parts = parts;
    const { clock, outbox, view, changed } = parts;
    const redraw = new Throttle({
      clock,
      // The more there is to draw, the longer it takes.
      delay: () => Math.min(2_000, 150 + outbox.size),
      act: () => this.redraw(),
      closed: this.#closed.signal,
    });
    outbox.onChange(() => redraw.changed());
    this.#sent = new Throttle({
      clock,
      delay: () => afterSend,
      act: () => void this.#refreshSeen(),
      closed: this.#closed.signal,
    });
    this.#countdown = new Countdown({
      clock,
      visible: () => view.visible,
      draw: (nodes) => changed.fire(nodes),
      closed: this.#closed.signal,
    });
    this.#visible = view.onDidChangeVisibility(({ visible }) => {
      if (visible && this.#stale) this.redraw();
      if (visible) this.refreshOnReturn();
      if (visible) this.#countdown.tick();
    });
  }

  /** Reads the services again; what was there stays on the screen meanwhile. */
  async refresh(): Promise<void> {
    await this.#readServices();
    this.#parts.changed.fire(undefined);
  }

  async #readServices(): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, async () => {
      await this.#parts.recentNotes.refresh(this.#closed.signal);
      this.#read = true;
      this.#readAt = this.#parts.clock.now();
    });
  }

  /** The user is back: what was read a while ago is read again. */
  refreshOnReturn(): void {
    if (this.#parts.clock.now() - this.#readAt >= fresh) void this.#refreshSeen();
  }

  /** A note was stored: it is shown at once, and the service is soon asked what else there is. */
  refreshAfterSend(): void {
    this.#sent.changed();
  }

  /** Nobody asked for it: rows under the mouse, or with an open menu, are drawn again only for something new. */
  async #refreshSeen(): Promise<void> {
    if (!this.#read || !this.#parts.view.visible) return;
    await this.#readServices();
    this.redraw();
  }

  /** All that rows are drawn from, but the time. */
  #content(): string {
    const { recentNotes, outbox, grouping } = this.#parts;
    const accounts = recentNotes
      .accounts()
      .map(({ open: { account }, notes, failure, hasMore }) => [account, notes, failure?.message, hasMore]);
    const entries = recentNotes
      .stillOnWay(outbox.entries())
      .map(({ id, attempts, status }) => [id, attempts, status]);
    return JSON.stringify([grouping(), recentNotes.filter, accounts, entries]);
  }

  /** Reads the next older page of an account. */
  async loadMore(accountId: string): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, () =>
      this.#parts.recentNotes.more(accountId, this.#closed.signal),
    );
    this.#parts.changed.fire(undefined);
  }

  /** Shows only some of the notes, told in the view's title. */
  async filter(filter: NoteFilter, told: string | undefined): Promise<void> {
    const { recentNotes, view } = this.#parts;
    recentNotes.filter = filter;
    view.description = told ?? '';
    await vscode.commands.executeCommand('setContext', 'notelog.filtered', told !== undefined);
    await this.refresh();
  }

  /**
   * Shows what changed on this side without asking the services. Nothing new draws nothing: a click on a row that is
   * just being drawn again is lost.
   */
  redraw(): void {
    this.#stale = !this.#parts.view.visible;
    if (!this.#stale && this.#content() !== this.#shown) this.#parts.changed.fire(undefined);
  }

  /** Also rows that are read when they are opened. */
  drawAnew(): void {
    this.#parts.changed.fire(undefined);
  }

  /** Whether a command was handed a row of this tree, and not something that another extension made up. */
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
    if (node) return node.row === 'group' ? [...node.children] : [];
    if (!this.#read) {
      await setWelcome('loading');
      await this.refresh();
    }
    const { recentNotes, outbox, grouping } = this.#parts;
    this.#shown = this.#content();
    const accounts = recentNotes.accounts();
    const entries = recentNotes
      .stillOnWay(outbox.entries())
      .filter((entry) => entryMatchesFilter(entry, recentNotes.filter, needsUser(entry)));
    const opens = new Map(accounts.map(({ open }) => [open.account.id, open]));
    const groups = groupNotes(accounts, entries, { by: grouping(), dayOf: localDay }).map((group) =>
      groupNode(group, opens),
    );
    this.#countdown.count(groups);
    const failed = accounts.filter(({ failure }) => failure !== undefined);
    const more = accounts.filter(({ hasMore }) => hasMore).map(moreNode);
    const welcome = welcomeFor(groups.length + more.length, failed, isFiltering(recentNotes.filter));
    this.#parts.view.message = welcome === 'failed' ? (failed[0]?.failure?.message ?? '') : '';
    void setWelcome(welcome);
    const none = groups.length === 0 && isFiltering(recentNotes.filter) ? [nothingPassesNode()] : [];
    return welcome === 'ready' ? [...failed.flatMap(problemNodes), ...none, ...groups, ...more] : [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return renderNode(node, this.#parts.clock.now(), vscode.env.language);
  }

  dispose(): void {
    this.#visible.dispose();
    this.#closed.abort();
  }
}
