import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import type { Problem } from '../model/checkDraft.ts';
import type { Draft } from '../model/draft.ts';
import { clearsProblem, type FieldName } from '../model/fields.ts';

/** What the user has to know of the draft and is no field's problem. */
export interface Notice {
  readonly message: string;
  /** Whether it stands in the way. */
  readonly isError: boolean;
}

/** A note on its way from the form into the outbox. */
export interface Logging {
  /** What is being done. */
  message: string;
  /** Ends it while that is possible; undefined: it is being written. */
  abort: AbortController | undefined;
  /** Whether files that the draft was given before are still being read. */
  isReadingFiles?: boolean;
}

/** The state of the form: the draft, what is wrong with it, and whether it is being logged. */
export class FormState {
  draft: Draft;
  problems: readonly Problem[] = [];
  notice: Notice | undefined;
  /** Present while the note is being logged: nothing about it can be changed then. */
  logging: Logging | undefined;
  /** Whether the user has chosen somebody for this draft, or begun to: nobody is suggested for it any more. */
  isRecipientDecided = false;
  /** Why drafts may not be logged just now, by their ids. */
  readonly blocked = new Map<string, string>();
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

  /** While a note is being logged nothing about it can be changed, and of a stored one neither customer nor file. */
  get isFixed(): boolean {
    return this.logging !== undefined || this.draft.edits !== undefined;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts another draft into the form. */
  load(draft: Draft): void {
    this.draft = draft;
    this.problems = [];
    this.notice = undefined;
    this.isRecipientDecided = false;
    this.changed();
  }

  /** To be called after every change of a property. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Forgets what was wrong with a field that was changed, and with those that depend on it. */
  clearProblem(changed: FieldName): void {
    this.problems = this.problems.filter(({ field }) => !clearsProblem(changed, field));
  }

  /** Says what is wrong with a field, in place of what was said of it before. */
  addProblem(problem: Problem): void {
    this.problems = [...this.problems.filter(({ field }) => field !== problem.field), problem];
  }
}
