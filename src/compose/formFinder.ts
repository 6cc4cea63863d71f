import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Directories } from '../customers/directories.ts';
import { looksLikeId } from '../customers/exactTarget.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import { TargetFinder, type TargetQuery, type TargetResult } from '../customers/targetFinder.ts';
import type { Target } from '../model/note.ts';
import type { FormState } from './formState.ts';

/** What the form's finder needs from outside. */
export interface FormFinderParts {
  readonly form: FormState;
  readonly recent: RecentTargets;
  readonly directories: Directories;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the form's target field asks for. */
interface FormQuery extends TargetQuery {
  /** Chosen by the form; the result bears it, so that the form can tell a result for an older query. */
  readonly number: number;
}

/** What there is for the form's newest query, now. */
export interface FormResult extends TargetResult {
  readonly query: FormQuery;
  /** Whether the typed text may be the target itself, which must not be taken for one that resembles it. */
  readonly isAlone: boolean;
}

/** As many rows as fit a list under a field. */
const maxRows = 50;

/** The finder behind the form's target field: always of the account and the target type that the form has now. */
export class FormFinder {
  readonly #parts: FormFinderParts;
  readonly #listeners = new Set<() => void>();
  #current: { readonly finder: TargetFinder; readonly open: OpenAccount; readonly type: string } | undefined;
  #query: FormQuery | undefined;

  constructor(parts: FormFinderParts) {
    this.#parts = parts;
  }

  /** Called when {@link result} may have changed without a new query. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins a query for the account and the type that the form has now. */
  search(query: FormQuery): void {
    if (!this.#finder) {
      this.end();
      const { account: open, draft } = this.#parts.form;
      const type = draft.values.targetType;
      const finder = new TargetFinder({ ...this.#parts, open, type, maxRows });
      finder.onChange(() => this.#changed());
      this.#current = { finder, open, type };
    }
    this.#query = query;
    this.#finder?.find(query);
  }

  /** Undefined: nothing was asked since the account or the type changed, or since {@link end}. */
  get result(): FormResult | undefined {
    const query = this.#query;
    const result = query && this.#finder?.find(query);
    return (
      result && { ...result, query, isAlone: !result.parent && (result.isExact || looksLikeId(query.text)) }
    );
  }

  /** The target of a row that was given; undefined: there was none, or the account or the type has changed since. */
  targetOf(key: string): Target | undefined {
    return this.#finder?.entryOf(key)?.target;
  }

  /** The list was closed. */
  end(): void {
    this.#current?.finder.dispose();
    this.#current = undefined;
    this.#query = undefined;
  }

  /** Undefined while it is of another account or type than the form. */
  get #finder(): TargetFinder | undefined {
    const { account, draft } = this.#parts.form;
    const current = this.#current;
    return current?.open === account && current.type === draft.values.targetType ? current.finder : undefined;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
