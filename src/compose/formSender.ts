import type { OpenAccount } from '../accounts/accountBook.ts';
import { problemsOf, type Problem } from '../model/checkDraft.ts';
import type { Failure } from '../base/failure.ts';
import type { TextFormat } from '../model/note.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { checkForSending, type CheckedDraft } from './checkedDraft.ts';
import { changedText } from './editStoredNote.ts';
import type { Markdown } from '../markdown/markdown.ts';
import type { ComposedTarget } from './composedTarget.ts';
import { explainOutcome } from './explainOutcome.ts';
import type { Progress, FormState } from './formState.ts';
import { asFailure, sendNotes, type DeliveredNote, type SendOptions, type SendParts } from './sendNotes.ts';
import type { TargetCheck } from './targetCheck.ts';

/** What sending from the form needs beside the parts of {@link sendNotes}. */
interface FormSenderParts extends SendParts {
  readonly form: FormState;
  readonly target: ComposedTarget;
  readonly markdown: Pick<Markdown, 'editedText'>;
  /** What typed text is taken for, now. */
  readonly textFormat: () => TextFormat;
  /** The draft has left: another one takes its place. */
  readonly startNew: (progress: Progress) => void;
}

/** Sends the form's draft, and keeps the form's problems and progress up to date meanwhile. */
export class FormSender {
  readonly #parts: FormSenderParts;

  constructor(parts: FormSenderParts) {
    this.#parts = parts;
  }

  /** Undefined: nothing was sent, and the form says why. */
  async send(): Promise<Outcome | undefined> {
    const { form, target, log } = this.#parts;
    if (form.sending) return undefined;
    const abort = (form.sending = new AbortController());
    const to = form.account;
    const { id } = form.draft;
    form.progress = { state: 'sending', message: `Sending to ${to.account.label}…` };
    form.changed();
    try {
      const checked = await this.#check(to, abort.signal);
      return checked && (await this.#send(checked, to, abort.signal));
    } catch (error) {
      const failure = asFailure(error);
      log.error(`Send: ${failure.reason}, ${failure.detail ?? 'no detail'}`, failure.cause);
      this.#keep(failure);
      return undefined;
    } finally {
      form.sending = undefined;
      form.changed();
      // Another draft is in the form now, whose target nobody has read yet.
      if (form.draft.id !== id) target.readSoon(0);
    }
  }

  /** Undefined when something stands in the way; the form says what. */
  async #check(to: OpenAccount, signal: AbortSignal): Promise<CheckedDraft | undefined> {
    const { form, target } = this.#parts;
    const isNew = form.draft.edits === undefined;
    const recipient = isNew ? await target.beforeSend(to, signal) : undefined;
    const text = await changedText(form.draft, this.#parts.markdown);
    const check = checkForSending(this.#parts, form.draft, recipient, to, text);
    if (!check.ok) {
      form.problems = isNew ? withTargetMessage(check.problems, target.check) : check.problems;
      form.fail(check.message ?? 'Nothing was sent yet. See the marked fields.');
      return undefined;
    }
    form.problems = [];
    // The name must have been on the screen before the note leaves: never to the wrong customer.
    if (isNew && !target.wasShown(to, check.checked.note.target)) {
      form.fail('Nothing was sent yet: see whom it goes to, then send again.');
      return undefined;
    }
    return check.checked;
  }

  async #send(checked: CheckedDraft, to: OpenAccount, signal: AbortSignal): Promise<Outcome | undefined> {
    const options: SendOptions = {
      whileSending: (_, wait) => wait(signal),
      // The draft never left the form. On disk it did: what comes back is to be written.
      form: { holds: () => false, open: () => undefined },
      takeBack: 'refused',
    };
    const { unsent, delivered } = await sendNotes(this.#parts, [checked], to, options);
    for (const { failure } of unsent) this.#keep(failure);
    for (const note of delivered) this.#show(note);
    return delivered[0]?.outcome;
  }

  #show({ entry, outcome, takenBack }: DeliveredNote): void {
    const { form, startNew } = this.#parts;
    const { message, remedy } = explainOutcome(outcome, entry);
    if (outcome.state === 'stored') startNew({ state: 'sent', message });
    else if (takenBack === undefined) startNew({ state: 'failed', message, remedy });
    else {
      form.problems = outcome.state === 'refused' ? problemsOf(outcome.failure) : [];
      form.progress = { state: 'failed', message, remedy };
    }
  }

  /** Nothing was sent, and the draft is still in the form. */
  #keep(failure: Failure): void {
    const { form } = this.#parts;
    form.problems = problemsOf(failure);
    form.fail(
      failure.field
        ? 'Nothing was sent. See the field above.'
        : `${failure.message} Nothing was sent and your text is still here.`,
    );
  }
}

/** What the service said of the target says more than that there is none. */
function withTargetMessage(problems: readonly Problem[], check: TargetCheck): readonly Problem[] {
  if (check.state !== 'failed' && check.state !== 'choose') return problems;
  const message = check.state === 'choose' ? 'Several match. Choose one of them.' : check.message;
  return problems.map((problem) => (problem.field === 'target' ? { ...problem, message } : problem));
}
