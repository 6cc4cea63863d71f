import type { Draft } from '../notes/draft/draft.ts';

/** Drafts that wait for the form to be free, the next one first; each lies on disk too. */
export class AsideDrafts {
  #drafts: readonly Draft[] = [];

  has(id: string): boolean {
    return this.#drafts.some((draft) => draft.id === id);
  }

  /** It is the next one. */
  addFirst(draft: Draft): void {
    this.#drafts = [draft, ...this.#drafts];
  }

  addLast(draft: Draft): void {
    this.#drafts = [...this.#drafts, draft];
  }

  /** Takes one out, the next one where no id is given. */
  take(id = this.#drafts[0]?.id): Draft | undefined {
    const draft = this.#drafts.find((each) => each.id === id);
    this.#drafts = this.#drafts.filter((each) => each !== draft);
    return draft;
  }

  /** Each becomes another, or stays the same. */
  replace(by: (draft: Draft) => Draft): void {
    this.#drafts = this.#drafts.map(by);
  }
}
