import type { Clock } from '../../base/clock.ts';
import { nextTry } from '../outbox/entryText.ts';
import type { ParentNode, TreeNode } from './treeNode.ts';

/** More rows than this count down in larger steps. */
const manyRows = 50;

/** What a countdown needs. */
interface CountdownParts {
  readonly clock: Clock;
  /** Whether the tree is visible. */
  readonly visible: () => boolean;
  /** Draws these rows again. */
  readonly draw: (nodes: TreeNode[]) => void;
  readonly closed: AbortSignal;
}

/** Redraws the rows that show a remaining time, every second while the tree is visible. */
export class Countdown {
  readonly #parts: CountdownParts;
  #rows: TreeNode[] = [];
  #isTicking = false;

  constructor(parts: CountdownParts) {
    this.#parts = parts;
  }

  /** The tree was drawn: from now on the rows of these groups that show a remaining time count down, and no others. */
  count(groups: readonly ParentNode[]): void {
    this.#rows = groups.flatMap(({ children }) => children);
    this.#keepCounting();
    this.tick();
  }

  /** Continues the countdown if it has stopped. */
  tick(): void {
    const { clock, visible, draw, closed } = this.#parts;
    if (this.#isTicking || this.#rows.length === 0 || !visible()) return;
    this.#isTicking = true;
    const pause = this.#rows.length > manyRows ? 10_000 : 1_000;
    clock.wait(pause, closed).then(
      () => {
        this.#isTicking = false;
        draw([...this.#rows]);
        this.#keepCounting();
        this.tick();
      },
      () => undefined,
    );
  }

  #keepCounting(): void {
    const now = this.#parts.clock.now();
    this.#rows = this.#rows.filter(
      (node) => node.row === 'entry' && nextTry(node.entry.status, now) !== undefined,
    );
  }
}
