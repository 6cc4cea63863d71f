import { Worker } from 'node:worker_threads';
import type { Conversion, Edit } from './conversions.ts';
import type { Messages } from '../words/translate.ts';
import type { EditableText } from './markdown.ts';

/** What a thread is asked, one at a time. */
export interface ThreadRequest {
  readonly conversion: Conversion;
  readonly text: string;
  /** For conversions of a stored note's text. */
  readonly edit?: Edit;
}

/** The first message to a thread whose words are not English; it is not answered. */
export interface ThreadStart {
  readonly messages: Messages;
  /** BCP 47 tag. */
  readonly language: string;
}

/** What it answers. `kind`: the name of the error, such as `RangeError`. */
export type ThreadAnswer =
  | { readonly ok: true; readonly result: string | EditableText | undefined }
  | { readonly ok: false; readonly kind: string };

/** A thread of its own, as {@link startThread} starts it. */
export interface Thread {
  /** Rejects when the thread has ended, or ends first; what it rejects with quotes no text. */
  ask(request: ThreadRequest): Promise<ThreadAnswer>;
  /** Ends it at once, whatever it is doing. */
  stop(): void;
}

/** Megabytes. The longest text that is converted takes a tenth of them. */
const mostMemory = 256;

/**
 * Starts a thread with the bundle at `path` (absolute), which runs src/markdown/worker.ts. `start`: the language of what
 * it says, unless that is English.
 */
export function startThread(path: string, start?: ThreadStart): Thread {
  const worker = new Worker(path, {
    resourceLimits: { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: 32 },
    // The host's own switches and variables are not for it.
    execArgv: [],
    env: {},
  });
  // A thread without work keeps no process alive.
  worker.unref();
  if (start) worker.postMessage(start);
  let current: { resolve(answer: ThreadAnswer): void; reject(error: Error): void } | undefined;
  let hasEnded = false;
  const settle = (): typeof current => {
    const asked = current;
    current = undefined;
    return asked;
  };
  worker.on('message', (answer: ThreadAnswer) => settle()?.resolve(answer));
  worker.on('error', (error) => settle()?.reject(new Error(codeOf(error))));
  worker.on('exit', () => {
    hasEnded = true;
    settle()?.reject(new Error('ended'));
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (hasEnded) {
          // It would never answer.
          reject(new Error('ended'));
          return;
        }
        current = { resolve, reject };
        worker.postMessage(request);
      }),
    stop: () => void worker.terminate(),
  };
}

/** `ERR_WORKER_OUT_OF_MEMORY`, `MODULE_NOT_FOUND`; the message may hold a path or a text. */
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code !== '' ? code : 'error';
}
