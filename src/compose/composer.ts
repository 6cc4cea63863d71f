import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import { checkDraft, type Problem } from '../notes/checkDraft.ts';
import {
  emptyDraft,
  hasContent,
  type ChosenFile,
  type Draft,
  type DraftValues,
} from '../notes/draft/draft.ts';
import { Failure } from '../notes/failure.ts';
import type { NewId } from '../notes/ids.ts';
import type { Target } from '../notes/note.ts';
import type { Delivery, Outcome } from '../notes/outbox/delivery.ts';
import { explainOutcome, type Remedy } from './explain.ts';
import { submit, type SubmitParts } from './submit.ts';
import { checkTarget, type TargetCheck } from './targetCheck.ts';

/** Where sending stands. */
export type Progress =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' | 'sent'; readonly message: string }
  | { readonly state: 'failed'; readonly message: string; readonly remedy: Remedy };

/** What a composer needs beside the parts of {@link submit}. */
export interface ComposerParts extends SubmitParts {
  readonly book: AccountBook;
  readonly delivery: Delivery;
  readonly newId: NewId;
}

/** Typing an id takes about this long between two keys; asking on each would flood the service (milliseconds). */
const checkDelay = 600;

/**
 * One note being written, from its first character to the outbox. The form shows it and passes on what the user
 * does; it holds the text, so that nothing depends on the form staying alive.
 */
export class Composer {
  readonly #parts: ComposerParts;
  readonly #listeners = new Set<() => void>();
  /** Drafts that wait for the form to be free; each lies on disk too. */
  readonly #aside: Draft[] = [];
  #draft: Draft;
  #check: TargetCheck = { state: 'none' };
  #checking: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  /** Whether the user has had the chance to see the name that {@link #check} found. */
  #shown = false;
  #problems: readonly Problem[] = [];
  #progress: Progress = { state: 'idle' };
  #sending: AbortController | undefined;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    this.#draft = this.#fresh();
  }

  get draft(): Draft {
    return this.#draft;
  }

  get check(): TargetCheck {
    return this.#check;
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

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes up a draft: one that an earlier run left, or one that came back from the outbox. What is being written
   * steps aside and comes back when this one is sent or discarded.
   */
  open(draft: Draft): void {
    if (this.#sending || this.hasContent) {
      this.#aside.unshift(this.#sending ? draft : this.#draft);
      if (this.#sending) return;
    }
    this.#draft = draft;
    this.#problems = [];
    this.#progress = { state: 'idle' };
    this.#check = { state: 'none' };
    this.#changed();
    this.#checkSoon(0);
  }

  /** One field as typed. Ignored while the note is being sent. */
  edit(field: keyof DraftValues, value: string): void {
    if (this.#sending || this.#draft.values[field] === value) return;
    const values = { ...this.#draft.values, [field]: value };
    if (field === 'account' || field === 'targetType' || field === 'target') {
      this.#forgetTarget({ ...this.#draft, values: field === 'account' ? this.#fitted(values) : values });
      this.#checkSoon(checkDelay);
    } else {
      this.#draft = { ...this.#draft, values };
    }
    this.#problems = this.#problems.filter((problem) => problem.field !== field);
    if (this.#progress.state !== 'idle') this.#progress = { state: 'idle' };
    this.#save();
  }

  /** One of several that a typed id stands for (just read), or a recent one, which is read again. */
  chooseTarget(type: string, id: string): void {
    if (this.#sending) return;
    const offered = this.#check.state === 'choose' ? this.#check.targets : [];
    const target = offered.find((each) => each.type === type && each.id === id);
    this.#forgetTarget({ ...this.#draft, values: { ...this.#draft.values, targetType: type, target: id } });
    if (target) {
      this.#checking?.abort.abort();
      this.#checked({ state: 'checked', target });
    } else this.#checkSoon(0);
    this.#problems = this.#problems.filter(({ field }) => field !== 'target');
    this.#save();
  }

  attach(file: ChosenFile | undefined): void {
    if (this.#sending) return;
    const { attachment, ...rest } = this.#draft;
    this.#draft = file ? { ...rest, attachment: file } : rest;
    this.#problems = this.#problems.filter(({ field }) => field !== 'attachment');
    this.#save();
  }

  /** Asks the service for the target now. */
  async readTarget(): Promise<void> {
    this.#checkSoon(0);
    await this.#checking?.done;
  }

  /** Puts the draft aside for good; the caller has asked. */
  async discard(): Promise<void> {
    if (this.#sending) return;
    await this.#parts.drafts.remove(this.#draft.id);
    this.#startAfresh({ state: 'idle' });
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
    }
  }

  async #send(to: OpenAccount, signal: AbortSignal): Promise<Outcome | undefined> {
    const target = await this.#readBeforeSend(signal);
    const checked = checkDraft(this.#draft, target, to.kind.capabilities, this.#parts.clock.now());
    if (!checked.ok) {
      this.#problems =
        this.#check.state === 'failed'
          ? withTargetMessage(checked.problems, this.#check.message)
          : checked.problems;
      this.#progress = {
        state: 'failed',
        message: 'Nothing was sent yet. See the marked fields.',
        remedy: undefined,
      };
      return undefined;
    }
    this.#problems = [];
    if (!this.#shown) {
      this.#shown = true;
      this.#progress = {
        state: 'failed',
        message: 'Nothing was sent yet: see whom it goes to, then send again.',
        remedy: undefined,
      };
      return undefined;
    }
    const draft = this.#draft;
    const entry = await submit(this.#parts, draft, checked.note, to);
    const outcome = await this.#parts.delivery.deliver(entry.id, signal);
    const { message, remedy } = explainOutcome(outcome, to.account.label);
    if (outcome.state !== 'refused') {
      this.#startAfresh(
        outcome.state === 'stored' ? { state: 'sent', message } : { state: 'failed', message, remedy },
      );
      return outcome;
    }
    // Certainly not stored, so the same draft may be sent again: it goes back to where the user can mend it.
    this.#parts.drafts.saveSoon(draft);
    await this.#parts.drafts.flush();
    await this.#parts.outbox.remove(entry.id);
    const { field } = outcome.failure;
    this.#problems = field ? [{ field, message: outcome.failure.message }] : [];
    this.#progress = { state: 'failed', message, remedy };
    return outcome;
  }

  /** The name must have been on the screen before the note leaves: never to the wrong customer. */
  async #readBeforeSend(signal: AbortSignal): Promise<Target | undefined> {
    if (this.#check.state === 'none' || this.#check.state === 'failed') this.#checkSoon(0);
    const stop = () => this.#checking?.abort.abort();
    signal.addEventListener('abort', stop, { once: true });
    await this.#checking?.done;
    signal.removeEventListener('abort', stop);
    if (signal.aborted) throw new Failure('cancelled', 'Sending was cancelled.');
    const check = this.#check;
    return check.state === 'checked' || check.state === 'notChecked' ? check.target : undefined;
  }

  #checkSoon(delay: number): void {
    this.#checking?.abort.abort();
    const { targetType, target: typed } = this.#draft.values;
    if (typed.trim() === '') return this.#checked({ state: 'none' });
    const abort = new AbortController();
    const to = this.account;
    const done = this.#parts.clock
      .wait(delay, abort.signal)
      .then(async () => {
        this.#check = { state: 'checking' };
        this.#changed();
        const check = await checkTarget(to, targetType, typed, abort.signal);
        if (!abort.signal.aborted) this.#checked(check);
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        this.#parts.log.error('The target could not be read', error);
        this.#checked({
          state: 'failed',
          message: 'The target could not be read. See the log, and try again.',
        });
      });
    this.#checking = { abort, done };
  }

  #checked(check: TargetCheck): void {
    this.#checking = undefined;
    this.#check = check;
    const others = this.#problems.filter(({ field }) => field !== 'target');
    this.#problems =
      check.state === 'failed' ? [...others, { field: 'target', message: check.message }] : others;
    if (check.state === 'checked') this.#draft = { ...this.#draft, target: check.target };
    // Found while Send was pressed: not on the screen yet.
    this.#shown = this.#sending === undefined;
    this.#changed();
  }

  #forgetTarget(draft: Draft): void {
    const { target, ...rest } = draft;
    this.#draft = rest;
    this.#check = { state: 'none' };
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
    this.#checking?.abort.abort();
    const fresh = this.#fresh();
    this.#draft = { ...fresh, values: this.#fitted({ ...fresh.values, account }) };
    this.#check = { state: 'none' };
    this.#problems = [];
    const next = this.#aside.shift();
    if (next) this.#draft = next;
    this.#progress = progress;
    this.#changed();
    if (next) this.#checkSoon(0);
  }

  #save(): void {
    this.#parts.drafts.saveSoon(this.#draft);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function withTargetMessage(problems: readonly Problem[], message: string): Problem[] {
  return problems.map((problem) => (problem.field === 'target' ? { ...problem, message } : problem));
}
