import type { Failure } from '../base/failure.ts';
import type { Draft } from '../model/draft.ts';

/** The newest version of each draft that is not on disk yet, and why where the disk has refused it. */
export class UnsavedDrafts {
  readonly #drafts = new Map<string, Draft>();
  readonly #failures = new Map<string, Failure>();
  readonly #listeners = new Set<() => void>();

  put(draft: Draft): void {
    this.#drafts.set(draft.id, draft);
  }

  has(id: string): boolean {
    return this.#drafts.has(id);
  }

  all(): readonly Draft[] {
    return [...this.#drafts.values()];
  }

  /** Why the last try to save the draft failed; undefined: it did not. */
  failureOf(id: string): Failure | undefined {
    return this.#failures.get(id);
  }

  /** Calls `listener` when a draft could not be saved, or can be again. */
  onFailureChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** The disk has refused a draft. True when it gave another reason than the last time. */
  failed(id: string, failure: Failure): boolean {
    const isNew = this.#failures.get(id)?.detail !== failure.detail;
    this.#failures.set(id, failure);
    if (isNew) this.#notify();
    return isNew;
  }

  /** This version of a draft is on disk; a newer one stays unsaved. */
  saved(draft: Draft): void {
    if (this.#drafts.get(draft.id) === draft) this.#drafts.delete(draft.id);
    this.#clearFailure(draft.id);
  }

  /** The draft is not to be saved here any more. */
  forget(id: string): void {
    this.#drafts.delete(id);
    this.#clearFailure(id);
  }

  #clearFailure(id: string): void {
    if (this.#failures.delete(id)) this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
