import type { OpenAccount } from '../accounts/accountBook.ts';
import { searchedTypes, listedTypes } from './directoryTypes.ts';
import type { Directories } from './directories.ts';
import type { DirectoryIndex } from './directoryIndex.ts';
import { targetKey } from './targetKey.ts';
import { Matcher } from './matcher.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { Target } from '../model/note.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { isEmail } from '../model/email.ts';
import type { RecentTargets } from './recentTargets.ts';
import { bareEntry } from './targetText.ts';

/** One that was found, and why it stands where it stands. */
export interface TargetMatch {
  readonly entry: DirectoryEntry;
  /** `asked`: the service was asked for just this. `listed`: it is in the local index. */
  readonly from: 'pinned' | 'recent' | 'asked' | 'listed';
}

/** What a search needs from outside. */
export interface TargetSearchParts {
  readonly open: OpenAccount;
  readonly recent: RecentTargets;
  readonly directories: Directories;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * For a field that is of one type, and whose text is read from the service as an id by somebody else: what is typed
   * is searched in this type alone, or in the targets that this type lies in ({@link searchedTypes}).
   */
  readonly type?: string;
  /** Called when {@link TargetSearch.rows} or {@link TargetSearch.progress} may be others, without a new search. */
  readonly onChange: () => void;
}

/** Typing an id takes about this long between two keys; asking on each would flood the service (milliseconds). */
const askDelay = 600;

/**
 * Whether the service is asked for what is being typed before anybody says so: an e-mail address, or one word with a
 * digit in it, as ids have. A name costs no request.
 */
export function looksLikeId(typed: string): boolean {
  const word = typed.trim();
  return isEmail(word) || (/^\S{3,}$/.test(word) && /\d/.test(word) && !/^\w+:\/\//.test(word));
}

/** Whether what is typed is somebody by itself, of this type or of any: whatever it resembles comes after it. */
export function isExactTarget({ kind, provider }: OpenAccount, value: string, type?: string): boolean {
  const typed = value.trim();
  if (isEmail(typed)) return true;
  const types = type === undefined ? kind.capabilities.targets.map((each) => each.type) : [type];
  return types.some((each) => provider.targetOffline(each, typed) !== undefined);
}

/** Searches for targets of one account: pinned and recent ones, its local index, and the service itself for an id. */
export class TargetSearch {
  readonly #parts: TargetSearchParts;
  /** Of the lists; the indexes are in the same order. */
  readonly #types: readonly string[];
  readonly #indexes: readonly DirectoryIndex[];
  readonly #closed = new AbortController();
  readonly #stopListening: readonly (() => void)[];
  #typed = '';
  #asking = new AbortController();
  #asked: readonly Target[] = [];

  constructor(parts: TargetSearchParts) {
    this.#parts = parts;
    const { open, directories, type } = parts;
    this.#types = type === undefined ? listedTypes(open) : searchedTypes(open, type);
    this.#indexes = this.#types.flatMap((each) => directories.of(open, each) ?? []);
    this.#stopListening = this.#indexes.map((index) => index.onChange(parts.onChange));
    for (const index of this.#indexes) index.wake();
  }

  /** Whether there is anything to search in, beside what is recent. */
  get isDirectory(): boolean {
    return this.#indexes.length > 0;
  }

  /** What is searched for from now on. The answer is in {@link rows} at once; the service's own comes later. */
  search(typed: string): void {
    if (typed === this.#typed) return;
    this.#typed = typed;
    this.#asking.abort();
    this.#asked = [];
    const { open, type: read } = this.#parts;
    const types = looksLikeId(typed) && read === undefined ? this.#types : [];
    const unknown = types.filter((type) => open.provider.targetOffline(type, typed) === undefined);
    if (unknown.length === 0) return;
    this.#asking = new AbortController();
    const signal = AbortSignal.any([this.#asking.signal, this.#closed.signal]);
    this.#ask(unknown, typed, signal).catch(() => undefined);
  }

  /** At most `limit`: pinned ones that match, then recent ones, then what the service said, then the index. */
  rows(limit: number): readonly TargetMatch[] {
    const { recent, open } = this.#parts;
    const { id } = open.account;
    const found = new Map<string, TargetMatch>();
    const add = (from: TargetMatch['from'], entries: readonly DirectoryEntry[]) => {
      for (const entry of entries) {
        const key = `${entry.target.type} ${targetKey(entry.target)}`;
        if (found.size < limit && !found.has(key)) found.set(key, { entry, from });
      }
    };
    add('pinned', this.#matching(recent.pinned(id)));
    add('recent', this.#matching(recent.of(id)));
    add(
      'asked',
      this.#asked.map((target) => this.#known(target)),
    );
    if (this.#typed.trim() !== '')
      for (const index of this.#indexes) add('listed', index.find(this.#typed, limit));
    return [...found.values()];
  }

  /** What is to be told of the index; undefined: all there is can be found. */
  get progress(): string | undefined {
    const { targets } = this.#parts.open.kind.capabilities;
    const told = this.#indexes.flatMap((index, number) => {
      const label = targets.find(({ type }) => type === this.#types[number])?.label ?? 'customer';
      return progressText(index, label) ?? [];
    });
    return told.length === 0 ? undefined : told.join(' ');
  }

  /** Whether more is being read just now, or is about to be: one that was just opened reads the disk first. */
  get isFilling(): boolean {
    return this.#indexes.some(
      ({ status: { state, whole, count } }) =>
        !whole && (state === 'filling' || (state === 'idle' && count === 0)),
    );
  }

  dispose(): void {
    this.#closed.abort();
    for (const stop of this.#stopListening) stop();
  }

  async #ask(types: readonly string[], typed: string, signal: AbortSignal): Promise<void> {
    const { open, clock, log, onChange } = this.#parts;
    await clock.wait(askDelay, signal);
    for (const type of types) {
      try {
        const targets = await open.provider.findTargets(type, typed, signal);
        // A newer search has begun: this answer is nobody's.
        if (signal.aborted) return;
        this.#asked = [...this.#asked, ...targets];
        onChange();
      } catch (error) {
        if (signal.aborted) return;
        // None by this id is what most of what is typed comes to; all else is told when it is chosen.
        if (!Failure.is(error, 'notFound', 'invalid'))
          log.info(`Target search: ${Failure.is(error) ? error.reason : 'unexpected'}`);
      }
    }
  }

  #matching(targets: readonly Target[]): readonly DirectoryEntry[] {
    const entries = targets.map((target) => this.#known(target));
    if (this.#typed.trim() === '') return entries;
    const { type: wanted } = this.#parts;
    // One by one: they stay in their order, and ids of two types may be the same.
    return entries.filter((entry) => {
      const { type } = entry.target;
      if (wanted !== undefined && type !== wanted && !this.#types.includes(type)) return false;
      const matcher = new Matcher();
      matcher.set(entry);
      return matcher.find(this.#typed, 1).length > 0;
    });
  }

  /** With all that the index knows of it. */
  #known(target: Target): DirectoryEntry {
    return this.#indexes[this.#types.indexOf(target.type)]?.get(targetKey(target)) ?? bareEntry(target);
  }
}

function progressText({ status }: DirectoryIndex, label: string): string | undefined {
  const { count, whole, state, failure, unread } = status;
  const many = `${new Intl.NumberFormat('en').format(count)} ${label}${count === 1 ? '' : 's'}`;
  if (!whole && state === 'filling') return `${many} read so far`;
  if (!whole && state === 'halted')
    return `Only ${many} read so far: ${failure?.message ?? 'the rest could not be read.'}`;
  if (!whole && count > 0 && state === 'idle')
    return `${many}; perhaps not all, since the list repeats itself`;
  return unread > 0 ? `${unread} more could not be read; see the log` : undefined;
}
