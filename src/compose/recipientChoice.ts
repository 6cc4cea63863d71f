import type { AccountBook } from '../accounts/accountBook.ts';
import type { FolderCustomer } from '../folders/linkedFolder.ts';
import type { Target } from '../model/note.ts';
import { CustomerParts, type PartsNow } from './customerParts.ts';
import { FormFinder, type FormFinderParts } from './formFinder.ts';
import { Recipient, type RecipientState } from './recipient.ts';
import { hasSuggestion, maySuggest, withSuggestion } from './suggestedDraft.ts';

/** What choosing needs from outside. */
interface RecipientChoiceParts extends FormFinderParts {
  readonly recipient: Recipient;
  readonly parts: CustomerParts;
  readonly book: AccountBook;
  /** Whether the draft is just being given files. */
  readonly isGivenFiles: () => boolean;
  /** The draft has changed. */
  readonly save: () => void;
}

/** All that the user does to choose whom the draft is about. Nothing happens while that cannot be changed. */
export class RecipientChoice {
  /** Finds by name; a row is chosen with {@link chooseMatch}. */
  readonly finder: FormFinder;
  readonly #parts: RecipientChoiceParts;
  /** The account of a draft before one was suggested for it. */
  #own: { readonly draftId: string; readonly account: string } | undefined;

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

  /** Asks the service again for what it could not be asked: it may answer now. */
  askAgain(): void {
    this.#parts.recipient.askAgain();
    this.#parts.parts.readAgain();
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
    form.isRecipientDecided = true;
    this.finder.end();
    recipient.choose(target, customer);
    save();
  }

  /** Asks the service whom a text stands for. Resolves when it has answered. */
  async lookUp(text: string): Promise<void> {
    const { form, recipient, save } = this.#parts;
    if (form.isFixed) return;
    form.isRecipientDecided = true;
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
    form.isRecipientDecided = true;
    recipient.clear();
    save();
  }

  /**
   * Proposes a customer in place of the one proposed before; undefined: nobody. Only for a draft in which nothing is
   * written and nobody was chosen: it shows the customer as chosen, and is not saved for that.
   */
  suggest(customer: FolderCustomer | undefined): void {
    const { form, recipient, parts, book, isGivenFiles } = this.#parts;
    const { draft } = form;
    if (form.isFixed || form.isRecipientDecided || isGivenFiles() || !maySuggest(draft)) return;
    if (hasSuggestion(draft, customer)) return;
    const { account } = draft.values;
    if (draft.suggestedBy === undefined) this.#own = { draftId: draft.id, account };
    const ownAccount = this.#own?.draftId === draft.id ? this.#own.account : account;
    form.draft = withSuggestion(book, draft, customer, ownAccount);
    form.clearProblem('target');
    this.finder.end();
    recipient.opened();
    parts.follow();
    form.changed();
  }
}
