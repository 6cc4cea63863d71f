import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../notes/clock.ts';
import type { Log } from '../notes/log.ts';
import type { Target } from '../notes/note.ts';
import type { Sheet } from './sheet.ts';
import type { TargetCheck } from './targetCheck.ts';
import { TargetReader } from './targetReader.ts';

/** What the target of a draft needs from outside. */
export interface ComposedTargetParts {
  readonly sheet: Sheet;
  readonly clock: Clock;
  readonly log: Log;
}

/** Typing an id takes about this long between two keys; asking on each would flood the service (milliseconds). */
const checkDelay = 600;

/** Whom the draft on the sheet is about, and how far that is known. */
export class ComposedTarget {
  readonly #sheet: Sheet;
  readonly #reader: TargetReader;

  constructor({ sheet, clock, log }: ComposedTargetParts) {
    this.#sheet = sheet;
    this.#reader = new TargetReader({
      clock,
      log,
      sending: () => sheet.sending !== undefined,
      onChange: () => this.#read(),
    });
  }

  get check(): TargetCheck {
    return this.#reader.check(this.#sheet.account);
  }

  /** Another account, type or text: whoever was found is forgotten, and the new one is read when typing pauses. */
  typed(): void {
    const { target, ...rest } = this.#sheet.draft;
    this.#sheet.draft = rest;
    this.#reader.forget();
    this.readSoon(checkDelay);
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

  /** Asks the service after `delay` milliseconds. */
  readSoon(delay: number): void {
    const { account, draft } = this.#sheet;
    // Whom a stored note is about is known, whoever can be asked.
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

  /** See {@link TargetReader.beforeSend}. */
  beforeSend(to: OpenAccount, signal: AbortSignal): Promise<Target | undefined> {
    return this.#reader.beforeSend(to, this.#asTyped, signal);
  }

  /** Whether this very target was on the screen, so that the note may leave; if not, it is from now on. */
  wasShown(to: OpenAccount, target: Target): boolean {
    if (this.#sheet.account === to && this.#reader.hasShown(to, target)) return true;
    this.#reader.show(to, target);
    return false;
  }

  get #asTyped() {
    const { targetType, target } = this.#sheet.draft.values;
    return { type: targetType, typed: target };
  }

  #become(type: string, id: string, known: Target | undefined): void {
    const { target: before, ...rest } = this.#sheet.draft;
    this.#sheet.draft = { ...rest, values: { ...rest.values, targetType: type, target: id } };
    this.#reader.forget();
    if (known) this.#reader.choose(this.#sheet.account, known);
    else this.readSoon(0);
    this.#sheet.mended('target');
  }

  #read(): void {
    const { check } = this;
    this.#sheet.mended('target');
    if (check.state === 'failed')
      this.#sheet.problems = [...this.#sheet.problems, { field: 'target', message: check.message }];
    if (check.state === 'checked') this.#sheet.draft = { ...this.#sheet.draft, target: check.target };
    this.#sheet.changed();
  }
}
