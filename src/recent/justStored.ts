import type { StoredNote } from '../model/note.ts';

/** Notes that were stored since their service was last read: it may take a while to list what it has just stored. */
export class JustStored {
  /** By account; the newest first. */
  readonly #notes = new Map<string, readonly StoredNote[]>();

  add(accountId: string, note: StoredNote): void {
    this.#notes.set(accountId, [note, ...this.#of(accountId)]);
  }

  change(accountId: string, change: (notes: readonly StoredNote[]) => readonly StoredNote[]): void {
    this.#notes.set(accountId, change(this.#of(accountId)));
  }

  /** Once the service lists a note, its list is right: a note that is deleted later must not come back. */
  forgetListed(accountId: string, listed: readonly StoredNote[]): void {
    this.#notes.set(accountId, this.#missingIn(accountId, listed));
  }

  /** What the service lists, and before it what it does not list yet. */
  withListed(accountId: string, listed: readonly StoredNote[]): readonly StoredNote[] {
    return [...this.#missingIn(accountId, listed), ...listed];
  }

  #missingIn(accountId: string, listed: readonly StoredNote[]): readonly StoredNote[] {
    const listedIds = new Set(listed.map(({ id }) => id));
    return this.#of(accountId).filter(({ id }) => !listedIds.has(id));
  }

  #of(accountId: string): readonly StoredNote[] {
    return this.#notes.get(accountId) ?? [];
  }
}
