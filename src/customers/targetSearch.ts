import type { OpenAccount } from '../accounts/accountBook.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import type { Target } from '../model/note.ts';
import type { Directories } from './directories.ts';
import type { DirectoryIndex } from './directoryIndex.ts';
import { isFilling, progressText } from './directoryProgress.ts';
import { listedTypes, searchedTypes } from './directoryTypes.ts';
import { questionOf } from './question.ts';
import { rankOf } from './ranking.ts';
import type { RecentTargets } from './recentTargets.ts';
import { compareStandings, standingOf, type Standing } from './standing.ts';
import { targetKey, typedTargetKey } from './targetKey.ts';

/** A target that matches, and where it was found. */
export interface TargetMatch {
  readonly entry: DirectoryEntry;
  /**
   * `linked`: this folder is linked to it; `repository`: its repository fits a pattern; `linkedElsewhere`: another folder
   * is linked. `listed`: it is in the local index.
   */
  readonly from: 'linked' | 'repository' | 'linkedElsewhere' | 'pinned' | 'recent' | 'listed';
  /** Its place among all that match; undefined: nothing is typed. */
  readonly standing: Standing | undefined;
}

/** The targets of an account that the open folders are linked to. */
export interface LinkedTargets {
  readonly ofThisFolder: readonly Target[];
  /** By a pattern that its repository fits. */
  readonly ofRepository: readonly Target[];
  readonly ofOthers: readonly Target[];
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
  readonly linked: (accountId: string) => LinkedTargets;
  readonly directories: Directories;
  /** Called when {@link TargetSearch.matches} or the progress may have changed without a new search. */
  readonly onChange: () => void;
}

/** Searches the targets of one account: those of linked folders, pinned and recent ones, and its local index. It asks the service for none of them. */
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

  /** At most `limit`, each once: before anything is typed linked, pinned, then recent ones; else the best first. */
  matches(limit: number): readonly TargetMatch[] {
    const { recent, linked, open } = this.#parts;
    const { id } = open.account;
    const { ofThisFolder, ofRepository, ofOthers } = linked(id);
    const found = new Map<string, Omit<TargetMatch, 'standing'>>();
    const add = (from: TargetMatch['from'], entries: readonly DirectoryEntry[]) => {
      for (const entry of entries) {
        const key = typedTargetKey(entry.target);
        if (!found.has(key)) found.set(key, { entry, from });
      }
    };
    const isTyped = this.#typed.trim() !== '';
    add('linked', this.#wanted(ofThisFolder, isTyped));
    add('repository', this.#wanted(ofRepository, isTyped));
    add('linkedElsewhere', this.#wanted(ofOthers, isTyped));
    add('pinned', this.#wanted(recent.pinned(id), isTyped));
    add('recent', this.#wanted(recent.of(id), isTyped));
    if (isTyped) for (const index of this.#indexes) add('listed', index.find(this.#typed, limit));
    const all = isTyped
      ? this.#matching([...found.values()])
      : [...found.values()].map((match) => ({ ...match, standing: undefined }));
    return all.slice(0, limit);
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

  /** Those that match what is typed, the best first. */
  #matching(found: readonly Omit<TargetMatch, 'standing'>[]): readonly TargetMatch[] {
    const question = questionOf(this.#typed);
    return found
      .flatMap((match) => {
        const rank = rankOf(match.entry, question);
        // Sorting keeps the order of pinned and recent ones, the newest first.
        return rank === undefined
          ? []
          : [{ ...match, standing: standingOf(match.entry, rank, match.from !== 'listed') }];
      })
      .sort((a, b) => compareStandings(a.standing, b.standing));
  }

  /** Targets that are known without the index; once something is typed, only those of a type that is wanted. */
  #wanted(targets: readonly Target[], isTyped: boolean): readonly DirectoryEntry[] {
    const { type: wanted } = this.#parts;
    return targets
      .filter(({ type }) => !isTyped || wanted === undefined || type === wanted || this.#types.includes(type))
      .map((target) => this.#withDetails(target));
  }

  /** The target with what the index knows about it. */
  #withDetails(target: Target): DirectoryEntry {
    return this.#indexes[this.#types.indexOf(target.type)]?.get(targetKey(target)) ?? { target };
  }
}
