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
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => (output += piece));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
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

const running = new Set<number>();

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
  if (pid !== undefined) running.add(pid);
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
      running.delete(pid);
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

// The last resort when this process is ended before it could call stop().
process.once('exit', () => {
  for (const pid of running) signal(pid, 'SIGKILL');
});

/**
 * Runs `work` with a signal that Ctrl+C, SIGTERM or SIGHUP abort. The process then ends by its own `finally` blocks,
 * instead of at once.
 */
export async function interruptible(work: (interrupted: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, stop);
  try {
    await work(controller.signal);
  } finally {
    for (const name of names) process.off(name, stop);
  }
}
