import type { Clock } from '../../base/clock.ts';
import { nextTry } from '../outbox/entryText.ts';
import type { TreeNode } from './treeNode.ts';

/** With more rows than this, they count down in larger steps. */
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

/** Draws rows that show a remaining time again, every second while the tree is visible. */
export class Countdown {
  readonly #parts: CountdownParts;
  #counting: TreeNode[] = [];
  #ticking = false;

  constructor(parts: CountdownParts) {
    this.#parts = parts;
  }

  /** The tree was drawn: from now on the rows of these groups that show a remaining time count down, and no others. */
  count(groups: readonly TreeNode[]): void {
    this.#counting = groups.flatMap((group) => (group.row === 'group' ? group.children : []));
    this.#keepCounting();
    this.tick();
  }

  /** Starts counting where it has stopped. */
  tick(): void {
    const { clock, visible, draw, closed } = this.#parts;
    if (this.#ticking || this.#counting.length === 0 || !visible()) return;
    this.#ticking = true;
    const pause = this.#counting.length > manyRows ? 10_000 : 1_000;
    clock.wait(pause, closed).then(
      () => {
        this.#ticking = false;
        draw([...this.#counting]);
        this.#keepCounting();
        this.tick();
      },
      () => undefined,
    );
  }

  #keepCounting(): void {
    const now = this.#parts.clock.now();
    this.#counting = this.#counting.filter(
      (node) => node.row === 'entry' && nextTry(node.entry.status, now) !== undefined,
    );
  }
}
