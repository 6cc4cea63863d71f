import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import type { Directories } from '../customers/directories.ts';
import type { Markdown } from '../markdown/markdown.ts';
import type { Failure } from '../base/failure.ts';
import type { Problem } from '../model/checkDraft.ts';
import { hasContent, type ChosenFile, type Draft } from '../model/draft.ts';
import { formFields, type ValueField } from '../model/fields.ts';
import type { DiscardedDrafts } from '../drafts/discardedDrafts.ts';
import type { TextFormat } from '../model/note.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { DraftStack } from './draftStack.ts';
import { ComposedTarget } from './composedTarget.ts';
import { withEdit, fitToAccount, newDraft } from './newDraft.ts';
import { FormSender } from './formSender.ts';
import { FormState, type Progress } from './formState.ts';
import type { SendParts } from './sendNotes.ts';
import type { TargetCheck } from './targetCheck.ts';
import type { FormFinder } from './formFinder.ts';

/** What a composer needs beside what sending needs. */
export interface ComposerParts extends SendParts {
  readonly book: AccountBook;
  /** What services list, to be searched by name. */
  readonly directories: Directories;
  readonly discarded: DiscardedDrafts;
  readonly markdown: Pick<Markdown, 'editedText'>;
  /** What typed text is taken for, now. */
  readonly textFormat: () => TextFormat;
}

/**
 * One note being written, from its first character to the outbox. The form shows it and passes on what the user
 * does; it holds the text, so that nothing depends on the form staying alive.
 */
export class Composer {
  readonly #parts: ComposerParts;
  readonly #form: FormState;
  readonly #target: ComposedTarget;
  readonly #sender: FormSender;
  readonly #stack = new DraftStack();
  /** The id that the form may still know the draft by, where the draft is a copy of that one. */
  #copyOf: string | undefined;
  /** The draft that another window has claimed while it was to be sent from here. */
  #takenWhileSending: string | undefined;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    this.#form = new FormState(parts.book, newDraft(parts.book, parts.newId));
    parts.drafts.onTaken((id) => this.#fork(id));
    parts.drafts.onFailureChange(() => this.#form.changed());
    this.#target = new ComposedTarget({ ...parts, form: this.#form });
    this.#sender = new FormSender({
      ...parts,
      form: this.#form,
      target: this.#target,
      startNew: (progress) => this.#startNew(progress),
    });
  }

  get draft(): Draft {
    return this.#form.draft;
  }

  get check(): TargetCheck {
    return this.#target.check;
  }

  /** Finds whom the note is about by name; one of its matches is chosen with {@link Composer.takeMatch}. */
  get finder(): FormFinder {
    return this.#target.finder;
  }

  get problems(): readonly Problem[] {
    return this.#form.problems;
  }

  get progress(): Progress {
    return this.#form.progress;
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

  /** Whether this is the draft in the form, under any id that the form may know it by. */
  isInForm(id: string): boolean {
    return id === this.draft.id || id === this.#copyOf;
  }

  onChange(listener: () => void): () => void {
    return this.#form.onChange(listener);
  }

  /**
   * Opens a draft: one that an earlier run left, or one that came back from the outbox. What is being written waits
   * until this one is sent or discarded. A draft that is here already stays as it is: it may have been changed since.
   */
  open(draft: Draft): void {
    if (draft.id === this.draft.id) return;
    const newest = this.#stack.take(draft.id) ?? draft;
    if (this.#form.sending) return this.#stack.addFirst(newest);
    this.#stack.push(this.draft);
    this.#replace(newest, { state: 'idle' });
    this.#target.readSoon(0);
  }

  /** Lets a draft wait until the form is free, behind all others: the user is writing something else. */
  openLater(draft: Draft): void {
    if (!this.holds(draft.id)) this.#stack.addLast(draft);
  }

  /**
   * Sets a field as typed. Ignored while the note is being sent. `of`: the draft that was typed into; where another has
   * taken its place in the form meanwhile, that one stays as it is.
   */
  edit(field: ValueField, value: string, of = this.draft.id): void {
    if (!this.isInForm(of)) return this.#editWaiting(of, field, value);
    const form = this.#form;
    const next = form.sending ? undefined : withEdit(this.#parts.book, form.draft, field, value);
    if (!next) return;
    form.draft = next;
    if (formFields[field].isAddress) this.#target.typed();
    form.clearProblem(field);
    if (form.progress.state !== 'idle') form.progress = { state: 'idle' };
    this.#save();
  }

  /** One of several that a typed id stands for (just read), or a recent one, which is read again. */
  chooseTarget(type: string, id: string): void {
    if (this.#isFixed) return;
    this.#target.choose(type, id);
    this.#save();
  }

  /** A row that {@link finder} gave, by its key. */
  takeMatch(key: string): void {
    if (!this.#isFixed && this.#target.take(key)) this.#save();
  }

  /** Adds a file. `of`: the draft that it was chosen for, which may have left the form since. */
  attach(file: ChosenFile, of = this.draft.id): void {
    this.#changeFiles(of, (files) => (files.some(({ uri }) => uri === file.uri) ? files : [...files, file]));
  }

  /** Takes a file out again. */
  detach(uri: string, of = this.draft.id): void {
    this.#changeFiles(of, (files) => files.filter((file) => file.uri !== uri));
  }

  #changeFiles(of: string, change: (files: readonly ChosenFile[]) => readonly ChosenFile[]): void {
    const changed = (draft: Draft): Draft => ({ ...draft, attachments: [...change(draft.attachments)] });
    if (!this.isInForm(of)) {
      this.#stack.edit(of, (draft) => this.#saveSoon(changed(draft)));
      return;
    }
    if (this.#isFixed) return;
    this.#form.draft = changed(this.draft);
    this.#form.clearProblem('attachment');
    this.#save();
  }

  #saveSoon(draft: Draft): Draft {
    this.#parts.drafts.saveSoon(draft);
    return draft;
  }

  /** Asks the service for the target now. */
  async readTarget(): Promise<void> {
    if (!this.#form.sending) this.#target.readSoon(0);
    await this.#target.settled();
  }

  /** Moves the draft to the discarded ones, the last of which can be opened again. Failure `storage`: it stays. */
  async discard(): Promise<void> {
    if (this.#form.sending) return;
    const { draft } = this;
    if (this.hasContent) await this.#parts.discarded.save(draft);
    // What was typed while the disk was busy must not be lost.
    if (this.draft.values !== draft.values || this.draft.attachments !== draft.attachments) return;
    this.#startNew({ state: 'idle' });
    this.#target.readSoon(0);
    await this.#parts.drafts.removeVersion(draft);
  }

  /** Forgets a draft that waited for the form to be free. */
  forget(id: string): void {
    this.#stack.take(id);
  }

  cancel(): void {
    this.#form.sending?.abort();
  }

  /**
   * Sends the draft, once: a second call meanwhile does nothing. The note goes to the outbox first; what the
   * service refuses comes back into the form, what waits or is uncertain stays in the outbox. Undefined when
   * nothing was sent because something is to be corrected or looked at first.
   */
  async send(): Promise<Outcome | undefined> {
    try {
      return await this.#sender.send();
    } finally {
      const taken = this.#takenWhileSending;
      this.#takenWhileSending = undefined;
      if (taken !== undefined) this.#fork(taken);
    }
  }

  /** While a note is being sent nothing about it can be changed, and of a stored one neither target nor file. */
  get #isFixed(): boolean {
    return this.#form.sending !== undefined || this.draft.edits !== undefined;
  }

  #editWaiting(id: string, field: ValueField, value: string): void {
    this.#stack.edit(id, (draft) => {
      const next = withEdit(this.#parts.book, draft, field, value);
      if (next) this.#parts.drafts.saveSoon(next);
      return next ?? draft;
    });
  }

  /** Another window has claimed the draft: both texts are kept, and each window goes on with its own. */
  #fork(id: string): void {
    const copyOf = (draft: Draft): Draft => {
      if (draft.id !== id) return draft;
      const copy = { ...draft, id: this.#parts.newId() };
      this.#parts.drafts.saveSoon(copy);
      return copy;
    };
    this.#stack.replace(copyOf);
    if (this.draft.id !== id) return;
    // A note that is being sent goes by its entry, not by its draft; if it is not sent after all, the draft counts again.
    if (this.#form.sending) {
      this.#takenWhileSending = id;
      return;
    }
    this.#form.draft = copyOf(this.draft);
    this.#copyOf = id;
    // Why it was not sent is the more important news.
    if (this.#form.progress.state !== 'failed')
      this.#form.fail('This draft was opened in another window. You go on with a copy of it here.');
    this.#form.changed();
  }

  #startNew(progress: Progress): void {
    const { account } = this.draft.values;
    const { book, newId } = this.#parts;
    const fresh = newDraft(book, newId);
    const next = this.#stack.take() ?? { ...fresh, values: fitToAccount(book, { ...fresh.values, account }) };
    this.#replace(next, progress);
  }

  #replace(draft: Draft, progress: Progress): void {
    this.#target.forget();
    this.#copyOf = undefined;
    this.#form.load(draft, progress);
  }

  #save(): void {
    this.#parts.drafts.saveSoon(this.draft);
    this.#form.changed();
  }
}
