import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import { checkDraft, type Problem } from '../notes/checkDraft.ts';
import {
  emptyDraft,
  hasContent,
  type ChosenFile,
  type Draft,
  type DraftValues,
} from '../notes/draft/draft.ts';
import type { DiscardedDrafts } from '../notes/draft/discardedDrafts.ts';
import { Failure } from '../notes/failure.ts';
import type { NewId } from '../notes/ids.ts';
import type { Note, TextFormat } from '../notes/note.ts';
import type { Action } from '../notes/outbox/action.ts';
import type { Delivery, Outcome } from '../notes/outbox/delivery.ts';
import { checkEdit } from './editing.ts';
import { explainOutcome, type Remedy } from './explain.ts';
import { submit, type SubmitParts } from './submit.ts';
import type { TargetCheck } from './targetCheck.ts';
import { TargetReader, type TypedTarget } from './targetReader.ts';

/** Where sending stands. */
export type Progress =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' | 'sent'; readonly message: string }
  | { readonly state: 'failed'; readonly message: string; readonly remedy: Remedy };

/** What a composer needs beside the parts of {@link submit}. */
export interface ComposerParts extends SubmitParts {
  readonly book: AccountBook;
  readonly delivery: Delivery;
  readonly discarded: DiscardedDrafts;
  readonly newId: NewId;
  /** What typed text is taken for, now. */
  readonly textFormat: () => TextFormat;
}

/** What is fixed about a stored note: a change of it is no new note elsewhere. */
const fixedFields: readonly (keyof DraftValues)[] = ['account', 'kind', 'targetType', 'target'];

/** Typing an id takes about this long between two keys; asking on each would flood the service (milliseconds). */
const checkDelay = 600;

/**
 * One note being written, from its first character to the outbox. The form shows it and passes on what the user
 * does; it holds the text, so that nothing depends on the form staying alive.
 */
export class Composer {
  readonly #parts: ComposerParts;
  readonly #listeners = new Set<() => void>();
  readonly #reader: TargetReader;
  /** Drafts that wait for the form to be free; each lies on disk too. */
  readonly #aside: Draft[] = [];
  #draft: Draft;
  #problems: readonly Problem[] = [];
  #progress: Progress = { state: 'idle' };
  #sending: AbortController | undefined;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    this.#draft = this.#fresh();
    parts.drafts.onTaken((id) => this.#fork(id));
    this.#reader = new TargetReader({
      clock: parts.clock,
      log: parts.log,
      sending: () => this.#sending !== undefined,
      onChange: () => this.#targetRead(),
    });
  }

  get draft(): Draft {
    return this.#draft;
  }

  get check(): TargetCheck {
    return this.#reader.check(this.account);
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** The account that the note goes to: the chosen one, or the default when that is gone. */
  get account(): OpenAccount {
    const { book } = this.#parts;
    return book.find(this.#draft.values.account) ?? book.default();
  }

  get hasContent(): boolean {
    return hasContent(this.#draft);
  }

  /** Whether a draft is being written here, or waits for the form to be free. */
  holds(id: string): boolean {
    return [this.#draft, ...this.#aside].some((draft) => draft.id === id);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes up a draft: one that an earlier run left, or one that came back from the outbox. What is being written
   * steps aside and comes back when this one is sent or discarded. A draft that is here already stays as it is: it
   * may have been changed since.
   */
  open(draft: Draft): void {
    if (draft.id === this.#draft.id) return;
    const at = this.#aside.findIndex(({ id }) => id === draft.id);
    const [newest = draft] = at < 0 ? [] : this.#aside.splice(at, 1);
    if (this.#sending) return void this.#aside.unshift(newest);
    if (this.hasContent) this.#aside.unshift(this.#draft);
    this.#replace(newest, { state: 'idle' });
    this.#readSoon(0);
  }

  /** Keeps a draft for when the form is free: its user is writing something else. */
  setAside(draft: Draft): void {
    const known = [this.#draft, ...this.#aside].some(({ id }) => id === draft.id);
    if (!known) this.#aside.push(draft);
    if (!this.hasContent && !this.#sending) this.#startAfresh({ state: 'idle' });
    this.#readSoon(0);
  }

  /** One field as typed. Ignored while the note is being sent. */
  edit(field: keyof DraftValues, value: string): void {
    if (this.#sending || this.#draft.values[field] === value) return;
    if (this.#draft.edits && fixedFields.includes(field)) return;
    const values = { ...this.#draft.values, [field]: value };
    if (field === 'account' || field === 'targetType' || field === 'target') {
      const { target, ...rest } = this.#draft;
      this.#draft = { ...rest, values: field === 'account' ? this.#fitted(values) : values };
      this.#reader.forget();
      this.#readSoon(checkDelay);
    } else {
      this.#draft = { ...this.#draft, values };
    }
    this.#problems = this.#problems.filter((problem) => problem.field !== field);
    if (this.#progress.state !== 'idle') this.#progress = { state: 'idle' };
    this.#save();
  }

  /** One of several that a typed id stands for (just read), or a recent one, which is read again. */
  chooseTarget(type: string, id: string): void {
    if (this.#sending || this.#draft.edits) return;
    const { check, account } = this;
    const offered = check.state === 'choose' ? check.targets : [];
    const target = offered.find((each) => each.type === type && each.id === id);
    const { target: before, ...rest } = this.#draft;
    this.#draft = { ...rest, values: { ...rest.values, targetType: type, target: id } };
    this.#reader.forget();
    if (target) this.#reader.choose(account, target);
    else this.#readSoon(0);
    this.#problems = this.#problems.filter(({ field }) => field !== 'target');
    this.#save();
  }

  attach(file: ChosenFile | undefined): void {
    if (this.#sending || this.#draft.edits) return;
    const { attachment, ...rest } = this.#draft;
    this.#draft = file ? { ...rest, attachment: file } : rest;
    this.#problems = this.#problems.filter(({ field }) => field !== 'attachment');
    this.#save();
  }

  /** Asks the service for the target now. */
  async readTarget(): Promise<void> {
    if (!this.#sending) this.#readSoon(0);
    await this.#reader.settled();
  }

  /** Throws the draft away, among the last ones that can be brought back. Failure `storage`: then it stays. */
  async discard(): Promise<void> {
    if (this.#sending) return;
    const draft = this.#draft;
    const { id } = draft;
    if (this.hasContent) await this.#parts.discarded.keep(draft);
    // What was typed while the disk was busy is not to be thrown away.
    if (this.#draft.values !== draft.values || this.#draft.attachment !== draft.attachment) return;
    this.#startAfresh({ state: 'idle' });
    this.#readSoon(0);
    await this.#parts.drafts.remove(id);
  }

  /** A draft that waited for the form to be free is gone. */
  forget(id: string): void {
    const at = this.#aside.findIndex((draft) => draft.id === id);
    if (at >= 0) this.#aside.splice(at, 1);
  }

  cancel(): void {
    this.#sending?.abort();
  }

  /**
   * Sends the draft, once: a second call meanwhile does nothing. The note goes to the outbox first; what the
   * service refuses comes back into the form, what waits or is uncertain stays in the outbox. Undefined when
   * nothing was sent because something is to be corrected or looked at first.
   */
  async send(): Promise<Outcome | undefined> {
    if (this.#sending) return undefined;
    const abort = (this.#sending = new AbortController());
    const to = this.account;
    const { id } = this.#draft;
    this.#progress = { state: 'sending', message: `Sending to ${to.account.label}…` };
    this.#changed();
    try {
      return await this.#send(to, abort.signal);
    } catch (error) {
      const failure = Failure.is(error)
        ? error
        : new Failure('storage', 'The note could not be saved.', { cause: error });
      this.#parts.log.error(`Send: ${failure.reason}, ${failure.detail ?? 'no detail'}`, failure.cause);
      this.#problems = failure.field ? [{ field: failure.field, message: failure.message }] : [];
      const message = failure.field
        ? 'Nothing was sent. See the field above.'
        : `${failure.message} Nothing was sent and your text is still here.`;
      this.#progress = { state: 'failed', message, remedy: undefined };
      return undefined;
    } finally {
      this.#sending = undefined;
      this.#changed();
      // Another draft is in the form now, whose target nobody has read yet.
      if (this.#draft.id !== id) this.#readSoon(0);
    }
  }

  async #send(to: OpenAccount, signal: AbortSignal): Promise<Outcome | undefined> {
    const checked = this.#draft.edits ? this.#checkedEdit(to) : await this.#checkedNote(to, signal);
    if (!checked) return undefined;
    const { draft, note, action } = checked;
    const entry = await submit(this.#parts, draft, note, to, action);
    const outcome = await this.#parts.delivery.outcome(entry.id, signal);
    const { message, remedy } = explainOutcome(outcome, entry);
    // The two versions are held against each other in Recent Notes.
    if (outcome.state !== 'refused' || outcome.failure.reason === 'conflict') {
      this.#startAfresh(
        outcome.state === 'stored' ? { state: 'sent', message } : { state: 'failed', message, remedy },
      );
      return outcome;
    }
    await this.#takeBack(draft);
    const { field } = outcome.failure;
    this.#problems = field ? [{ field, message: outcome.failure.message }] : [];
    this.#progress = { state: 'failed', message, remedy };
    return outcome;
  }

  /** What is to be sent; undefined when the user has been told what stands in the way. */
  #checkedEdit(to: OpenAccount): Ready | undefined {
    const draft = this.#draft;
    const checked = checkEdit(draft, to, this.#parts.clock.now());
    this.#problems = checked.ok ? [] : checked.problems;
    if (checked.ok) return { draft, note: checked.note, action: checked.action };
    const message = checked.message ?? 'Nothing was sent yet. See the marked fields.';
    this.#progress = { state: 'failed', message, remedy: undefined };
    return undefined;
  }

  /** The same for a new note, whose target is read first. */
  async #checkedNote(to: OpenAccount, signal: AbortSignal): Promise<Ready | undefined> {
    const target = await this.#reader.beforeSend(to, this.#typed, signal);
    const draft = this.#draft;
    const checked = checkDraft(
      draft,
      target,
      to.kind.capabilities,
      this.#parts.clock.now(),
      this.#parts.textFormat(),
    );
    if (!checked.ok) {
      this.#problems = withTargetMessage(checked.problems, this.check);
      this.#progress = {
        state: 'failed',
        message: 'Nothing was sent yet. See the marked fields.',
        remedy: undefined,
      };
      return undefined;
    }
    this.#problems = [];
    // The name must have been on the screen before the note leaves: never to the wrong customer.
    if (this.account !== to || !this.#reader.hasShown(to, checked.note.target)) {
      this.#reader.show(to, checked.note.target);
      this.#progress = {
        state: 'failed',
        message: 'Nothing was sent yet: see whom it goes to, then send again.',
        remedy: undefined,
      };
      return undefined;
    }
    return { draft, note: checked.note, action: undefined };
  }

  /**
   * Certainly not stored, so the same draft may be sent again: it goes back to where the user can mend it, and only
   * then out of the outbox. Where the disk refuses, the entry stays, until the next Send puts the draft in its place.
   */
  async #takeBack(draft: Draft): Promise<void> {
    const { drafts, outbox, log } = this.#parts;
    drafts.saveSoon(draft);
    try {
      await drafts.flush();
      if (!(await outbox.remove(draft.id)))
        throw new Failure('storage', 'Another window works on this note.');
    } catch (error) {
      log.error('A refused note stays in the outbox too', error);
    }
  }

  /** Another window has taken the draft: both texts are kept, and each window goes on with its own. */
  #fork(id: string): void {
    const copyOf = (draft: Draft): Draft => {
      if (draft.id !== id) return draft;
      const copy = { ...draft, id: this.#parts.newId() };
      this.#parts.drafts.saveSoon(copy);
      return copy;
    };
    this.#aside.splice(0, this.#aside.length, ...this.#aside.map(copyOf));
    // A note that is being sent goes by its entry, not by its draft.
    if (this.#sending || this.#draft.id !== id) return;
    this.#draft = copyOf(this.#draft);
    this.#progress = {
      state: 'failed',
      message: 'This draft was opened in another window. You go on with a copy of it here.',
      remedy: undefined,
    };
    this.#changed();
  }

  get #typed(): TypedTarget {
    const { targetType, target } = this.#draft.values;
    return { type: targetType, typed: target };
  }

  #readSoon(delay: number): void {
    const { edits, target } = this.#draft;
    // Whom a stored note is about is known, whoever can be asked.
    if (edits && target) this.#reader.choose(this.account, target);
    else this.#reader.readSoon(this.account, this.#typed, delay);
  }

  #targetRead(): void {
    const { check } = this;
    const others = this.#problems.filter(({ field }) => field !== 'target');
    this.#problems =
      check.state === 'failed' ? [...others, { field: 'target', message: check.message }] : others;
    if (check.state === 'checked') this.#draft = { ...this.#draft, target: check.target };
    this.#changed();
  }

  /** After a change of account: kind and target type that this account has. */
  #fitted(values: DraftValues): DraftValues {
    const capabilities = (this.#parts.book.find(values.account) ?? this.#parts.book.default()).kind
      .capabilities;
    const kind = capabilities.kinds.find((each) => each === values.kind) ?? capabilities.kinds[0] ?? 'note';
    const types = capabilities.targets.map(({ type }) => type);
    const targetType = types.find((type) => type === values.targetType) ?? types[0] ?? '';
    return { ...values, kind, targetType };
  }

  #fresh(): Draft {
    const { account, kind } = this.#parts.book.default();
    return emptyDraft(
      this.#parts.newId(),
      account.id,
      kind.capabilities.kinds[0] ?? 'note',
      kind.capabilities.targets[0]?.type ?? '',
    );
  }

  #startAfresh(progress: Progress): void {
    const { account } = this.#draft.values;
    const fresh = this.#fresh();
    const next = this.#aside.shift() ?? { ...fresh, values: this.#fitted({ ...fresh.values, account }) };
    this.#replace(next, progress);
  }

  #replace(draft: Draft, progress: Progress): void {
    this.#draft = draft;
    this.#reader.forget();
    this.#problems = [];
    this.#progress = progress;
    this.#changed();
  }

  #save(): void {
    this.#parts.drafts.saveSoon(this.#draft);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Checked, and to be put into the outbox. */
interface Ready {
  readonly draft: Draft;
  readonly note: Note;
  readonly action: Action | undefined;
}

/** What the service said of the target says more than that there is none. */
function withTargetMessage(problems: readonly Problem[], check: TargetCheck): readonly Problem[] {
  if (check.state !== 'failed' && check.state !== 'choose') return problems;
  const message = check.state === 'choose' ? 'Several match. Choose one of them.' : check.message;
  return problems.map((problem) => (problem.field === 'target' ? { ...problem, message } : problem));
}
