import type { OpenAccount } from '../accounts/accountBook.ts';
import { orAborted } from '../base/orAborted.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { typedTargetKey } from '../customers/targetKey.ts';
import type { Draft } from '../model/draft.ts';
import type { Target } from '../model/note.ts';
import { goneLinked } from '../words/folders.ts';
import * as words from '../words/form.ts';
import { confirmTarget, type Confirmation } from './confirmTarget.ts';
import { customerOfPart } from './customerOfPart.ts';
import type { FormState } from './formState.ts';
import { lookUpTargets, type LookUp } from './lookUpTargets.ts';
import { OneQuestion } from './oneQuestion.ts';

/** Whom the draft on the form is about, and how far that is known. */
export type RecipientState =
  /** Nobody is chosen. */
  | { readonly state: 'search' }
  | { readonly state: 'lookingUp'; readonly text: string }
  /** The look-up found several. */
  | { readonly state: 'several'; readonly targets: readonly Target[] }
  | {
      readonly state: 'chosen';
      readonly target: Target;
      /** `asking`: the service is being asked. `none`: it was not, or for another account. */
      readonly confirmation: Confirmation | { readonly state: 'none' | 'asking' };
    };

/** What a recipient needs from outside. */
interface RecipientParts {
  readonly form: FormState;
  readonly log: Log;
  /** It has become known whose part the target is: the draft has changed. */
  readonly placed: () => void;
}

/**
 * Whom the draft is about: nobody until the user chooses. Remembers whom the user has seen, so that a note never goes to
 * another one.
 */
export class Recipient {
  readonly #parts: RecipientParts;
  #confirmation: Confirmation | undefined;
  /** Where {@link #confirmation} was asked for: an account that is changed meanwhile is another one. */
  #confirmedIn: OpenAccount | undefined;
  #lookUp: { readonly in: OpenAccount; readonly text: string; readonly found: readonly Target[] } | undefined;
  readonly #question = new OneQuestion();
  /** Whose part the target is. Nothing waits for the answer: the note can leave without it. */
  readonly #owner = new OneQuestion();
  /** The target that was on the screen last, and its account: a note leaves for no other. */
  #shown: { readonly to: OpenAccount; readonly target: Target } | undefined;

  constructor(parts: RecipientParts) {
    this.#parts = parts;
  }

  get state(): RecipientState {
    const { account } = this.#parts.form;
    const { target } = this;
    if (target) return { state: 'chosen', target, confirmation: this.#confirmationIn(account) };
    const lookUp = this.#lookUp?.in === account ? this.#lookUp : undefined;
    if (!lookUp) return { state: 'search' };
    return lookUp.found.length === 0
      ? { state: 'lookingUp', text: lookUp.text }
      : { state: 'several', targets: lookUp.found };
  }

  /** Who is chosen; undefined: nobody in the account that the note goes to. */
  get target(): Target | undefined {
    const { draft, account } = this.#parts.form;
    return draft.edits || draft.values.account === account.account.id ? draft.target : undefined;
  }

  /** Another draft is in the form, and its customer on the screen: the service is asked whether it has it. */
  opened(): void {
    this.forget();
    this.#confirm();
  }

  /** The draft leaves the form, or something else was typed or chosen. */
  forget(): void {
    this.#question.stop();
    this.#owner.stop();
    this.#lookUp = undefined;
    this.#confirmation = undefined;
    this.#shown = undefined;
  }

  /** Takes a target that the user chose. `customer`: the one that it is a part of. */
  choose(target: Target, customer?: Target): void {
    this.#put(target, customer);
    this.#confirm();
  }

  /** Asks the service again about a customer that it could not be asked about. */
  askAgain(): void {
    const { form } = this.#parts;
    if (!form.logging && this.#confirmationIn(form.account).state === 'unconfirmed') this.#confirm();
  }

  /** Asks the service for what was typed. Resolves when it has answered, or something else was done meanwhile. */
  async lookUp(text: string): Promise<void> {
    const { form } = this.#parts;
    this.forget();
    if (text.trim() === '') return;
    const { account } = form;
    this.#lookUp = { in: account, text, found: [] };
    form.clearProblem('target');
    const asked = this.#ask(account, async (signal) => {
      const result = await lookUpTargets(account, undefined, text, signal);
      if (!signal.aborted) this.#lookedUp(account, text, result);
    });
    form.changed();
    await asked;
  }

  /** One of several that the look-up found; undefined: there is none of that key. */
  found(key: string): Target | undefined {
    return this.#lookUp?.found.find((target) => typedTargetKey(target) === key);
  }

  /** Nobody is chosen any more: the search begins with the name that was on the screen. */
  clear(): void {
    const { form } = this.#parts;
    this.forget();
    const { target, customer, suggestedBy: _, ...rest } = form.draft;
    if (!target) return;
    const { name, id } = customer ?? target;
    form.draft = { ...rest, values: { ...rest.values, target: name ?? id } };
    form.clearProblem('target');
  }

  /** Resolves when nothing is being asked any more. */
  settled(): Promise<void> {
    return this.#question.settled();
  }

  /**
   * Waits until the service has said what it knows of the chosen target. Undefined: nobody is chosen, or it is gone.
   * Failure `cancelled` when the signal aborts.
   */
  async beforeLog(to: OpenAccount, signal: AbortSignal): Promise<Target | undefined> {
    const { state } = this.#confirmationIn(to);
    if (state === 'none' || state === 'gone') this.#confirm();
    await orAborted(this.settled(), signal).catch(() => {
      throw new Failure('cancelled', words.loggingCancelled());
    });
    return this.#confirmationIn(to).state === 'gone' ? undefined : this.target;
  }

  /** Whether this very target was on the screen, so that the note may leave; if not, it is from now on. */
  wasShown(to: OpenAccount, target: Target): boolean {
    const { form } = this.#parts;
    if (form.account === to && this.#shown?.to === to && looksSame(this.#shown.target, target)) return true;
    this.#shown = { to, target };
    return false;
  }

  #confirmationIn(to: OpenAccount): Extract<RecipientState, { state: 'chosen' }>['confirmation'] {
    const { draft } = this.#parts.form;
    // Whom a stored note is about is known without asking.
    if (draft.edits && draft.target) return { state: 'confirmed', target: draft.target };
    if (this.#question.of === to) return { state: 'asking' };
    return (this.#confirmedIn === to ? this.#confirmation : undefined) ?? { state: 'none' };
  }

  #put(target: Target, customer: Target | undefined): void {
    const { form } = this.#parts;
    this.forget();
    const { target: _target, customer: _customer, suggestedBy: _, ...rest } = form.draft;
    const values = { ...rest.values, targetType: target.type, target: target.id };
    form.draft = { ...rest, values, target, ...(customer && { customer }) };
    form.clearProblem('target');
  }

  #confirm(): void {
    const { form } = this.#parts;
    const { account, draft } = form;
    const { target } = this;
    if (!target) return;
    // What is asked for while the note is being logged is not seen before it would leave.
    if (!form.logging) this.#shown = { to: account, target };
    if (draft.edits) return;
    void this.#ask(account, async (signal) => {
      const confirmation = await confirmTarget(account, target, signal);
      if (!signal.aborted) this.#confirmed(account, ofLink(confirmation, draft.suggestedBy));
    });
    form.changed();
  }

  /** Adds the customer that a part was chosen without, so that the card shows the customer with the part as its scope. */
  #placePart(account: OpenAccount, target: Target): void {
    const { form, log, placed } = this.#parts;
    if (form.draft.edits || form.draft.customer) return;
    const find = async (signal: AbortSignal) => {
      const customer = await customerOfPart(account, target, log, signal);
      if (!customer || signal.aborted) return;
      form.draft = { ...form.draft, customer };
      placed();
    };
    void this.#owner.ask(account, find, (error) => {
      if (error !== undefined) log.error('The customer of a part could not be read', error);
      form.changed();
    });
  }

  #ask(of: OpenAccount, question: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { form, log } = this.#parts;
    return this.#question.ask(of, question, (error) => {
      if (error !== undefined) {
        log.error('The customer could not be read', error);
        this.#lookUp = undefined;
        form.addProblem({ field: 'target', message: words.unreadCustomer() });
      }
      form.changed();
    });
  }

  #lookedUp(to: OpenAccount, text: string, result: LookUp): void {
    const { form } = this.#parts;
    this.#lookUp = undefined;
    if (result.found === undefined) {
      form.addProblem({ field: 'target', message: result.message });
      return;
    }
    const [only, ...others] = result.found;
    if (only && others.length === 0) {
      this.#put(only, undefined);
      const { unconfirmed: message } = result;
      this.#confirmed(
        to,
        message === undefined ? { state: 'confirmed', target: only } : { state: 'unconfirmed', message },
      );
    } else this.#lookUp = { in: to, text, found: result.found };
    form.changed();
  }

  #confirmed(to: OpenAccount, confirmation: Confirmation): void {
    const { form } = this.#parts;
    this.#confirmation = confirmation;
    this.#confirmedIn = to;
    form.clearProblem('target');
    if (confirmation.state === 'gone') form.addProblem({ field: 'target', message: confirmation.message });
    if (confirmation.state === 'confirmed') {
      const { target } = confirmation;
      const { draft } = form;
      const { targetType, target: id } = draft.values;
      const isSame = targetType === target.type && id === target.id;
      const values = isSame ? draft.values : { ...draft.values, targetType: target.type, target: target.id };
      form.draft = { ...draft, target, values };
      this.#placePart(to, target);
    }
    const { target } = this;
    if (target && !form.logging) this.#shown = { to, target };
  }
}

/** Where a folder is linked to a customer that is gone, it is said how to end that. */
function ofLink(confirmation: Confirmation, suggestedBy: Draft['suggestedBy']): Confirmation {
  return confirmation.state === 'gone' && suggestedBy === 'folder'
    ? { ...confirmation, message: goneLinked(confirmation.message) }
    : confirmation;
}

/** Whether both look the same on the screen and lead to the same customer. */
function looksSame(one: Target, other: Target): boolean {
  return (
    one.type === other.type && one.id === other.id && one.scope === other.scope && one.name === other.name
  );
}
