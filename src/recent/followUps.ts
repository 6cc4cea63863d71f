import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { dueState } from '../model/followUp.ts';
import type { Target } from '../model/note.ts';
import type { Task } from '../model/task.ts';
import { readFollowUps, type FollowUpReading } from './readFollowUps.ts';

/** What follow-ups need from outside. */
interface FollowUpsParts {
  readonly accounts: () => readonly OpenAccount[];
  readonly clock: Clock;
  readonly log: Log;
}

/** One account's open follow-ups that are shown together, or why they could not be read. */
export interface AccountFollowUps {
  readonly open: OpenAccount;
  /** The user's own or, where the account's settings do not say who that is, everybody's; the earliest due first. */
  readonly tasks: readonly Task[];
  readonly areOwn: boolean;
  /** False: the service has more than were read. */
  readonly isWhole: boolean;
  readonly failure: Failure | undefined;
}

/** What to mark as done. */
interface Completion {
  readonly open: OpenAccount;
  readonly taskId: string;
  /** Milliseconds. */
  readonly delay: number;
}

/** Milliseconds. */
const longestRequest = 60_000;

/**
 * The open follow-ups of all customers, as each service last listed them. A service is asked for all of them at once,
 * never customer by customer, and seldom: it counts the requests.
 */
export class FollowUps {
  readonly #parts: FollowUpsParts;
  readonly #listeners = new Set<() => void>();
  /** Those that are done: a service may go on listing them for a while. */
  readonly #done = new Set<string>();
  /** Those that are about to be marked as done, unless that is undone. */
  readonly #completing = new Map<string, AbortController>();
  #readings: readonly FollowUpReading[] = [];
  #running: Promise<void> | undefined;

  constructor(parts: FollowUpsParts) {
    this.#parts = parts;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Of the accounts whose service has follow-ups, as of the last {@link refresh}, with what was changed since. */
  accounts(): readonly AccountFollowUps[] {
    return this.#readings.map(({ open, shown, areOwn, isWhole, failure }) => ({
      open,
      tasks: this.#openOf(open, shown),
      areOwn,
      isWhole,
      failure,
    }));
  }

  /** Those of one customer; undefined: only the service knows. */
  of(accountId: string, { type, id }: Target): readonly Task[] | undefined {
    const reading = this.#readings.find(({ open }) => open.account.id === accountId);
    if (reading?.all === undefined) return undefined;
    return this.#openOf(reading.open, reading.all).filter(
      ({ target }) => target.type === type && target.id === id,
    );
  }

  /** The user's own that are due by `today` (`YYYY-MM-DD`), the earliest first. */
  due(today: string): readonly Task[] {
    return this.accounts()
      .filter(({ areOwn }) => areOwn)
      .flatMap(({ tasks }) => tasks)
      .filter(({ dueOn }) => ['overdue', 'today'].includes(dueState(dueOn, today) ?? ''));
  }

  /** The earliest day, `YYYY-MM-DD`, on which one of the user's own is due. */
  nextDue(): string | undefined {
    const days = this.accounts().flatMap(({ areOwn, tasks }) =>
      areOwn ? tasks.flatMap(({ dueOn }) => dueOn ?? []) : [],
    );
    return days.toSorted()[0];
  }

  /** Shows a follow-up before the service lists it. */
  add(accountId: string, task: Task): void {
    this.#readings = this.#readings.map((each) =>
      each.open.account.id === accountId ? withTask(each, task) : each,
    );
    this.#tell();
  }

  /** Whether {@link complete} runs for it. */
  isCompleting(accountId: string, taskId: string): boolean {
    return this.#completing.has(keyOf(accountId, taskId));
  }

  /**
   * Marks a follow-up as done at its service after `delay` milliseconds, within which {@link undoCompletion} stops that.
   * A follow-up that is done is hidden, before the service leaves it out. Rejects as the service does; then it is open.
   */
  async complete({ open, taskId, delay }: Completion): Promise<'done' | 'undone'> {
    const key = keyOf(open.account.id, taskId);
    if (this.#completing.has(key) || !open.provider.tasks) return 'undone';
    const undo = new AbortController();
    this.#completing.set(key, undo);
    this.#tell();
    try {
      if (delay > 0 && (await isAborted(this.#parts.clock.wait(delay, undo.signal), undo.signal)))
        return 'undone';
      await open.provider.tasks.complete(taskId, AbortSignal.timeout(longestRequest));
      this.#done.add(key);
      return 'done';
    } finally {
      this.#completing.delete(key);
      this.#tell();
    }
  }

  /** Does nothing once the service has been asked. */
  undoCompletion(accountId: string, taskId: string): void {
    this.#completing.get(keyOf(accountId, taskId))?.abort();
  }

  /**
   * Reads the accounts that were read `longestAge` milliseconds ago or earlier. Calls that come while one runs share it.
   * Never rejects.
   */
  refresh(signal: AbortSignal, longestAge: number): Promise<void> {
    this.#running ??= this.#read(signal, longestAge).finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #read(signal: AbortSignal, longestAge: number): Promise<void> {
    const { accounts, clock, log } = this.#parts;
    const before = new Map(this.#readings.map((each) => [each.open.account.id, each]));
    const now = clock.now();
    const readings = await Promise.all(
      accounts().map(async (open) => {
        const last = before.get(open.account.id);
        const isYoung = last?.open === open && now - last.readAt < longestAge;
        return isYoung ? last : await readFollowUps(open, last, { now, log, signal });
      }),
    );
    this.#readings = readings.filter((each) => each !== undefined);
    this.#tell();
  }

  #openOf({ account }: OpenAccount, tasks: readonly Task[]): readonly Task[] {
    return tasks.filter(({ id }) => !this.#done.has(keyOf(account.id, id)));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function withTask(reading: FollowUpReading, task: Task): FollowUpReading {
  const self = reading.open.provider.tasks?.self();
  const isShown = !reading.areOwn || task.assignee === self;
  return {
    ...reading,
    shown: isShown ? sorted([...reading.shown, task]) : reading.shown,
    all: reading.all && sorted([...reading.all, task]),
  };
}

/** The earliest due first; those without a date last. */
function sorted(tasks: readonly Task[]): readonly Task[] {
  const day = ({ dueOn }: Task) => dueOn ?? '~';
  return tasks.toSorted((one, other) => (day(one) < day(other) ? -1 : day(one) > day(other) ? 1 : 0));
}

/** Whether a wait was ended by its signal. */
async function isAborted(wait: Promise<void>, signal: AbortSignal): Promise<boolean> {
  await wait.catch(() => undefined);
  return signal.aborted;
}

function keyOf(accountId: string, taskId: string): string {
  return JSON.stringify([accountId, taskId]);
}
