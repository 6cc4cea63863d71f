import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { Failure } from '../base/failure.ts';
import { networkFailure } from './networkFailure.ts';
import { orAborted } from '../base/orAborted.ts';

/** What is needed of `globalThis.fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * The bottom of the stack: an undici interceptor that dispatches nothing itself but calls the editor's own
 * `fetch`, so that its proxy, no-proxy and certificate settings apply (undici's own sockets would pass them by).
 *
 * The answer is read whole, up to `longestBody` decoded bytes, before anything of it is passed on: a connection
 * that breaks half-way is then an ordinary error, and a GET can be repeated from the start.
 * Errors are passed on as `Failure`.
 */
export function hostFetch(fetch: Fetch, longestBody: number): Dispatcher.DispatcherComposeInterceptor {
  return () => (options, handler) => {
    void perform(fetch, longestBody, options, handler);
    return true;
  };
}

async function perform(
  fetch: Fetch,
  longestBody: number,
  options: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandler,
): Promise<void> {
  const control = new HostController();
  const source = options.body instanceof Readable ? options.body : undefined;
  const url = new URL(options.path, options.origin);
  try {
    handler.onRequestStart?.(control, {});
    // The race: the editor may be looking for a proxy, or asking for its password, before it heeds the signal.
    const response = await orAborted(
      fetch(url.href, fetchInit(options, source, control.signal)),
      control.signal,
    );
    const body = await readBody(response, longestBody, url.host, control);
    handler.onResponseStart?.(control, response.status, headersOf(response), response.statusText);
    await control.flowing();
    if (body.length > 0) handler.onResponseData?.(control, body);
    await control.flowing();
    handler.onResponseEnd?.(control, {});
  } catch (error) {
    // An abort of our own is known by our own signal alone; a refusing proxy also ends in an AbortError.
    const shown = control.reason ?? sourceFailure(source) ?? networkFailure(error, url);
    // A verdict of our own (no first byte in time) did not end the request itself.
    if (error instanceof Failure) control.abort(error);
    handler.onResponseError?.(control, shown);
  } finally {
    source?.destroy();
  }
}

function fetchInit(
  options: Dispatcher.DispatchOptions,
  source: Readable | undefined,
  signal: AbortSignal,
): RequestInit {
  const headers = new Headers();
  for (const [name, value] of Object.entries(options.headers ?? {}))
    if (typeof value === 'string') headers.set(name, value);
  const init: RequestInit = { method: options.method, headers, signal };
  // 'manual' hands a redirect back as an answer, but makes fetch keep a copy of the body for the repeat that
  // never comes: with a file that would be all of it in memory. Streams get 'error' instead.
  if (source !== undefined)
    return { ...init, body: Readable.toWeb(source), duplex: 'half', redirect: 'error' };
  if (typeof options.body === 'string') init.body = options.body;
  return { ...init, redirect: 'manual' };
}

async function readBody(
  response: Response,
  longest: number,
  host: string,
  control: HostController,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (body !== null) {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > longest) {
        control.abort(
          new Failure('unreadable', `The answer of ${host} is too long to be read.`, {
            status: response.status,
            detail: `more than ${longest} bytes`,
          }),
        );
      }
      control.signal.throwIfAborted();
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks, length);
}

/** fetch has undone the encoding: what the headers still say of it and of the length is no longer true. */
function headersOf(response: Response): Record<string, string> {
  const headers = Object.fromEntries(response.headers);
  if ('content-encoding' in headers) {
    delete headers['content-encoding'];
    delete headers['content-length'];
  }
  return headers;
}

/** Why the body's own source ended early, where that is what failed. */
function sourceFailure(source: Readable | undefined): Failure | undefined {
  const error = source?.errored;
  if (error == null) return undefined;
  if (error instanceof Failure) return error;
  const detail = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return new Failure('storage', 'The file could not be read while it was being sent.', { detail });
}

/** What undici's handlers steer a request with. */
class HostController implements Dispatcher.DispatchController {
  readonly #stop = new AbortController();
  #paused = false;
  #wake: (() => void) | undefined;

  get signal(): AbortSignal {
    return this.#stop.signal;
  }
  get aborted(): boolean {
    return this.signal.aborted;
  }
  get paused(): boolean {
    return this.#paused;
  }
  get reason(): Error | null {
    if (!this.aborted) return null;
    const reason: unknown = this.signal.reason;
    return reason instanceof Error ? reason : new Failure('cancelled', 'Cancelled.');
  }
  abort(reason: Error): void {
    this.#stop.abort(reason);
  }
  pause(): void {
    this.#paused = true;
  }
  resume(): void {
    this.#paused = false;
    this.#wake?.();
  }

  /** Resolves when nobody holds the answer back; rejects when the request is aborted meanwhile. */
  async flowing(): Promise<void> {
    if (this.#paused) await orAborted(new Promise<void>((resolve) => (this.#wake = resolve)), this.signal);
  }
}
