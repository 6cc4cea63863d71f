import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Failure } from '../base/failure.ts';
import type { Problem } from '../model/checkDraft.ts';
import { hasContent, isBlank, type ChosenFile, type Draft } from '../model/draft.ts';
import { formFields, type ValueField } from '../model/fields.ts';
import type { Entry } from '../outbox/entry.ts';
import type { ComposerParts } from './composerParts.ts';
import { CustomerParts } from './customerParts.ts';
import { DraftCopies } from './draftCopies.ts';
import { DraftFiles } from './draftFiles.ts';
import { DraftStack } from './draftStack.ts';
import { withEdit, fitToAccount, newDraft } from './newDraft.ts';
import { FormFiles } from './formFiles.ts';
import { FormLogger } from './formLogger.ts';
import { FormState, type Logging, type Notice } from './formState.ts';
import { LoggedNotes } from './loggedNotes.ts';
import { Recipient } from './recipient.ts';
import { RecipientChoice } from './recipientChoice.ts';
import { RefusedNotes } from './refusedNotes.ts';
import { undoLogged, type TakenBack } from './returnNotes.ts';

/**
 * One note being written, from its first character to the outbox. The form shows it and passes on what the user
 * does; it holds the text, so that nothing depends on the form staying alive.
 */
export class Composer {
  readonly #parts: ComposerParts;
  readonly #form: FormState;
  /** Whom the note is about, and what the user does to choose that. */
  readonly recipient: RecipientChoice;
  readonly #recipient: Recipient;
  readonly #customerParts: CustomerParts;
  /** What was logged here and is on its way. */
  readonly logged: LoggedNotes;
  /** The files on their way into the drafts. */
  readonly files: FormFiles;
  readonly #draftFiles: DraftFiles;
  readonly #logger: FormLogger;
  readonly #refused: RefusedNotes;
  readonly #stack = new DraftStack();
  readonly #copies: DraftCopies;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    this.#form = new FormState(parts.book, newDraft(parts.book, parts.newId));
    this.#copies = new DraftCopies({ ...parts, form: this.#form, stack: this.#stack });
    parts.drafts.onTaken((id) => this.#copies.taken(id));
    parts.drafts.onFailureChange(() => this.#form.changed());
    this.#recipient = new Recipient({ form: this.#form, log: parts.log, placed: () => this.#save() });
    this.#customerParts = new CustomerParts(this.#form);
    this.recipient = new RecipientChoice({
      ...parts,
      form: this.#form,
      recipient: this.#recipient,
      parts: this.#customerParts,
      save: () => this.#save(),
      isGivenFiles: () => this.files.pending().some(({ draftId }) => this.isInForm(draftId)),
    });
    this.logged = new LoggedNotes(parts.outbox);
    this.#draftFiles = new DraftFiles({
      ...parts,
      form: this.#form,
      stack: this.#stack,
      isInForm: (id) => this.isInForm(id),
      save: () => this.#save(),
    });
    this.files = new FormFiles(parts, {
      countOf: (id) => this.#draftFiles.countOf(id),
      attach: (file, id) => this.#draftFiles.add(file, id),
      changed: () => this.#form.changed(),
    });
    this.#refused = new RefusedNotes({ ...parts, composer: this, form: this.#form });
    this.#logger = new FormLogger({
      ...parts,
      form: this.#form,
      replaceDraft: (draft) => this.#draftFiles.replace(draft),
      filesRead: (signal) => this.files.settled((id) => this.isInForm(id), signal),
      recipient: this.#recipient,
      onLogged: ({ id }) => {
        this.logged.add(id);
        this.#startNew();
        // A service may have refused it by now.
        this.#refused.changed();
      },
    });
    parts.outbox.onChange(() => this.#refused.changed());
  }

  get draft(): Draft {
    return this.#form.draft;
  }

  get problems(): readonly Problem[] {
    return this.#form.problems;
  }

  get notice(): Notice | undefined {
    return this.#form.notice;
  }

  /** Present from {@link log} until the note is in the outbox. */
  get logging(): Logging | undefined {
    return this.#form.logging;
  }

  /** The account that the note goes to: the chosen one, or the default when that is gone. */
  get account(): OpenAccount {
    return this.#form.account;
  }

  /** Why what was typed is not on disk, where the last try to save it failed; it is tried again. */
  get unsaved(): Failure | undefined {
    return this.#parts.drafts.failureOf(this.draft.id);
  }

  get hasContent(): boolean {
    return hasContent(this.draft);
  }

  /** Whether a draft is being written here, or waits for the form to be free. */
  holds(id: string): boolean {
    return this.draft.id === id || this.#stack.has(id);
  }

  /** A draft that is being written here, or waits for the form to be free. */
  find(id: string): Draft | undefined {
    return this.isInForm(id) ? this.draft : this.#stack.find(id);
  }

  /**
   * Keeps a draft from being logged as long as what the user wrote elsewhere cannot be understood. `why`: a sentence;
   * undefined: it can.
   */
  block(id: string, why: string | undefined): void {
    const form = this.#form;
    const draftId = this.isInForm(id) ? this.draft.id : id;
    const before = form.blocked.get(draftId);
    if (before === why) return;
    if (why === undefined) form.blocked.delete(draftId);
    else form.blocked.set(draftId, why);
    if (before === undefined || form.notice?.message !== before) return;
    form.notice = undefined;
    form.changed();
  }

  /** Whether this is the draft in the form, under any id that the form may know it by. */
  isInForm(id: string): boolean {
    return this.#copies.isInForm(id);
  }

  onChange(listener: () => void): () => void {
    return this.#form.onChange(listener);
  }

  /**
   * Opens a draft: one that an earlier run left, or one that came back from the outbox. What is being written waits
   * until this one is logged or discarded. A draft that is here already stays as it is: it may have been changed since.
   */
  open(draft: Draft): void {
    if (draft.id === this.draft.id) return;
    const newest = this.#stack.take(draft.id) ?? draft;
    if (this.#form.logging) return this.#stack.addFirst(newest);
    this.#stack.push(this.draft);
    this.#replace(newest);
  }

  /**
   * Opens a draft in place of the one in the form, of which it has taken over the customer, where nothing else was
   * written there; otherwise as {@link open}.
   */
  openInstead(draft: Draft): void {
    const { draft: before } = this;
    if (this.#form.logging || !isBlank(before)) return this.open(draft);
    this.#stack.leave(before);
    this.#replace(draft);
    const { drafts, log } = this.#parts;
    drafts
      .removeVersion(before)
      .catch((error: unknown) => log.error('An empty draft cannot be removed', error));
  }

  /** Lets a draft wait until the form is free, behind all others: the user is writing something else. */
  openLater(draft: Draft): void {
    if (!this.holds(draft.id)) this.#stack.addLast(draft);
  }

  /**
   * Sets a field as typed. Ignored while the note is being logged. `of`: the draft that was typed into; where another
   * has taken its place in the form meanwhile, that one stays as it is.
   */
  edit(field: ValueField, value: string, of = this.draft.id): void {
    if (!this.isInForm(of)) return this.#editWaiting(of, field, value);
    const form = this.#form;
    const next = form.logging ? undefined : withEdit(this.#parts.book, form.draft, field, value);
    if (!next) return;
    form.draft = next;
    if (formFields[field].isAddress) {
      this.#recipient.forget();
      form.isRecipientDecided = true;
    }
    form.clearProblem(field);
    form.notice = undefined;
    this.#save();
  }

  /**
   * Adds a file. `of`: the draft that it was chosen for, which may have left the form since. False: that one is gone, is
   * just being logged, or takes no files.
   */
  attach(file: ChosenFile, of = this.draft.id): boolean {
    return this.#draftFiles.attach(file, of);
  }

  /** Takes a file out again. */
  detach(uri: string, of = this.draft.id): void {
    this.#draftFiles.detach(uri, of);
  }

  /** Moves the draft to the discarded ones, the last of which can be opened again. Failure `storage`: it stays. */
  async discard(): Promise<void> {
    if (this.#form.logging) return;
    const { draft } = this;
    if (this.hasContent) await this.#parts.discarded.save(draft);
    // What was typed while the disk was busy must not be lost.
    if (this.draft.values !== draft.values || this.draft.attachments !== draft.attachments) return;
    this.#startNew();
    await this.#parts.drafts.removeVersion(draft);
    await this.#parts.proposals.draftDiscarded(draft);
  }

  /** Forgets a draft that waited for the form to be free. */
  forget(id: string): void {
    this.#stack.take(id);
  }

  /** Ends {@link log} while it still checks. */
  cancel(): void {
    this.#form.logging?.abort?.abort();
  }

  /**
   * Puts the draft into the outbox, once: a second call meanwhile does nothing. The form is free when it resolves.
   * Undefined when something is to be corrected or looked at first.
   */
  async log(): Promise<Entry | undefined> {
    try {
      return await this.#logger.log();
    } finally {
      this.#copies.loggingEnded();
    }
  }

  /** Takes a logged note back into the form, if it has not left. Failure `storage`: it stays in the outbox. */
  async undo(id: string): Promise<TakenBack> {
    const taken = await undoLogged({ ...this.#parts, composer: this }, id);
    this.#form.changed();
    return taken;
  }

  #editWaiting(id: string, field: ValueField, value: string): void {
    this.#stack.edit(id, (draft) => {
      const next = withEdit(this.#parts.book, draft, field, value);
      if (next) this.#parts.drafts.saveSoon(next);
      return next ?? draft;
    });
  }

  #startNew(): void {
    this.files.forgetDraft(this.draft.id);
    const { account } = this.draft.values;
    const { book, newId } = this.#parts;
    const fresh = newDraft(book, newId);
    this.#replace(
      this.#stack.take() ?? { ...fresh, values: fitToAccount(book, { ...fresh.values, account }) },
    );
  }

  #replace(draft: Draft): void {
    this.#copies.replaced();
    this.recipient.finder.end();
    this.#form.load(draft);
    this.#recipient.opened();
    this.#customerParts.follow();
  }

  #save(): void {
    this.#customerParts.follow();
    this.#parts.drafts.saveSoon(this.draft);
    this.#form.changed();
  }
}
