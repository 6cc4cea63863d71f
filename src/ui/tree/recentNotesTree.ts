import * as vscode from 'vscode';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { Outbox } from '../../notes/outbox/outbox.ts';
import { groupNotes, type Grouping, type NoteGroup } from '../../notes/recent/groups.ts';
import { filters, passesEntry, type NoteFilter } from '../../notes/recent/noteFilter.ts';
import type { AccountNotes, RecentNotes } from '../../notes/recent/recentNotes.ts';
import type { Clock } from '../../notes/clock.ts';
import { needsUser } from '../../notes/outbox/entry.ts';
import { nextTry } from '../outbox/entryText.ts';
import { localDay } from '../times.ts';
import { Throttle } from '../throttle.ts';
import { readTasks } from './readTasks.ts';
import { renderNode } from './renderNode.ts';
import type { ChangedNodes, TreeNode } from './treeNode.ts';

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

/** Above this, rows that count down do so in larger steps. */
const manyRows = 50;

/** The state that `viewsWelcome` of package.json says something about. */
type Welcome = 'loading' | 'empty' | 'filtered' | 'signedOut' | 'failed' | 'ready';

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
  #read = false;
  #readAt = Number.NEGATIVE_INFINITY;
  #stale = false;
  /** See {@link RecentNotesTree.#content}; as it was drawn last. */
  #shown = '';
  /** Rows that say how long something still takes. */
  #counting: TreeNode[] = [];
  #ticking = false;

  constructor(parts: RecentNotesTreeParts) {
    this.#parts = parts;
    const { clock, outbox, view } = parts;
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
    this.#visible = view.onDidChangeVisibility(({ visible }) => {
      if (visible && this.#stale) this.redraw();
      if (visible) this.refreshOnReturn();
      if (visible) this.#tick();
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
    const entries = outbox.entries().map(({ id, attempts, status }) => [id, attempts, status]);
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
    const entries = outbox
      .entries()
      .filter((entry) => passesEntry(entry, recentNotes.filter, needsUser(entry)));
    const opens = new Map(accounts.map(({ open }) => [open.account.id, open]));
    const groups = groupNotes(accounts, entries, { by: grouping(), dayOf: localDay }).map((group) =>
      groupNode(group, opens),
    );
    this.#count(groups);
    const failed = accounts.filter(({ failure }) => failure !== undefined);
    const more = accounts.filter(({ hasMore }) => hasMore).map(moreNode);
    const welcome = welcomeFor(groups.length + more.length, failed, filters(recentNotes.filter));
    this.#parts.view.message = welcome === 'failed' ? (failed[0]?.failure?.message ?? '') : '';
    void setWelcome(welcome);
    return welcome === 'ready' ? [...failed.flatMap(problemNode), ...groups, ...more] : [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return renderNode(node, this.#parts.clock.now(), vscode.env.language);
  }

  #count(groups: readonly TreeNode[]): void {
    const now = this.#parts.clock.now();
    this.#counting = groups
      .flatMap((group) => (group.row === 'group' ? group.children : []))
      .filter((node) => node.row === 'entry' && nextTry(node.entry.status, now) !== undefined);
    this.#tick();
  }

  /** Draws rows that count down again, each second while somebody may look. */
  #tick(): void {
    const { clock, view, changed } = this.#parts;
    if (this.#ticking || this.#counting.length === 0 || !view.visible) return;
    this.#ticking = true;
    const pause = this.#counting.length > manyRows ? 10_000 : 1_000;
    clock.wait(pause, this.#closed.signal).then(
      () => {
        this.#ticking = false;
        changed.fire([...this.#counting]);
        const now = clock.now();
        this.#counting = this.#counting.filter(
          (node) => node.row === 'entry' && nextTry(node.entry.status, now) !== undefined,
        );
        this.#tick();
      },
      () => undefined,
    );
  }

  dispose(): void {
    this.#visible.dispose();
    this.#closed.abort();
  }
}

function welcomeFor(rows: number, failed: readonly AccountNotes[], filtered: boolean): Welcome {
  if (rows > 0) return 'ready';
  if (failed.length === 0) return filtered ? 'filtered' : 'empty';
  return failed.every(({ failure }) => failure?.reason === 'keyMissing') ? 'signedOut' : 'failed';
}

async function setWelcome(state: Welcome): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'notelog.notes', state);
}

/** `opens`: the accounts, by id. */
function groupNode({ key, subject, items }: NoteGroup, opens: ReadonlyMap<string, OpenAccount>): TreeNode {
  const underCustomer = subject.by === 'customer';
  const tasks: readonly TreeNode[] =
    underCustomer && opens.get(subject.account.id)?.provider.tasks
      ? [{ row: 'tasks', key: `${key} tasks`, account: subject.account, target: subject.target }]
      : [];
  return {
    row: 'group',
    key,
    subject,
    children: [
      ...tasks,
      ...items.map((each): TreeNode => {
        if (each.item === 'entry')
          return { row: 'entry', key: `${key} entry ${each.entry.id}`, entry: each.entry };
        const { note, account } = each;
        const editable = opens.get(account.id)?.kind.capabilities.edit ?? false;
        return {
          row: 'note',
          key: `${key} note ${account.id} ${note.id}`,
          note,
          account,
          underCustomer,
          editable,
        };
      }),
    ],
  };
}

function moreNode({ open: { account } }: AccountNotes): TreeNode {
  return { row: 'more', key: `more ${account.id}`, account };
}

function problemNode({ open: { account }, failure }: AccountNotes): TreeNode[] {
  if (!failure) return [];
  const keyProblem = failure.reason === 'keyMissing' || failure.reason === 'keyRefused';
  return [{ row: 'problem', key: `problem ${account.id}`, account, message: failure.message, keyProblem }];
}
