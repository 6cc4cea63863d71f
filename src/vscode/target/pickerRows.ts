import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { isSame, type TargetItem } from './targetItems.ts';

/** After so many milliseconds the rows are on the screen, also where the editor does not say so. */
const longestDrawing = 300;

/**
 * The rows of a target picker, and which one Enter means: the editor names a row by its place, also in a list of
 * before.
 */
export class PickerRows {
  readonly #pick: vscode.QuickPick<TargetItem>;
  readonly #clock: Clock;
  /** Whether the editor has drawn the rows as they are. */
  #drawn = true;
  /** When they were set, in milliseconds. */
  #shownAt = 0;
  /** Whether that was nobody's typing. */
  #byThemselves = false;

  constructor(pick: vscode.QuickPick<TargetItem>, clock: Clock) {
    this.#pick = pick;
    this.#clock = clock;
  }

  /** Rows that are there already stay as they are. */
  show(items: readonly TargetItem[]): void {
    const same =
      items.length === this.#pick.items.length &&
      items.every((item, at) => isSame(item, this.#pick.items[at]));
    if (same) return;
    this.#drawn = false;
    this.#shownAt = this.#clock.now();
    this.#pick.items = items;
  }

  /** The rows change because of what the user does. */
  changedByTyping(): void {
    this.#byThemselves = false;
  }

  /** They changed because more was found. */
  changedByThemselves(): void {
    this.#byThemselves = true;
  }

  /** The editor says which row is active. */
  becameActive(active: TargetItem | undefined): void {
    // The first row that can be chosen; in the list of before, nothing that can be chosen had its place.
    if (active === this.firstThatCan) this.#drawn = true;
  }

  /** The first row that can be chosen. */
  get firstThatCan(): TargetItem | undefined {
    return this.#pick.items.find(({ does }) => does !== 'nothing');
  }

  /**
   * Enter can come before the rows for what was typed are drawn. Then the first of them is meant, unless what was
   * typed can be several things, or the rows changed by themselves under a user who had chosen another.
   * `targetTypes`: of how many types the account's targets are.
   */
  accepted(targetTypes: number): TargetItem | undefined {
    const [selected] = this.#pick.selectedItems;
    const first = this.firstThatCan;
    const drawn = this.#drawn || this.#clock.now() - this.#shownAt >= longestDrawing;
    if (drawn && selected) return selected;
    if (this.#byThemselves && selected !== first) return undefined;
    return first?.does === 'read' && first.known === undefined && targetTypes > 1 ? undefined : first;
  }
}
