import type { Target } from '../model/note.ts';
import { CustomerParts, type PartsNow } from './customerParts.ts';
import { FormFinder, type FormFinderParts } from './formFinder.ts';
import { Recipient, type RecipientState } from './recipient.ts';

/** What choosing needs from outside. */
interface RecipientChoiceParts extends FormFinderParts {
  readonly recipient: Recipient;
  readonly parts: CustomerParts;
  /** The draft has changed. */
  readonly save: () => void;
}

/** All that the user does to choose whom the draft is about. Nothing happens while that cannot be changed. */
export class RecipientChoice {
  /** Finds by name; a row is chosen with {@link chooseMatch}. */
  readonly finder: FormFinder;
  readonly #parts: RecipientChoiceParts;

  constructor(parts: RecipientChoiceParts) {
    this.#parts = parts;
    this.finder = new FormFinder(parts);
  }

  get state(): RecipientState {
    return this.#parts.recipient.state;
  }

  /** Who is chosen; undefined: nobody. */
  get target(): Target | undefined {
    return this.#parts.recipient.target;
  }

  /** What is within the chosen customer; undefined: the service lists nothing there. */
  get within(): PartsNow | undefined {
    return this.#parts.parts.now;
  }

  /** Resolves when nothing is being asked any more. */
  settled(): Promise<void> {
    return this.#parts.recipient.settled();
  }

  /** A row that {@link finder} gave, by its key. */
  chooseMatch(key: string): void {
    const target = this.finder.entryOf(key)?.target;
    if (target) this.choose(target);
  }

  /** Takes a target that the user chose. `customer`: the one that it is a part of. */
  choose(target: Target, customer?: Target): void {
    const { form, recipient, save } = this.#parts;
    if (form.isFixed) return;
    this.finder.end();
    recipient.choose(target, customer);
    save();
  }

  /** Asks the service whom a text stands for. Resolves when it has answered. */
  async lookUp(text: string): Promise<void> {
    const { form, recipient, save } = this.#parts;
    if (form.isFixed) return;
    this.finder.end();
    await recipient.lookUp(text);
    if (recipient.target) save();
  }

  /** One of several that the look-up found, by its key. */
  chooseFound(key: string): void {
    const target = this.#parts.recipient.found(key);
    if (target) this.choose(target);
  }

  /** The part of the chosen customer that the note is about, or the customer itself, by its key. */
  chooseScope(key: string): void {
    const { within } = this;
    const target = this.#parts.parts.find(key);
    if (within && target) this.choose(target, target === within.customer ? undefined : within.customer);
  }

  /** Nobody is chosen any more; the name is what is searched for. */
  clear(): void {
    const { form, recipient, save } = this.#parts;
    if (form.isFixed) return;
    recipient.clear();
    save();
  }
}
