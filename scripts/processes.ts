import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';

/**
 * Runs a command to its end, without a shell: an argument arrives as it is, blanks and all, on Windows too. What asks
 * a question finds its input closed. Rejects with the command's output when it cannot be started or ends with anything
 * but 0.
 */
export const run = execa({ stdin: 'ignore' });

/** A process with all that it starts: they live in one process group and end together. */
export interface Tree {
  readonly child: ChildProcess;
  /** Asks the group to end and, two seconds later, ends it. Resolves when its first process is gone. */
  stop(): Promise<void>;
}

/** The groups of `startTree`, by the process id of their first process. */
const groups = new Set<number>();

/** Starts a process in a group of its own, which does not outlive this process. Its output is piped. */
export function startTree(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Tree {
  // Its end is no error here, its output is not kept, and ending it takes its whole group.
  const { nodeChildProcess: child } = execa(command, args, {
    env: environment,
    extendEnv: false,
    detached: process.platform !== 'win32',
    stdin: 'ignore',
    buffer: false,
    reject: false,
    cleanup: false,
  });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  endWithParent();
  const gone = once(child, 'exit').catch(() => undefined);
  return {
    child,
    async stop() {
      if (pid === undefined) return;
      signal(pid, 'SIGTERM');
      await Promise.race([gone, delay(2_000, undefined, { ref: false })]);
      // Also when the first process has gone: what it started may still be there.
      signal(pid, 'SIGKILL');
      await gone;
      groups.delete(pid);
    },
  };
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name);
  } catch {
    // Already gone.
  }
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let interrupt: (() => void) | undefined;
let watching = false;

/**
 * From now on this process ends when its parent is gone without a word (npm and sh do not pass every signal on), and
 * nothing that it started outlives it. execa ends what `run` started.
 */
export function endWithParent(): void {
  if (watching) return;
  watching = true;
  const killAll = (): void => {
    for (const pid of groups) signal(pid, 'SIGKILL');
  };
  const end = (name: NodeJS.Signals): void => {
    if (interrupt !== undefined) {
      interrupt();
      return;
    }
    killAll();
    for (const each of endings) process.off(each, end);
    process.kill(process.pid, name);
  };
  for (const name of endings) process.on(name, end);
  process.once('exit', killAll);
  const parent = process.ppid;
  const poll = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(poll);
    end('SIGTERM');
  }, 500).unref();
}

/**
 * Runs `work` with a signal that is aborted instead of ending the process by Ctrl+C, SIGTERM, SIGHUP or the end of its
 * parent: it then ends by its own `finally` blocks.
 */
export async function interruptible(work: (interrupted: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  endWithParent();
  interrupt = () => controller.abort();
  try {
    await work(controller.signal);
  } finally {
    interrupt = undefined;
  }
}
