import type { OpenAccount } from '../accounts/accountBook.ts';
import { problemsOf, type Problem } from '../model/checkDraft.ts';
import type { Failure } from '../base/failure.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Draft } from '../model/draft.ts';
import type { TextFormat } from '../model/note.ts';
import type { Markdown } from '../markdown/markdown.ts';
import type { Entry } from '../outbox/entry.ts';
import { checkForSending, type CheckedDraft } from './checkedDraft.ts';
import { changedText } from './editStoredNote.ts';
import * as words from '../words/form.ts';
import { keepingFiles, waitingForFiles } from '../words/formFiles.ts';
import { lookingForSecrets, theText } from '../words/leaks.ts';
import { copyOfProposal } from '../words/proposals.ts';
import type { FormState } from './formState.ts';
import type { LeakCheck, Material } from './leakCheck.ts';
import type { Recipient } from './recipient.ts';
import { asFailure } from './sendNotes.ts';
import { submit, type SubmitParts } from './submit.ts';

/** What logging from the form needs beside the parts of {@link submit}. */
interface FormLoggerParts extends SubmitParts {
  readonly delivery: Delivery;
  readonly form: FormState;
  readonly recipient: Recipient;
  readonly markdown: Pick<Markdown, 'editedText'>;
  /** What typed text is taken for, now. */
  readonly textFormat: () => TextFormat;
  /** As `FormFiles.settled`, for the draft in the form. */
  readonly filesRead: (signal: AbortSignal) => Promise<void> | undefined;
  /** Looks for secrets in what was not typed. */
  readonly leaks: LeakCheck;
  /** As `DraftFiles.replace`. */
  readonly replaceDraft: (draft: Draft) => Promise<void>;
  /** The note is in the outbox: another draft takes its place in the form. */
  readonly onLogged: (entry: Entry) => void;
}

/** Puts the form's draft into the outbox. Sending it is not waited for. */
export class FormLogger {
  readonly #parts: FormLoggerParts;

  constructor(parts: FormLoggerParts) {
    this.#parts = parts;
  }

  /** Undefined: it was not logged, and the form says why. Does nothing while the draft is being logged already. */
  async log(): Promise<Entry | undefined> {
    const { form } = this.#parts;
    if (form.logging) return undefined;
    const why = form.blocked.get(form.draft.id);
    if (why !== undefined) {
      form.notice = { message: why, isError: true };
      form.changed();
      return undefined;
    }
    const { proposal, ...ownDraft } = form.draft;
    if (proposal && proposal.id !== ownDraft.id) {
      await this.#ownCopy(ownDraft);
      return undefined;
    }
    const abort = new AbortController();
    form.logging = { message: checkingMessage(form), abort };
    form.notice = undefined;
    form.changed();
    let entry: Entry | undefined;
    try {
      await this.#waitForFiles(abort);
      const to = form.account;
      const checked = (await this.#isCleared(abort)) && (await this.#check(to, abort.signal));
      if (checked) entry = await this.#submit(checked, to, abort);
    } catch (error) {
      this.#fail(error);
    } finally {
      form.logging = undefined;
      if (entry) this.#parts.onLogged(entry);
      form.changed();
    }
    return entry;
  }

  /** Makes a note of its own of a copy of a proposal, and says so; nothing is logged before the user has seen that. */
  async #ownCopy(draft: Draft): Promise<void> {
    const { form } = this.#parts;
    form.logging = { message: checkingMessage(form), abort: undefined };
    try {
      await this.#parts.replaceDraft(draft);
      form.notice = { message: copyOfProposal(), isError: true };
    } catch (error) {
      this.#fail(error);
    } finally {
      form.logging = undefined;
      form.changed();
    }
  }

  /** Tells the user and the log why the note stays. */
  #fail(error: unknown): void {
    const failure = asFailure(error);
    this.#parts.log.error(`Log: ${failure.reason}, ${failure.detail ?? 'no detail'}`, failure.cause);
    this.#keep(failure);
  }

  /** Undefined when something stands in the way; the form says what. */
  async #check(to: OpenAccount, signal: AbortSignal): Promise<CheckedDraft | undefined> {
    const { form, recipient } = this.#parts;
    const isNew = form.draft.edits === undefined;
    const target = isNew ? await recipient.beforeLog(to, signal) : undefined;
    const text = await changedText(form.draft, this.#parts.markdown);
    const check = checkForSending(this.#parts, form.draft, target, to, text);
    if (!check.ok) {
      form.problems = isNew ? withRecipient(check.problems, form.problems, recipient) : check.problems;
      if (check.message !== undefined) form.notice = { message: check.message, isError: false };
      return undefined;
    }
    form.problems = [];
    // The name must have been on the screen before the note leaves: never to the wrong customer.
    if (isNew && !recipient.wasShown(to, check.checked.note.target)) {
      form.notice = { message: words.calledOtherwise(), isError: true };
      return undefined;
    }
    return check.checked;
  }

  /** What was pasted or dropped just before goes with the note. */
  async #waitForFiles(abort: AbortController): Promise<void> {
    const { form, filesRead } = this.#parts;
    const read = filesRead(abort.signal);
    if (!read) return;
    form.logging = { message: waitingForFiles(), abort, isReadingFiles: true };
    form.changed();
    await read;
    this.#tell(checkingMessage(form), abort);
  }

  /** Looks for secrets in files and in pasted text. False: there are some, and the note is not to go. */
  async #isCleared(abort: AbortController): Promise<boolean> {
    const { leaks, replaceDraft, form } = this.#parts;
    const { draft } = form;
    const pasted = draft.hasPasted === true ? [{ name: theText(), text: draft.values.text }] : [];
    const materials = [...pasted, ...draft.attachments.map((file) => ({ file }))];
    if (materials.length === 0) return true;
    this.#tell(lookingForSecrets(), abort);
    const cleared = await leaks.check(materials, { noteId: draft.id, signal: abort.signal });
    if (!cleared) {
      form.notice = { message: words.cancelled(), isError: false };
      return false;
    }
    if (cleared.some((each, at) => each !== materials[at])) await replaceDraft(withMaterials(draft, cleared));
    this.#tell(checkingMessage(form), abort);
    return true;
  }

  async #submit(
    { draft, note, action }: CheckedDraft,
    to: OpenAccount,
    abort: AbortController,
  ): Promise<Entry> {
    const { delivery } = this.#parts;
    const hasFiles = draft.attachments.length > 0;
    this.#tell(hasFiles ? copyingMessage(0) : words.savingNote(), hasFiles ? abort : undefined);
    const report = (kept: number, of: number) => this.#tell(copyingMessage(kept / Math.max(of, 1)), abort);
    const keeping = { signal: abort.signal, report };
    const entry = await submit(this.#parts, draft, note, to, { action, keeping });
    // The user is there, and so may the network be again.
    delivery.wake('focus', to.account.id);
    return entry;
  }

  #tell(message: string, abort: AbortController | undefined): void {
    const { form } = this.#parts;
    const isNews = form.logging?.message !== message;
    form.logging = { message, abort };
    if (isNews) form.changed();
  }

  /** Nothing was logged, and the draft is still in the form. */
  #keep(failure: Failure): void {
    const { form } = this.#parts;
    const problems = problemsOf(failure);
    form.problems = problems;
    if (problems.length > 0) return;
    form.notice =
      failure.reason === 'cancelled'
        ? { message: words.cancelled(), isError: false }
        : { message: words.notLogged(failure.message), isError: true };
  }
}

/** The draft with what may go of its text and files. */
function withMaterials(draft: Draft, materials: readonly (Material | undefined)[]): Draft {
  const attachments = materials.flatMap((each) => (each && 'file' in each ? [each.file] : []));
  const pasted = materials.find((each) => each && 'text' in each);
  const values = pasted && 'text' in pasted ? { ...draft.values, text: pasted.text } : draft.values;
  return { ...draft, values, attachments };
}

function checkingMessage({ draft, account }: FormState): string {
  const { target } = draft;
  return target ? words.checking(target.name ?? target.id, account.account.label) : words.checkingNote();
}

/** `share`: from 0 to 1. */
function copyingMessage(share: number): string {
  return keepingFiles(Math.min(100, Math.floor(share * 100)));
}

/** What the service said of the customer says more than that there is none. */
function withRecipient(
  problems: readonly Problem[],
  before: readonly Problem[],
  recipient: Recipient,
): readonly Problem[] {
  const said = before.find(({ field }) => field === 'target');
  const isGone = recipient.state.state === 'chosen';
  return problems.map((problem) => {
    if (problem.field !== 'target') return problem;
    if (recipient.state.state === 'several') return { ...problem, message: words.severalMatch() };
    return isGone && said ? said : problem;
  });
}
