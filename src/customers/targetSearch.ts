import type { OpenAccount } from '../accounts/accountBook.ts';
import { fold } from '../base/fold.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import type { Target } from '../model/note.ts';
import type { Directories } from './directories.ts';
import type { DirectoryIndex } from './directoryIndex.ts';
import { isFilling, progressText } from './directoryProgress.ts';
import { listedTypes, searchedTypes } from './directoryTypes.ts';
import { holdsWords, Matcher } from './matcher.ts';
import type { RecentTargets } from './recentTargets.ts';
import { targetKey, typedTargetKey } from './targetKey.ts';

/** A target that matches, and where it was found. */
export interface TargetMatch {
  readonly entry: DirectoryEntry;
  /** `listed`: it is in the local index. */
  readonly from: 'pinned' | 'recent' | 'listed';
}

/** What a search needs from outside. */
export interface TargetSearchParts {
  readonly open: OpenAccount;
  /**
   * The only type of target that is wanted: it is searched in its own directory or in those that lead to it
   * ({@link searchedTypes}). Undefined: all types.
   */
  readonly type: string | undefined;
  readonly recent: RecentTargets;
  readonly directories: Directories;
  /** Called when {@link TargetSearch.matches} or the progress may have changed without a new search. */
  readonly onChange: () => void;
}

/** Searches the targets of one account: pinned and recent ones, and its local index. It asks the service for none of them. */
export class TargetSearch {
  readonly #parts: TargetSearchParts;
  /** The types that are listed; the indexes are in the same order. */
  readonly #types: readonly string[];
  readonly #indexes: readonly DirectoryIndex[];
  readonly #stopListening: readonly (() => void)[];
  #typed = '';

  constructor(parts: TargetSearchParts) {
    this.#parts = parts;
    const { open, directories, type } = parts;
    this.#types = type === undefined ? listedTypes(open) : searchedTypes(open, type);
    this.#indexes = this.#types.flatMap((each) => directories.of(open, each) ?? []);
    this.#stopListening = this.#indexes.map((index) => index.onChange(parts.onChange));
    for (const index of this.#indexes) index.wake();
  }

  /** Searches for this text from now on; {@link matches} answers at once. */
  search(typed: string): void {
    this.#typed = typed;
  }

  /**
   * At most `limit`, each once: pinned ones, then recent ones, then the index. Before them all comes whoever is called exactly as typed, and after them whoever does not have the typed words in the
   * name: a recent customer that only resembles the text, or has it in an id, must not stand first.
   */
  matches(limit: number): readonly TargetMatch[] {
    const { recent, open } = this.#parts;
    const { id } = open.account;
    const matches = new Map<string, TargetMatch>();
    const add = (from: TargetMatch['from'], entries: readonly DirectoryEntry[]) => {
      for (const entry of entries) {
        const key = typedTargetKey(entry.target);
        if (matches.size < limit && !matches.has(key)) matches.set(key, { entry, from });
      }
    };
    add('pinned', this.#matching(recent.pinned(id)));
    add('recent', this.#matching(recent.of(id)));
    if (this.#typed.trim() !== '')
      for (const index of this.#indexes) add('listed', index.find(this.#typed, limit));
    const all = [...matches.values()];
    return this.#typed.trim() === '' ? all : all.sort((a, b) => this.#order(a) - this.#order(b));
  }

  /** How far the indexes have been read, for people; undefined: all of them can be found. */
  get progress(): string | undefined {
    const { targets } = this.#parts.open.kind.capabilities;
    const texts = this.#indexes.flatMap(({ status }, at) => {
      const label = targets.find(({ type }) => type === this.#types[at])?.label ?? 'customer';
      return progressText(status, label) ?? [];
    });
    return texts.length === 0 ? undefined : texts.join(' ');
  }

  get isFilling(): boolean {
    return this.#indexes.some(({ status }) => isFilling(status));
  }

  dispose(): void {
    for (const stop of this.#stopListening) stop();
  }

  #order({ entry }: TargetMatch): number {
    if (fold(entry.target.name ?? '').trim() === fold(this.#typed).trim()) return 0;
    return holdsWords(entry, this.#typed) ? 1 : 2;
  }

  #matching(targets: readonly Target[]): readonly DirectoryEntry[] {
    const entries = targets.map((target) => this.#withDetails(target));
    if (this.#typed.trim() === '') return entries;
    const { type: wanted } = this.#parts;
    // A matcher for each: they stay in their order, and targets of two types may share an id.
    return entries.filter((entry) => {
      const { type } = entry.target;
      if (wanted !== undefined && type !== wanted && !this.#types.includes(type)) return false;
      const matcher = new Matcher();
      matcher.set(entry);
      return matcher.find(this.#typed, 1).length > 0;
    });
  }

  /** The target with what the index knows about it. */
  #withDetails(target: Target): DirectoryEntry {
    return this.#indexes[this.#types.indexOf(target.type)]?.get(targetKey(target)) ?? { target };
  }
}
