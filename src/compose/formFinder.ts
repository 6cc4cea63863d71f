import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Directories } from '../customers/directories.ts';
import { looksLikeId } from '../customers/exactTarget.ts';
import { fitOf } from '../customers/fit.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import { TargetFinder, type TargetResult, type TargetRow } from '../customers/targetFinder.ts';
import type { LinkedTargets } from '../customers/targetSearch.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import type { FormState } from './formState.ts';

/** What the form's finder needs from outside. */
export interface FormFinderParts {
  readonly form: FormState;
  readonly recent: RecentTargets;
  readonly directories: Directories;
  readonly linked: (accountId: string) => LinkedTargets;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the form's search field asks for. */
interface FormQuery {
  /** Chosen by the form; the result bears it, so that the form can tell a result for an older query. */
  readonly number: number;
  /** As typed; '' asks for pinned and recent ones. */
  readonly text: string;
}

/** What there is for the form's newest query, now. */
export interface FormResult {
  readonly query: FormQuery;
  readonly rows: readonly TargetRow[];
  readonly hasMore: boolean;
  readonly message: string | undefined;
  readonly isFilling: boolean;
  /** Whether the text can be looked up in the service; `first`: before the rows, since it may be an id. */
  readonly lookUp: 'none' | 'first' | 'last';
  /** What Enter takes while the user has gone to no row: a row's key, or `lookUp`. Undefined: nothing. */
  readonly enter: string | undefined;
  /** The same where the rows have not been drawn yet. */
  readonly enterUnseen: string | undefined;
}

/** The key of the row that looks the text up. No target has it: a target's key has a blank. */
export const lookUpKey = 'lookUp';

/** As many rows as fit a list under a field. */
const maxRows = 50;

/** The finder behind the form's search field: always of the account that the form has now. */
export class FormFinder {
  readonly #parts: FormFinderParts;
  readonly #listeners = new Set<() => void>();
  #current: { readonly finder: TargetFinder; readonly open: OpenAccount } | undefined;
  #query: FormQuery | undefined;

  constructor(parts: FormFinderParts) {
    this.#parts = parts;
  }

  /** Called when {@link result} may have changed without a new query. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins a query for the account that the form has now. */
  search(query: FormQuery): void {
    if (!this.#finder) {
      this.end();
      const { account: open } = this.#parts.form;
      const finder = new TargetFinder({ ...this.#parts, open, type: undefined, maxRows });
      finder.onChange(() => this.#changed());
      this.#current = { finder, open };
    }
    this.#query = query;
    this.#find();
  }

  /** Undefined: nothing was asked since the account changed, or since {@link end}. */
  get result(): FormResult | undefined {
    const query = this.#query;
    const result = this.#find();
    return query && result && resultOf(query, result);
  }

  /** The entry of a row that was given; undefined: there was none, or the account has changed since. */
  entryOf(key: string): DirectoryEntry | undefined {
    return this.#finder?.entryOf(key);
  }

  /** The list was closed. */
  end(): void {
    this.#current?.finder.dispose();
    this.#current = undefined;
    this.#query = undefined;
  }

  /** Undefined while it is of another account than the form. */
  get #finder(): TargetFinder | undefined {
    return this.#current?.open === this.#parts.form.account ? this.#current.finder : undefined;
  }

  #find(): TargetResult | undefined {
    return this.#query && this.#finder?.find({ text: this.#query.text, within: undefined });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * An id that names one target is not taken for one that resembles it. Nothing is looked up by a mere Enter while a row
 * fits, or while the list is still being read.
 */
function resultOf(query: FormQuery, result: TargetResult): FormResult {
  const { text } = query;
  const { rows, hasMore, message, isFilling } = result;
  const isTyped = text.trim() !== '';
  const mayBeId = isTyped && (result.isExact || looksLikeId(text));
  const fits = rows.map((row) => ({ row, fit: fitOf(row.entry, text) }));
  const exact = fits.filter(({ fit }) => fit === 'exact').map(({ row }) => row);
  const holding = fits.filter(({ fit }) => fit !== 'similar').map(({ row }) => row);
  const fitting = exact.length > 0 ? exact : holding.length > 0 ? holding : rows;
  const lookUp = !isTyped || exact.length > 0 ? 'none' : mayBeId ? 'first' : 'last';
  const onlyLookUp =
    rows.length === 0 && lookUp !== 'none' && (mayBeId || !isFilling) ? lookUpKey : undefined;
  const only = fitting.length === 1 ? fitting[0]?.key : undefined;
  const shared = { query, rows, hasMore, message, isFilling, lookUp } as const;
  if (!isTyped) return { ...shared, enter: undefined, enterUnseen: undefined };
  if (exact.length > 0) return { ...shared, enter: fitting[0]?.key, enterUnseen: only };
  return {
    ...shared,
    enter: onlyLookUp ?? (mayBeId ? undefined : rows[0]?.key),
    // What has not been read may fit as well.
    enterUnseen: onlyLookUp ?? (mayBeId || isFilling ? undefined : only),
  };
}
