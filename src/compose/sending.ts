import type { OpenAccount } from '../accounts/accountBook.ts';
import { checkDraft, problemsOf, type Problem } from '../model/checkDraft.ts';
import type { Draft } from '../model/draft.ts';
import { Failure } from '../base/failure.ts';
import type { Note, TextFormat } from '../model/note.ts';
import type { Action } from '../model/action.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { ComposedTarget } from './composedTarget.ts';
import { checkEdit } from './editStoredNote.ts';
import { explainOutcome } from './explainOutcome.ts';
import type { Progress, FormState } from './formState.ts';
import { submit, type SubmitParts } from './submit.ts';
import type { TargetCheck } from './targetCheck.ts';

/** What sending needs from outside. */
export interface SendingParts extends SubmitParts {
  readonly form: FormState;
  readonly target: ComposedTarget;
  readonly delivery: Delivery;
  /** What typed text is taken for, now. */
  readonly textFormat: () => TextFormat;
  /** The draft has left: another one takes its place. */
  readonly startNew: (progress: Progress) => void;
}

/** Checked, and to be put into the outbox. */
interface Ready {
  readonly draft: Draft;
  readonly note: Note;
  readonly action: Action | undefined;
}

/** The way of the form's draft into the outbox, and back into the form where the service refuses it. */
export class Sending {
  readonly #parts: SendingParts;

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  /** See {@link Composer.send}. */
  async send(): Promise<Outcome | undefined> {
    const { form, target, log } = this.#parts;
    if (form.sending) return undefined;
    const abort = (form.sending = new AbortController());
    const to = form.account;
    const { id } = form.draft;
    form.progress = { state: 'sending', message: `Sending to ${to.account.label}…` };
    form.changed();
    try {
      return await this.#send(to, abort.signal);
    } catch (error) {
      const failure = Failure.is(error)
        ? error
        : new Failure('storage', 'The note could not be saved.', { cause: error });
      log.error(`Send: ${failure.reason}, ${failure.detail ?? 'no detail'}`, failure.cause);
      form.problems = problemsOf(failure);
      form.fail(
        failure.field
          ? 'Nothing was sent. See the field above.'
          : `${failure.message} Nothing was sent and your text is still here.`,
      );
      return undefined;
    } finally {
      form.sending = undefined;
      form.changed();
      // Another draft is in the form now, whose target nobody has read yet.
      if (form.draft.id !== id) target.readSoon(0);
    }
  }

  async #send(to: OpenAccount, signal: AbortSignal): Promise<Outcome | undefined> {
    const { form, delivery, startNew } = this.#parts;
    const checked = form.draft.edits ? this.#checkedEdit(to) : await this.#checkedNote(to, signal);
    if (!checked) return undefined;
    const { draft, note, action } = checked;
    const entry = await submit(this.#parts, draft, note, to, action);
    const outcome = await delivery.outcome(entry.id, signal);
    const { message, remedy } = explainOutcome(outcome, entry);
    // The two versions are held against each other in Recent Notes.
    if (outcome.state !== 'refused' || outcome.failure.reason === 'conflict') {
      startNew(
        outcome.state === 'stored' ? { state: 'sent', message } : { state: 'failed', message, remedy },
      );
      return outcome;
    }
    await this.#takeBack(draft);
    form.problems = problemsOf(outcome.failure);
    form.progress = { state: 'failed', message, remedy };
    return outcome;
  }

  /** What is to be sent; undefined when the user has been told what stands in the way. */
  #checkedEdit(to: OpenAccount): Ready | undefined {
    const { form, clock } = this.#parts;
    const { draft } = form;
    const checked = checkEdit(draft, to, clock.now());
    form.problems = checked.ok ? [] : checked.problems;
    if (checked.ok) return { draft, note: checked.note, action: checked.action };
    form.fail(checked.message ?? 'Nothing was sent yet. See the marked fields.');
    return undefined;
  }

  /** The same for a new note, whose target is read first. */
  async #checkedNote(to: OpenAccount, signal: AbortSignal): Promise<Ready | undefined> {
    const { form, target, clock, textFormat } = this.#parts;
    const found = await target.beforeSend(to, signal);
    const { draft } = form;
    const checked = checkDraft(draft, {
      target: found,
      capabilities: to.kind.capabilities,
      now: clock.now(),
      format: textFormat(),
    });
    if (!checked.ok) {
      form.problems = withTargetMessage(checked.problems, target.check);
      form.fail('Nothing was sent yet. See the marked fields.');
      return undefined;
    }
    form.problems = [];
    // The name must have been on the screen before the note leaves: never to the wrong customer.
    if (!target.wasShown(to, checked.note.target)) {
      form.fail('Nothing was sent yet: see whom it goes to, then send again.');
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
}

/** What the service said of the target says more than that there is none. */
function withTargetMessage(problems: readonly Problem[], check: TargetCheck): readonly Problem[] {
  if (check.state !== 'failed' && check.state !== 'choose') return problems;
  const message = check.state === 'choose' ? 'Several match. Choose one of them.' : check.message;
  return problems.map((problem) => (problem.field === 'target' ? { ...problem, message } : problem));
}
