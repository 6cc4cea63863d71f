import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { isSameEmail } from '../model/email.ts';
import type { Task } from '../model/task.ts';
import type { Tasks } from '../providers/tasks.ts';
import { followUpsUnread } from '../words/followUps.ts';

/** What is known of one account's open follow-ups. */
export interface FollowUpReading {
  readonly open: OpenAccount;
  /** The user's own, or everybody's where the account does not say who that is; the earliest due first. */
  readonly shown: readonly Task[];
  readonly areOwn: boolean;
  readonly isWhole: boolean;
  /** Everybody's; undefined: there are too many to read, or they could not be read. */
  readonly all: readonly Task[] | undefined;
  readonly failure: Failure | undefined;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/** How to read. */
interface ReadFollowUpsOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Names that are read at once: about a screenful. The next reading adds as many again, and asks for none twice. */
const mostNames = 40;

/**
 * Reads an account's open follow-ups: one request for most accounts. Undefined: its service has none. What was read
 * before stays where it cannot be read again.
 */
export async function readFollowUps(
  open: OpenAccount,
  before: FollowUpReading | undefined,
  { now, log, signal }: ReadFollowUpsOptions,
): Promise<FollowUpReading | undefined> {
  const { tasks } = open.provider;
  if (!tasks) return undefined;
  try {
    const read = await readBoth(tasks, signal);
    const named = await tasks.addNames(read.shown.slice(0, mostNames), signal);
    const shown = [...named, ...read.shown.slice(mostNames)];
    return { ...read, open, shown, failure: undefined, readAt: now };
  } catch (error) {
    const failure = Failure.is(error)
      ? error
      : new Failure('unreadable', followUpsUnread(open.account.label), {
          cause: error,
        });
    log.warn(`Follow-ups of account ${open.account.id}: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
    const nothing = { shown: [], areOwn: false, isWhole: true, all: undefined };
    return { ...nothing, ...before, open, failure, readAt: now };
  }
}

/** Everybody's, and out of them the user's own. Where there are too many, the service picks out the user's. */
async function readBoth(
  tasks: Tasks,
  signal: AbortSignal,
): Promise<Pick<FollowUpReading, 'shown' | 'areOwn' | 'isWhole' | 'all'>> {
  const self = tasks.self();
  const everybody = await tasks.list({}, signal);
  const all = everybody.isWhole ? everybody.tasks : undefined;
  if (self === undefined) return { shown: everybody.tasks, areOwn: false, isWhole: everybody.isWhole, all };
  if (all === undefined) {
    const own = await tasks.list({ assignee: self }, signal);
    return { shown: own.tasks, areOwn: true, isWhole: own.isWhole, all };
  }
  return {
    shown: all.filter(({ assignee }) => isSameEmail(assignee, self)),
    areOwn: true,
    isWhole: true,
    all,
  };
}
