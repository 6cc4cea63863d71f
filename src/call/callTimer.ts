import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { codeOf, storageFailure } from '../storage/storageFailure.ts';
import { UnreadableFiles } from '../storage/unreadableFiles.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Target } from '../model/note.ts';
import { isRunning, timedCallSchema, timedCallVersion, type TimedCall } from './timedCall.ts';
import { anotherIsTimed } from '../words/callTimer.ts';

/** What a call timer needs from outside. */
interface CallTimerParts {
  readonly files: Files;
  /** Absolute path of the file, which only the user can read. */
  readonly path: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

/**
 * Times one call. All windows have the same one, because a person has one call at a time. It is stored in a file; every
 * change reads the file first, because another window may have written it. Changes reject with Failure `storage`.
 */
export class CallTimer {
  readonly #parts: CallTimerParts;
  readonly #listeners = new Set<() => void>();
  readonly #unreadable: UnreadableFiles;
  #call: TimedCall | undefined;
  /** Ends when the last change that was begun has ended: changes run one after another. */
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(parts: CallTimerParts) {
    this.#parts = parts;
    this.#unreadable = new UnreadableFiles(parts.log, 'call timer');
  }

  /** The call as of the last {@link reload} or change; undefined if no call is being timed. */
  get call(): TimedCall | undefined {
    return this.#call;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Reads what another window or an earlier start has written. */
  async reload(): Promise<void> {
    await this.#inTurn(() => this.#read());
  }

  /** `target`: undefined while it is not known whom the call is with. Failure `invalid` while another call is timed. */
  async start(accountId: string, target: Target | undefined): Promise<void> {
    const { clock, newId } = this.#parts;
    await this.#change((call) => {
      if (call) throw new Failure('invalid', anotherIsTimed());
      const runs = [{ from: clock.now() }];
      return { version: timedCallVersion, id: newId(), accountId, ...(target && { target }), runs };
    });
  }

  /** Says whom the call is with. Nothing happens if no call is being timed any more. */
  async setTarget(accountId: string, target: Target): Promise<void> {
    await this.#change((call) => call && { ...call, accountId, target });
  }

  /** Does nothing to a call that is paused already. */
  async pause(): Promise<void> {
    await this.#change((call) => call && pausedAt(this.#parts.clock.now(), call));
  }

  /** Does nothing to a call that is running already. */
  async resume(): Promise<void> {
    const from = this.#parts.clock.now();
    await this.#change((call) =>
      call && !isRunning(call) ? { ...call, runs: [...call.runs, { from }] } : call,
    );
  }

  /** Records that the user is warned of a forgotten timer. False if they were warned before, or if there is no call. */
  async warn(): Promise<boolean> {
    let isFirst = false;
    await this.#change((call) => {
      isFirst = call !== undefined && call.warned !== true;
      return call && { ...call, warned: true };
    });
    return isFirst;
  }

  /**
   * Ends the call. `save` stores what was timed; if it rejects, the timer goes on. Undefined if no call is being timed
   * any more.
   */
  async stop(save: (call: TimedCall) => Promise<void>): Promise<TimedCall | undefined> {
    return await this.#inTurn(async () => {
      await this.#read();
      const call = this.#call && pausedAt(this.#parts.clock.now(), this.#call);
      if (!call) return undefined;
      await save(call);
      await this.#write(undefined);
      return call;
    });
  }

  /** Ends the call without a note of it. A file that cannot be read is removed, too. */
  async discard(): Promise<void> {
    await this.#inTurn(() => this.#write(undefined));
  }

  async #change(change: (call: TimedCall | undefined) => TimedCall | undefined): Promise<void> {
    await this.#inTurn(async () => {
      await this.#read();
      const changed = change(this.#call);
      if (changed !== this.#call) await this.#write(changed);
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lastChange.then(work);
    this.#lastChange = done.catch(() => undefined);
    return done;
  }

  async #read(): Promise<void> {
    const { files, path } = this.#parts;
    let call: TimedCall | undefined;
    try {
      call = timedCallSchema.parse(JSON.parse(new TextDecoder().decode(await files.read(path))));
      this.#unreadable.forget('');
    } catch (error) {
      // A timer is less than a note: a log line is enough, and the next call gets a new timer.
      if (codeOf(error) !== 'ENOENT') this.#unreadable.leaveOut('', error);
    }
    this.#set(call);
  }

  async #write(call: TimedCall | undefined): Promise<void> {
    const { files, path, newId } = this.#parts;
    try {
      if (call) await writeDurably(files, path, new TextEncoder().encode(JSON.stringify(call)), newId);
      else await removeIfThere(files, path);
    } catch (error) {
      throw storageFailure(error);
    }
    this.#set(call);
  }

  #set(call: TimedCall | undefined): void {
    const same = JSON.stringify(call) === JSON.stringify(this.#call);
    this.#call = call;
    if (!same) for (const listener of this.#listeners) listener();
  }
}

/** The call with its last run ended at `to`, in milliseconds since the epoch; unchanged if it is paused. */
function pausedAt(to: number, call: TimedCall): TimedCall {
  const last = call.runs.at(-1);
  if (last?.to !== undefined || !last) return call;
  return { ...call, runs: [...call.runs.slice(0, -1), { from: last.from, to }] };
}
