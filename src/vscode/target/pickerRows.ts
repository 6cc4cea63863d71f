import type { Clock } from '../../base/clock.ts';
import { actionOf, type PromptRow } from '../../compose/promptRows.ts';

/** After this many milliseconds the rows are on the screen, even where the editor does not say so. */
const longestDrawing = 300;

/** A row as the editor's picker holds it. */
export interface RowItem {
  readonly row: PromptRow;
}

/** What of the editor's picker is needed to tell which row is meant. */
interface RowList<T extends RowItem> {
  items: readonly T[];
  readonly selectedItems: readonly T[];
}

/**
 * The rows of a picker, and which one Enter means: the editor names the selected row by its position, even when the
 * list has changed since it was drawn.
 */
export class PickerRows<T extends RowItem> {
  readonly #list: RowList<T>;
  readonly #clock: Clock;
  /** Whether the editor has drawn the rows as they are now. */
  #isDrawn = true;
  /** When the rows were set, in milliseconds. */
  #shownAt = 0;
  /** Whether the rows changed although the user did nothing. */
  #changedBySearch = false;

  constructor(list: RowList<T>, clock: Clock) {
    this.#list = list;
    this.#clock = clock;
  }

  /** Shows these rows; the same rows again are not drawn again. `cause`: why they may have changed. */
  show(items: readonly T[], cause: 'user' | 'search'): void {
    this.#changedBySearch = cause === 'search';
    if (
      JSON.stringify(items.map(({ row }) => row)) === JSON.stringify(this.#list.items.map(({ row }) => row))
    )
      return;
    this.#isDrawn = false;
    this.#shownAt = this.#clock.now();
    this.#list.items = items;
  }

  /** The editor says which row is active. */
  becameActive(active: T | undefined): void {
    // The editor activates the first row that can be chosen. In the list before, that position could not be chosen.
    if (active === this.firstChoosable) this.#isDrawn = true;
  }

  /** The first row that can be chosen. */
  get firstChoosable(): T | undefined {
    return this.#list.items.find(({ row }) => actionOf(row) !== undefined);
  }

  /**
   * The row that Enter means; undefined: it is not clear which. Enter may come before the rows for the typed text are
   * drawn. Then it means the first of them, unless the typed text can be an id of several types, or the search changed
   * the rows under a user who had selected another. `targetTypes`: how many types of targets the account has.
   */
  accepted(targetTypes: number): T | undefined {
    const [selected] = this.#list.selectedItems;
    const first = this.firstChoosable;
    const isDrawn = this.#isDrawn || this.#clock.now() - this.#shownAt >= longestDrawing;
    if (isDrawn && selected) return selected;
    if (this.#changedBySearch && selected !== first) return undefined;
    return first?.row.row === 'typed' && targetTypes > 1 ? undefined : first;
  }
}
