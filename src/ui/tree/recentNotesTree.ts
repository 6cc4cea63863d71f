import * as vscode from 'vscode';
import type { Outbox } from '../../notes/outbox/outbox.ts';
import { groupNotes, type NoteGroup } from '../../notes/recent/groups.ts';
import type { AccountNotes, RecentNotes } from '../../notes/recent/recentNotes.ts';
import type { Clock } from '../../notes/clock.ts';
import { renderNode } from './renderNode.ts';
import type { TreeNode } from './treeNode.ts';

/** What the tree needs. */
export interface RecentNotesTreeParts {
  readonly recentNotes: RecentNotes;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly view: vscode.TreeView<TreeNode>;
  readonly changed: vscode.EventEmitter<TreeNode | undefined>;
}

/** The state that `viewsWelcome` of package.json says something about. */
type Welcome = 'loading' | 'empty' | 'signedOut' | 'failed' | 'ready';

/** Recent Notes: what the services answered and what is still on its way, grouped by target. */
export class RecentNotesTree {
  readonly #parts: RecentNotesTreeParts;
  readonly #closed = new AbortController();
  #read = false;

  constructor(parts: RecentNotesTreeParts) {
    this.#parts = parts;
    parts.outbox.onChange(() => parts.changed.fire(undefined));
  }

  /** Reads the services again; what was there stays on the screen meanwhile. */
  async refresh(): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, async () => {
      await this.#parts.recentNotes.refresh(this.#closed.signal);
      this.#read = true;
    });
    this.#parts.changed.fire(undefined);
  }

  /** Shows what changed on this side without asking the services. */
  redraw(): void {
    this.#parts.changed.fire(undefined);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) return node.row === 'group' ? [...node.children] : [];
    if (!this.#read) {
      await setWelcome('loading');
      await this.refresh();
    }
    const accounts = this.#parts.recentNotes.accounts();
    const groups = groupNotes(accounts, this.#parts.outbox.entries()).map(groupNode);
    const failed = accounts.filter(({ failure }) => failure !== undefined);
    const welcome = welcomeFor(groups.length, failed);
    this.#parts.view.message = welcome === 'failed' ? (failed[0]?.failure?.message ?? '') : '';
    await setWelcome(welcome);
    return welcome === 'ready' ? [...failed.flatMap(problemNode), ...groups] : [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return renderNode(node, this.#parts.clock.now(), vscode.env.language);
  }

  dispose(): void {
    this.#closed.abort();
  }
}

function welcomeFor(groups: number, failed: readonly AccountNotes[]): Welcome {
  if (groups > 0) return 'ready';
  if (failed.length === 0) return 'empty';
  return failed.every(({ failure }) => failure?.reason === 'keyMissing') ? 'signedOut' : 'failed';
}

async function setWelcome(state: Welcome): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'notelog.notes', state);
}

function groupNode({ account, target, items }: NoteGroup): TreeNode {
  const key = JSON.stringify([account.id, target.type, target.id]);
  return {
    row: 'group',
    key,
    account,
    target,
    children: items.map((each): TreeNode =>
      each.item === 'note'
        ? { row: 'note', key: `${key} note ${each.note.id}`, note: each.note, account }
        : { row: 'entry', key: `${key} entry ${each.entry.id}`, entry: each.entry },
    ),
  };
}

function problemNode({ open: { account }, failure }: AccountNotes): TreeNode[] {
  if (!failure) return [];
  const keyProblem = failure.reason === 'keyMissing' || failure.reason === 'keyRefused';
  return [{ row: 'problem', key: `problem ${account.id}`, account, message: failure.message, keyProblem }];
}
