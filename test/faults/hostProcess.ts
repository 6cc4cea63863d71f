import { fork, type ChildProcess } from 'node:child_process';
import type { FromHost, HostTask, ToHost } from './protocol.ts';

/** One host program, from its start to its end. */
export class HostProcess {
  readonly name: string;
  readonly task: HostTask;
  /** By which other hosts know it; undefined: it was never ready. */
  #hostId: string | undefined;
  readonly #child: ChildProcess;
  /** Resolves when it can be asked to send notes, or has ended. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  #alive = true;

  /** `program`: path of the bundle. `onReport` is called with everything that the host reports. */
  constructor(name: string, program: string, task: HostTask, onReport: (report: FromHost) => void) {
    this.name = name;
    this.task = task;
    this.#child = fork(program, [JSON.stringify(task)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Bytes pass as they are.
      serialization: 'advanced',
    });
    const ready = Promise.withResolvers<undefined>();
    this.ready = ready.promise;
    this.ended = new Promise((resolve) => {
      this.#child.once('exit', () => {
        this.#alive = false;
        ready.resolve(undefined);
        resolve();
      });
    });
    this.#child.on('message', (message: FromHost) => {
      if (message.kind === 'ready') {
        this.#hostId = message.hostId;
        ready.resolve(undefined);
      }
      onReport(message);
    });
    // It comes when a message is sent to a process that has just died.
    this.#child.on('error', () => undefined);
  }

  get alive(): boolean {
    return this.#alive;
  }

  get hostId(): string | undefined {
    return this.#hostId;
  }

  tell(message: ToHost): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    if (this.#alive) this.#child.kill(name);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }
}
