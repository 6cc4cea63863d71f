import { isDeepStrictEqual } from 'node:util';
import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { Target } from '../model/note.ts';
import { checkTarget, type TargetCheck } from './targetCheck.ts';

/** What reading a target needs from outside. */
interface TargetReaderParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Whether Send has been pressed: a target that is read from then on has not been on the screen. */
  readonly sending: () => boolean;
  /** Called whenever {@link TargetReader.check} may be another one. */
  readonly onChange: () => void;
}

/** The target as typed. */
interface TypedTarget {
  readonly type: string;
  readonly typed: string;
}

/**
 * Finds out whom a typed target stands for, and remembers whom the user has seen: a note must never go to the wrong
 * customer.
 */
export class TargetReader {
  readonly #parts: TargetReaderParts;
  #check: TargetCheck = { state: 'none' };
  /** Where {@link #check} was read: an account that is changed or removed meanwhile is another one. */
  #checkedIn: OpenAccount | undefined;
  #reading: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  /** The target that was on the screen last, and its account: a note leaves for no other. */
  #shown: { readonly to: OpenAccount; readonly target: Target } | undefined;

  constructor(parts: TargetReaderParts) {
    this.#parts = parts;
  }

  /** What is known for this account. */
  check(to: OpenAccount): TargetCheck {
    return this.#checkedIn === to ? this.#check : { state: 'none' };
  }

  /** Asks the service after `delay` milliseconds; what was being asked before is given up. */
  readSoon(to: OpenAccount, target: TypedTarget, delay: number): void {
    this.#stop();
    if (target.typed.trim() === '') return this.#checked(to, { state: 'none' });
    // What another account said must not stand in for this one's answer.
    if (this.#checkedIn !== to) this.#check = { state: 'none' };
    this.#checkedIn = to;
    const abort = new AbortController();
    const done = this.#read(to, target, delay, abort.signal).catch((error: unknown) => {
      if (abort.signal.aborted) return;
      this.#parts.log.error('The target could not be read', error);
      const message = 'The target could not be read. See the log, and try again.';
      this.#checked(to, { state: 'failed', message });
    });
    this.#reading = { abort, done };
  }

  /** Resolves when nothing is being asked any more. */
  async settled(): Promise<void> {
    await this.#reading?.done;
  }

  /** Takes a target that is known already; nobody is asked. */
  choose(to: OpenAccount, target: Target): void {
    this.#stop();
    this.#checked(to, { state: 'checked', target });
  }

  /** Forgets the target: something else was typed, or another draft is in the form. */
  forget(): void {
    this.#stop();
    this.#check = { state: 'none' };
    this.#shown = undefined;
  }

  /**
   * Reads the target where that is still to be done. Undefined: nobody, several, or not to be found. Failure
   * `cancelled` when the signal aborts.
   */
  async beforeSend(to: OpenAccount, target: TypedTarget, signal: AbortSignal): Promise<Target | undefined> {
    const { state } = this.check(to);
    if (state === 'none' || state === 'failed') this.readSoon(to, target, 0);
    const stop = () => this.#stop();
    signal.addEventListener('abort', stop, { once: true });
    await this.settled();
    signal.removeEventListener('abort', stop);
    if (signal.aborted) throw new Failure('cancelled', 'Sending was cancelled.');
    return targetOf(this.check(to));
  }

  /** Whether exactly this target was on the screen last, for this account as it is now. */
  hasShown(to: OpenAccount, target: Target): boolean {
    return this.#shown?.to === to && isDeepStrictEqual(this.#shown.target, target);
  }

  /** Notes that the target is on the screen now. */
  show(to: OpenAccount, target: Target): void {
    this.#shown = { to, target };
  }

  async #read(
    to: OpenAccount,
    { type, typed }: TypedTarget,
    delay: number,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#parts.clock.wait(delay, signal);
    signal.throwIfAborted();
    this.#check = { state: 'checking' };
    this.#parts.onChange();
    const check = await checkTarget(to, type, typed, signal);
    if (!signal.aborted) this.#checked(to, check);
  }

  #stop(): void {
    this.#reading?.abort.abort();
    this.#reading = undefined;
    if (this.#check.state === 'checking') this.#check = { state: 'none' };
  }

  #checked(to: OpenAccount, check: TargetCheck): void {
    this.#reading = undefined;
    this.#check = check;
    this.#checkedIn = to;
    const target = targetOf(check);
    if (!target) this.#shown = undefined;
    else if (!this.#parts.sending()) this.#shown = { to, target };
    this.#parts.onChange();
  }
}

function targetOf(check: TargetCheck): Target | undefined {
  return check.state === 'checked' || check.state === 'notChecked' ? check.target : undefined;
}
