import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunChoices {
  readonly cwd?: string;
  /** On top of this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Keeps the output back and puts it into the error when the command fails. */
  readonly quiet?: boolean;
}

/** Runs a command to its end. Throws when it cannot be started or ends with anything but 0. */
export async function run(
  command: string,
  args: readonly string[],
  choices: RunChoices = {},
): Promise<string> {
  const quiet = choices.quiet ?? false;
  const child = spawn(command, args, {
    cwd: choices.cwd,
    env: { ...process.env, ...choices.env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    shell: process.platform === 'win32',
  });
  children.add(child);
  endChildrenWithThis();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => (output += piece));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => children.delete(child));
  if (code !== 0) {
    const said = output === '' ? '' : `\n${output.trim()}`;
    throw new Error(`${command} ${args.join(' ')} ended with ${code ?? 'a signal'}.${said}`);
  }
  return output;
}

/** A process with all that it starts: they live in one process group and end together. */
export interface Tree {
  readonly child: ChildProcess;
  /** Asks the group to end and, two seconds later, ends it. Resolves when its first process is gone. */
  stop(): Promise<void>;
}

/** Processes of `run`, and the groups of `startTree` by the process id of their first. */
const children = new Set<ChildProcess>();
const groups = new Set<number>();

/** Starts a process in a group of its own, which does not outlive this process. Its output is piped. */
export function startTree(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Tree {
  const child = spawn(command, args, {
    env: environment,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  endChildrenWithThis();
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
 * From now on nothing that this process started outlives it: neither when it is asked to end, nor when its parent is
 * gone without a word (npm and sh do not pass every signal on).
 */
function endChildrenWithThis(): void {
  if (watching) return;
  watching = true;
  const killAll = (): void => {
    for (const pid of groups) signal(pid, 'SIGKILL');
    for (const child of children) child.kill('SIGTERM');
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
  endChildrenWithThis();
  interrupt = () => controller.abort();
  try {
    await work(controller.signal);
  } finally {
    interrupt = undefined;
  }
}
