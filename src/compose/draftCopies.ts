import type { NewId } from '../base/ids.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import type { Draft } from '../model/draft.ts';
import { openedElsewhere } from '../words/form.ts';
import type { DraftStack } from './draftStack.ts';
import type { FormState } from './formState.ts';

/** What copying drafts needs from outside. */
interface DraftCopiesParts {
  readonly form: FormState;
  readonly stack: DraftStack;
  readonly drafts: Pick<DraftStore, 'saveSoon'>;
  readonly newId: NewId;
}

/** Where another window claims a draft that is written here, both texts are kept, and each window goes on with its own. */
export class DraftCopies {
  readonly #parts: DraftCopiesParts;
  /** The id that the form may still know the draft by, where the draft is a copy of that one. */
  #copyOf: string | undefined;
  /** The draft that another window has claimed while it was to be logged from here. */
  #takenWhileLogging: string | undefined;

  constructor(parts: DraftCopiesParts) {
    this.#parts = parts;
  }

  /** Whether this is the draft in the form, under any id that the form may know it by. */
  isInForm(id: string): boolean {
    return id === this.#parts.form.draft.id || id === this.#copyOf;
  }

  /** Another draft is in the form. */
  replaced(): void {
    this.#copyOf = undefined;
  }

  /** Another window has claimed the draft. */
  taken(id: string): void {
    const { form, stack, drafts, newId } = this.#parts;
    const copyOf = (draft: Draft): Draft => {
      if (draft.id !== id) return draft;
      const copy = { ...draft, id: newId() };
      drafts.saveSoon(copy);
      return copy;
    };
    stack.replace(copyOf);
    if (form.draft.id !== id) return;
    // A note that is being logged goes by its entry, not by its draft; if it is not logged after all, the draft counts again.
    if (form.logging) {
      this.#takenWhileLogging = id;
      return;
    }
    form.draft = copyOf(form.draft);
    this.#copyOf = id;
    // Why it was not logged is the more important news.
    form.notice ??= { message: openedElsewhere(), isError: false };
    form.changed();
  }

  /** The draft was logged, or something stood in the way. */
  loggingEnded(): void {
    const taken = this.#takenWhileLogging;
    this.#takenWhileLogging = undefined;
    if (taken !== undefined) this.taken(taken);
  }
}
