import type { OpenAccount } from '../../accounts/accountBook.ts';
import { TargetsWithin } from '../../customers/targetsWithin.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import { verbatim } from '../verbatim.ts';
import { mostRows, tellingItem, withinItems, type TargetItem } from './targetItems.ts';

/** What is listed within one target, as rows. */
export class Inside extends TargetsWithin {
  readonly #to: OpenAccount;

  constructor(to: OpenAccount, entry: DirectoryEntry) {
    super(to, entry);
    this.#to = to;
  }

  /** The target itself and what is in it, or, when something is typed, what matches it. */
  items(typed: string): TargetItem[] {
    const items = withinItems(this.parent, this.find(typed, mostRows), this.#to);
    const rows = typed.trim() === '' ? items : items.slice(1);
    if (this.isLoading) return [...rows, tellingItem('$(sync~spin) Reading…')];
    if (this.problem !== undefined) return [...rows, tellingItem(`$(error) ${verbatim(this.problem)}`)];
    return rows.length === 0 ? [tellingItem('$(info) Nothing in it matches')] : rows;
  }
}
