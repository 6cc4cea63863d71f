import type { OpenAccount } from '../accounts/accountBook.ts';
import { looksLikeId } from '../customers/exactTarget.ts';
import { searchedTypes } from '../customers/directoryTypes.ts';
import type { Target } from '../model/note.ts';
import type { TargetCheck } from './targetCheck.ts';
import { FormFinder, type FormFinderParts } from './formFinder.ts';
import { TargetReader } from './targetReader.ts';

/** Typing an id takes about this long between two keys; asking at each would flood the service (milliseconds). */
const typingPause = 600;

/** Whom the draft on the form is about, and how far that is known. */
export class ComposedTarget {
  /** Finds by name. */
  readonly finder: FormFinder;
  readonly #form: FormFinderParts['form'];
  readonly #reader: TargetReader;

  constructor(parts: FormFinderParts) {
    const { form, clock, log } = parts;
    this.#form = form;
    this.finder = new FormFinder(parts);
    this.#reader = new TargetReader({
      clock,
      log,
      sending: () => form.sending !== undefined,
      onChange: () => this.#read(),
    });
  }

  get check(): TargetCheck {
    return this.#reader.check(this.#form.account);
  }

  /**
   * Account, type or text has changed: the target is forgotten, and the new one is read when typing pauses. A name that
   * is being searched for is read as an id only when its field is left.
   */
  typed(): void {
    const { target, ...rest } = this.#form.draft;
    this.#form.draft = rest;
    this.#reader.forget();
    if (!this.#isSearchedFor) this.readSoon(typingPause);
  }

  /** One of several that a typed id stands for (just read), or another by its id, which is read again. */
  choose(type: string, id: string): void {
    const { check } = this;
    const offered = check.state === 'choose' ? check.targets : [];
    this.#become(
      type,
      id,
      offered.find((each) => each.type === type && each.id === id),
    );
  }

  /** A row that the finder gave. It is read again, unless it lies where an id alone does not lead; false: no such row. */
  take(key: string): boolean {
    const target = this.finder.targetOf(key);
    if (!target) return false;
    this.finder.end();
    this.#become(target.type, target.id, target.scope === undefined ? undefined : target);
    return true;
  }

  /** Asks the service after `delay` milliseconds. */
  readSoon(delay: number): void {
    const { account, draft } = this.#form;
    // Whom a stored note is about is known without asking.
    if (draft.edits && draft.target) this.#reader.choose(account, draft.target);
    else this.#reader.readSoon(account, this.#asTyped, delay);
  }

  /** Resolves when nothing is being asked any more. */
  settled(): Promise<void> {
    return this.#reader.settled();
  }

  /** Another draft is in the form. */
  forget(): void {
    this.#reader.forget();
  }

  /** Reads the target before a note goes to it; undefined, and rejects, as {@link TargetReader.beforeSend}. */
  beforeSend(to: OpenAccount, signal: AbortSignal): Promise<Target | undefined> {
    return this.#reader.beforeSend(to, this.#asTyped, signal);
  }

  /** Whether this very target was on the screen, so that the note may leave; if not, it is from now on. */
  wasShown(to: OpenAccount, target: Target): boolean {
    if (this.#form.account === to && this.#reader.hasShown(to, target)) return true;
    this.#reader.show(to, target);
    return false;
  }

  get #asTyped() {
    const { targetType, target } = this.#form.draft.values;
    return { type: targetType, typed: target };
  }

  get #isSearchedFor(): boolean {
    const { account } = this.#form;
    const { type, typed } = this.#asTyped;
    if (searchedTypes(account, type).length === 0 || looksLikeId(typed)) return false;
    return account.provider.targetOffline(type, typed) === undefined;
  }

  #become(type: string, id: string, known: Target | undefined): void {
    const { target: before, ...rest } = this.#form.draft;
    this.#form.draft = { ...rest, values: { ...rest.values, targetType: type, target: id } };
    this.#reader.forget();
    if (known) this.#reader.choose(this.#form.account, known);
    else this.readSoon(0);
    this.#form.clearProblem('target');
  }

  #read(): void {
    const { check } = this;
    this.#form.clearProblem('target');
    if (check.state === 'failed')
      this.#form.problems = [...this.#form.problems, { field: 'target', message: check.message }];
    if (check.state === 'checked') this.#form.draft = { ...this.#form.draft, target: check.target };
    this.#form.changed();
  }
}
