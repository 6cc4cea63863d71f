import { drawRows, type ShownRow } from './matchRows.ts';
import type { Matches } from '../src/form/messages.ts';

/** The rows of a listbox, and which of them is meant: the one that the field's `aria-activedescendant` names. */
export class Rows {
  readonly #field: HTMLElement;
  readonly #list: HTMLElement;
  #drawn: Matches['groups'] = [];
  #rows: readonly ShownRow[] = [];
  #at = -1;
  #isWalkedTo = false;

  constructor(field: HTMLElement, list: HTMLElement) {
    this.#field = field;
    this.#list = list;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** The row that is meant. */
  get active(): ShownRow | undefined {
    return this.#rows[this.#at];
  }

  /** Whether the user has gone to the row that is meant. */
  get isWalkedTo(): boolean {
    return this.#isWalkedTo;
  }

  /** The row that a node lies in. */
  of(node: EventTarget | null): ShownRow | undefined {
    return node instanceof Node ? this.#rows.find((row) => row.node.contains(node)) : undefined;
  }

  /** The same rows are not drawn again: somebody may be about to click on one. */
  draw(groups: Matches['groups']): void {
    if (JSON.stringify(groups) === JSON.stringify(this.#drawn)) return;
    const active = this.active?.key;
    this.#drawn = groups;
    this.#rows = drawRows(this.#list, groups);
    this.#at = -1;
    this.mark(active === undefined ? -1 : this.#rows.findIndex(({ key }) => key === active));
  }

  /** Means the row at this place, from 0, or, with -1, none. */
  mark(at: number, isWalkedTo = false): void {
    this.active?.node.setAttribute('aria-selected', 'false');
    this.#at = at;
    this.#isWalkedTo = isWalkedTo;
    const node = this.active?.node;
    if (node === undefined) return this.#field.removeAttribute('aria-activedescendant');
    node.setAttribute('aria-selected', 'true');
    this.#field.setAttribute('aria-activedescendant', node.id);
    node.scrollIntoView({ block: 'nearest' });
  }

  /** Goes so many rows down, or up. One step leads from the last to the first; several end there. */
  step(by: number): void {
    const { length } = this;
    if (length === 0) return;
    const from = this.#at < 0 && by < 0 ? length : this.#at;
    const to = from + by;
    this.mark(Math.abs(by) > 1 ? Math.min(Math.max(to, 0), length - 1) : (to + length) % length, true);
  }
}
