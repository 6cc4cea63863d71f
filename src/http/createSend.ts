import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import BaseDispatcher from 'undici/lib/dispatcher/dispatcher.js';
import { Failure } from '../base/failure.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { authorise } from './authorise.ts';
import { exactBody } from './exactBody.ts';
import { firstByteWithin } from './firstByte.ts';
import { hostFetch, type Fetch } from './hostFetch.ts';
import { networkFailure } from './networkFailure.ts';
import { paceReads, Turns, type PaceLimits } from './paceReads.ts';
import { retryReads, type RetryLimits } from './retryReads.ts';
import type { HttpResponse, OutgoingRequest, RequestBody, Send } from './send.ts';
import { trace } from './trace.ts';
import { whileAllowed } from './requestBody.ts';

/** What every request is held to. */
export interface Limits extends RetryLimits, PaceLimits {
  /** Bytes of an answer after decoding. */
  readonly longestBody: number;
  /** Milliseconds from the start of a try, connecting and sending included, to the head of its answer. */
  readonly firstByteMs: number;
  /** Milliseconds for a whole request, tries and waits included. */
  readonly timeoutMs: number;
  /** Bytes per second that an upload is given at least, on top of both time-outs. */
  readonly slowestUpload: number;
}

const defaultLimits: Limits = {
  // The longest documented pages are 200 notes; at 5,000 characters of four bytes each that is 4 MB.
  longestBody: 8 * 1024 * 1024,
  // As long as ChartMogul's own client for Node waits (docs/api/chartmogul.md, section 11); whoever is there can
  // cancel.
  firstByteMs: 30_000,
  // The first byte, and then the longest documented page (4 MB) over a line of one megabit a second.
  timeoutMs: 60_000,
  // One megabit a second: a slow line's way up. A file of 25 MB so gets more than three minutes.
  slowestUpload: 125_000,
  // ChartMogul allows 40 requests a second (docs/api/chartmogul.md, section 11): 38, and two that come at once.
  mostPerSecond: 38,
  burst: 2,
  tries: 3,
  firstWaitMs: 500,
  // Somebody is watching a list load; whoever is asked to wait longer should be told instead.
  longestWaitMs: 5_000,
};

/** The longest that a request lasts by default, in milliseconds; `size`: bytes of its body. */
export function requestTimeout(size: number): number {
  return defaultLimits.timeoutMs + uploadTime(size, defaultLimits);
}

/** Milliseconds; `size` in bytes. */
function uploadTime(size: number, { slowestUpload }: Limits): number {
  return (size / slowestUpload) * 1000;
}

/** What {@link createSend} is built from. */
export interface SendParts {
  /** The editor's `globalThis.fetch`, looked up when called: the editor may replace it. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly limits?: Partial<Limits>;
}

/** Makes the product's one way to the network; see {@link Send} for what it promises. */
export function createSend({ fetch, clock, log, random, limits: given }: SendParts): Send {
  const limits: Limits = { ...defaultLimits, ...given };
  const base = new BaseDispatcher();
  const turns = new Turns(limits, clock);
  let requests = 0;

  return async (outgoing) => {
    const url = parseUrl(outgoing.url);
    const size = sizeOf(outgoing.body);
    const guard = new Guard(outgoing, clock, url.host);
    const uploadMs = uploadTime(size, limits);
    const timeoutMs = outgoing.timeoutMs ?? limits.timeoutMs + uploadMs;
    requests += 1;
    const credential = async () => {
      const headers = await outgoing.authorize?.();
      // Only now: before this, somebody may have been typing the keyring's password.
      guard.startTimer(timeoutMs);
      return headers ?? {};
    };
    const leaving = outgoing.mayLeave ? whileAllowed(fetch, outgoing.mayLeave) : fetch;
    // The first is innermost; the trace stands outside of `authorise`, so that it never sees a key.
    const stack = base.compose([
      hostFetch(
        firstByteWithin(limits.firstByteMs + uploadMs, leaving, clock, guard.ended),
        limits.longestBody,
      ),
      authorise(credential, guard.signal),
      trace(requests, size, clock, log),
      paceReads(turns, clock, guard.signal),
      retryReads(limits, clock, random, guard.signal),
    ]);
    try {
      const response = await request.call(stack, optionsFor(outgoing, url, size, guard.signal));
      return await answerOf(response);
    } catch (error) {
      throw guard.failure ?? networkFailure(error, url);
    } finally {
      guard.end();
    }
  };
}

/** Made once: making an error costs more than the rest of ending a timer. */
const ended = new Error('The request has ended.');

/** Ends one request early: the user cancelled it, or its time is up. */
class Guard {
  readonly #stop = new AbortController();
  readonly #ended = new AbortController();
  readonly #outer: AbortSignal;
  readonly #clock: Clock;
  readonly #host: string;
  readonly #cancel = () => this.#stop.abort(new Failure('cancelled', 'Cancelled.'));
  #timing = false;

  constructor({ signal }: OutgoingRequest, clock: Clock, host: string) {
    this.#outer = signal;
    this.#clock = clock;
    this.#host = host;
    signal.addEventListener('abort', this.#cancel, { once: true });
    if (signal.aborted) this.#cancel();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborts when the request is over, however it went: for its timers. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Why the request was ended here; undefined when it was not. */
  get failure(): Failure | undefined {
    const reason: unknown = this.signal.reason;
    return reason instanceof Failure ? reason : undefined;
  }

  /** Counts once, from its first call. */
  startTimer(ms: number): void {
    if (this.#timing) return;
    this.#timing = true;
    const late = () => {
      const detail = `no whole answer within ${Math.round(ms)} ms`;
      this.#stop.abort(new Failure('timeout', `${this.#host} did not answer in time.`, { detail }));
    };
    this.#clock.wait(ms, this.ended).then(late, () => undefined);
  }

  end(): void {
    this.#outer.removeEventListener('abort', this.#cancel);
    this.#ended.abort(ended);
  }
}

function parseUrl(text: string): URL {
  // The text is not quoted: a query may hold what a customer is called.
  if (!URL.canParse(text)) throw new Failure('invalid', 'The address of the service is not a web address.');
  return new URL(text);
}

/** Bytes. */
function sizeOf(body: RequestBody | undefined): number {
  if (body === undefined) return 0;
  return body.kind === 'text' ? Buffer.byteLength(body.text) : body.length;
}

function optionsFor(
  { method, headers, body }: OutgoingRequest,
  url: URL,
  size: number,
  signal: AbortSignal,
): Dispatcher.RequestOptions {
  const shared = { origin: url.origin, path: url.pathname + url.search, method, signal };
  if (body?.kind !== 'stream') return { ...shared, headers: { ...headers }, body: body?.text ?? null };
  return {
    ...shared,
    // Without it the body goes out chunked, which some proxies refuse (411).
    headers: { ...headers, 'content-length': String(size) },
    body: Readable.from(exactBody(body.open(), size), { objectMode: false }),
  };
}

async function answerOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<HttpResponse> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  return { status: statusCode, headers: plain, body: await body.text() };
}
