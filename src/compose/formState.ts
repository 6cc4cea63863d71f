import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import type { Problem } from '../model/checkDraft.ts';
import type { Draft } from '../model/draft.ts';
import { clearsProblem, type FieldName } from '../model/fields.ts';
import type { Remedy } from './explainOutcome.ts';

/** Where sending stands. */
export type Progress =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' | 'sent'; readonly message: string }
  | { readonly state: 'failed'; readonly message: string; readonly remedy: Remedy };

/** The state of the form: the draft, what is wrong with it, and how far sending it is. */
export class FormState {
  draft: Draft;
  problems: readonly Problem[] = [];
  progress: Progress = { state: 'idle' };
  /** Present while the note is being sent: nothing about it can be changed then. */
  sending: AbortController | undefined;
  readonly #book: AccountBook;
  readonly #listeners = new Set<() => void>();

  constructor(book: AccountBook, draft: Draft) {
    this.#book = book;
    this.draft = draft;
  }

  /** The account that the note goes to: the chosen one, or the default when that is gone. */
  get account(): OpenAccount {
    return this.#book.find(this.draft.values.account) ?? this.#book.default();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts another draft into the form. */
  load(draft: Draft, progress: Progress): void {
    this.draft = draft;
    this.problems = [];
    this.progress = progress;
    this.changed();
  }

  /** To be called after every change of a property. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Says why nothing was sent. */
  fail(message: string): void {
    this.progress = { state: 'failed', message, remedy: undefined };
  }

  /** Forgets what was wrong with a field that was changed, and with those that depend on it. */
  clearProblem(changed: FieldName): void {
    this.problems = this.problems.filter(({ field }) => !clearsProblem(changed, field));
  }
}
