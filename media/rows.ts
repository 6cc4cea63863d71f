import { drawRows, type ShownRow } from './matchRows.ts';
import type { Matches } from '../src/form/messages.ts';

/** The rows of a listbox, and the active one, which the field's `aria-activedescendant` names. */
export class Rows {
  readonly #field: HTMLElement;
  readonly #list: HTMLElement;
  #drawn: Matches['groups'] = [];
  #rows: readonly ShownRow[] = [];
  #at = -1;
  #isReached = false;

  constructor(field: HTMLElement, list: HTMLElement) {
    this.#field = field;
    this.#list = list;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** The row that Enter chooses. */
  get active(): ShownRow | undefined {
    return this.#rows[this.#at];
  }

  /** Whether the user has moved to the active row. Otherwise it is only a suggestion. */
  get isReached(): boolean {
    return this.#isReached;
  }

  /** The row that contains a node. */
  of(node: EventTarget | null): ShownRow | undefined {
    return node instanceof Node ? this.#rows.find((row) => row.node.contains(node)) : undefined;
  }

  /** Draws other rows only: the user may be about to click on one. */
  draw(groups: Matches['groups']): void {
    if (JSON.stringify(groups) === JSON.stringify(this.#drawn)) return;
    const active = this.active?.key;
    this.#drawn = groups;
    this.#rows = drawRows(this.#list, groups);
    this.#at = -1;
    this.activate(active === undefined ? -1 : this.#rows.findIndex(({ key }) => key === active));
  }

  /** Makes the row at this index the active one; -1: none. */
  activate(at: number, isWalkedTo = false): void {
    this.active?.node.setAttribute('aria-selected', 'false');
    this.#at = at;
    this.#isReached = isWalkedTo;
    const node = this.active?.node;
    if (node === undefined) return this.#field.removeAttribute('aria-activedescendant');
    node.setAttribute('aria-selected', 'true');
    this.#field.setAttribute('aria-activedescendant', node.id);
    node.scrollIntoView({ block: 'nearest' });
  }

  /** Moves down, or up, by so many rows. A single step wraps around; several stop at the end. */
  step(by: number): void {
    const { length } = this;
    if (length === 0) return;
    const from = this.#at < 0 && by < 0 ? length : this.#at;
    const to = from + by;
    this.activate(Math.abs(by) > 1 ? Math.min(Math.max(to, 0), length - 1) : (to + length) % length, true);
  }
}
