import type { OpenAccount } from '../accounts/accountBook.ts';
import { typesWithin } from '../customers/directoryTypes.ts';
import type { Directories } from '../customers/directories.ts';
import { targetKey } from '../customers/targetKey.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Target } from '../model/note.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { TargetsWithin } from '../customers/targetsWithin.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import type { FormState } from './formState.ts';
import { looksLikeId, isExactTarget, TargetSearch, type TargetMatch } from '../customers/targetSearch.ts';

/** What a finder needs from outside. */
export interface TargetFinderParts {
  readonly form: FormState;
  readonly recent: RecentTargets;
  readonly directories: Directories;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the field asks for. */
export interface FinderQuery {
  /** Chosen by who asks; the answer bears it, so that an answer to an older question is known. */
  readonly number: number;
  /** As typed; '' asks for pinned and recent ones. */
  readonly text: string;
  /** The key of a row that was shown: what lies in it is asked for. */
  readonly within: string | undefined;
}

/** One that was found. */
export interface MatchRow {
  /** What it is chosen by. */
  readonly key: string;
  readonly entry: DirectoryEntry;
  /** `within`: it lies in {@link FinderResult.within}. */
  readonly from: TargetMatch['from'] | 'within';
  /** Whether what is wanted lies in it: it is not chosen but entered. */
  readonly isEntered: boolean;
}

/** What there is for the newest question, now. */
export interface FinderResult {
  readonly number: number;
  readonly within: DirectoryEntry | undefined;
  readonly rows: readonly MatchRow[];
  /** Whether there may be more than are given. */
  readonly more: boolean;
  /** How far the list is, or why it is not whole. */
  readonly message: string | undefined;
  /** Whether more comes by itself. */
  readonly isFilling: boolean;
  /** Whether the typed text may be the target itself, which must not be taken for one that resembles it. */
  readonly isAlone: boolean;
}

/** As many rows as fit a list under a field; whoever wants another types more. */
const mostRows = 50;

/** Answers what is typed into the target field of the form, from what is pinned, recent and listed. */
export class TargetFinder {
  readonly #parts: TargetFinderParts;
  readonly #listeners = new Set<() => void>();
  #search: { readonly of: TargetSearch; readonly open: OpenAccount; readonly type: string } | undefined;
  #question: FinderQuery | undefined;
  /** All rows that were given since the list was opened: any of them may still be on the screen. */
  readonly #given = new Map<string, DirectoryEntry>();
  #inside: { readonly key: string; readonly of: TargetsWithin; readonly end: AbortController } | undefined;

  constructor(parts: TargetFinderParts) {
    this.#parts = parts;
  }

  /** Called when {@link answer} may be another one without a new question. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The newest question, in the account and for the type that the form has now. */
  ask(question: FinderQuery): void {
    const { account: open, draft } = this.#parts.form;
    const type = draft.values.targetType;
    if (this.#search?.open !== open || this.#search.type !== type) {
      this.end();
      const onChange = () => this.#changed();
      this.#search = { of: new TargetSearch({ ...this.#parts, open, type, onChange }), open, type };
    }
    this.#question = question;
    this.#enter(question.within, open, type);
    this.#search.of.search(this.#inside ? '' : question.text);
  }

  /** Undefined: nothing is asked, or it was asked of another account or type. */
  get answer(): FinderResult | undefined {
    const { account, draft } = this.#parts.form;
    const search = this.#search;
    const question = this.#question;
    if (!search || !question) return undefined;
    if (search.open !== account || search.type !== draft.values.targetType) return undefined;
    const rows = this.#inside ? this.#rowsWithin(question.text) : this.#rowsOf(search.of, question.text);
    for (const { key, entry } of rows) this.#given.set(key, entry);
    const inside = this.#inside?.of;
    return {
      number: question.number,
      within: inside?.parent,
      rows: rows.slice(0, mostRows),
      more: rows.length > mostRows,
      message: inside ? inside.problem : search.of.progress,
      isFilling: inside ? inside.isLoading : search.of.isFilling,
      isAlone: !inside && (looksLikeId(question.text) || isExactTarget(account, question.text, search.type)),
    };
  }

  /** A row that was given, by its key; undefined: none was, or the account or the type is another one since. */
  given(key: string): Target | undefined {
    return this.answer && this.#given.get(key)?.target;
  }

  /** The list was closed. */
  end(): void {
    this.#search?.of.dispose();
    this.#search = undefined;
    this.#question = undefined;
    this.#leave();
    this.#given.clear();
  }

  #rowsOf(search: TargetSearch, text: string): MatchRow[] {
    const typed = text.trim() !== '';
    return search.rows(mostRows + 1).map(({ entry, from }) => ({
      key: rowKey(entry),
      entry,
      from,
      isEntered: typed && this.#isEntered(entry),
    }));
  }

  #rowsWithin(text: string): MatchRow[] {
    const lists = this.#inside?.of.find(text, mostRows + 1) ?? [];
    return lists.flatMap(({ entries }) =>
      entries.map((entry) => ({ key: rowKey(entry), entry, from: 'within' as const, isEntered: false })),
    );
  }

  #isEntered({ target }: DirectoryEntry): boolean {
    const search = this.#search;
    return search !== undefined && typesWithin(search.open, target.type).includes(search.type);
  }

  #enter(key: string | undefined, open: OpenAccount, type: string): void {
    if (key === this.#inside?.key) return;
    const entry = key === undefined ? undefined : this.#given.get(key);
    this.#leave();
    if (key === undefined || !entry || !this.#isEntered(entry)) return;
    const end = new AbortController();
    const inside = new TargetsWithin(open, entry, [type]);
    this.#inside = { key, of: inside, end };
    void inside.load(end.signal, () => this.#changed());
  }

  #leave(): void {
    this.#inside?.end.abort();
    this.#inside = undefined;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Ids of two types may be the same. */
function rowKey({ target }: DirectoryEntry): string {
  return `${target.type} ${targetKey(target)}`;
}
