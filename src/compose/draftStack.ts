import { hasContent, type Draft } from '../model/draft.ts';

/** Drafts that wait for the form to be free, the next one first; each lies on disk too. */
export class DraftStack {
  #drafts: readonly Draft[] = [];
  /** The empty draft that was in the form last: its first word may be on its way. */
  #blank: Draft | undefined;

  has(id: string): boolean {
    return this.#drafts.some((draft) => draft.id === id);
  }

  /** One of them; of those that were empty, the last that was in the form. */
  find(id: string): Draft | undefined {
    const found = this.#drafts.find((draft) => draft.id === id);
    return found ?? (this.#blank?.id === id ? this.#blank : undefined);
  }

  /** Keeps a draft that leaves the form to another one: it comes next, unless it is empty. */
  push(draft: Draft): void {
    if (hasContent(draft)) this.addFirst(draft);
    else this.leave(draft);
  }

  /** An empty draft leaves the form. It comes back only with what is still typed into it. */
  leave(draft: Draft): void {
    this.#blank = draft;
  }

  /** Makes a draft the next one. */
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

  /** Changes one by what was typed before the form could show that another draft had taken its place. */
  edit(id: string, by: (draft: Draft) => Draft): void {
    if (this.#blank?.id === id) {
      this.addFirst(this.#blank);
      this.#blank = undefined;
    }
    this.replace((draft) => (draft.id === id ? by(draft) : draft));
  }

  /** Replaces each draft by what `by` makes of it. */
  replace(by: (draft: Draft) => Draft): void {
    this.#drafts = this.#drafts.map(by);
  }
}
