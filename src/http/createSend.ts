import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { authorise } from './authorise.ts';
import { Deadline } from './deadline.ts';
import type { Fetch } from './fetch.ts';
import { hostFetch } from './hostFetch.ts';
import { inTurn } from './inTurn.ts';
import { compose } from './middleware.ts';
import { networkFailure } from './networkFailure.ts';
import { retryReads, type RetryLimits } from './retryReads.ts';
import type { RequestBody, Send } from './send.ts';
import { trace } from './trace.ts';
import * as words from '../words/network.ts';

/** What every request is held to. */
export interface Limits extends RetryLimits {
  /** Bytes of an answer, decoded. */
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
  // One megabit a second, a slow uplink: a file of 25 MB gets more than three minutes.
  slowestUpload: 125_000,
  tries: 3,
  firstWaitMs: 500,
  // A user is watching a list load, and should learn of a longer wait instead of sitting through it.
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
  const firstByteMs = (size: number) => limits.firstByteMs + uploadTime(size, limits);
  const timeoutMs = (size: number) => limits.timeoutMs + uploadTime(size, limits);
  const perform = compose(
    [retryReads(limits, clock, random), inTurn(clock), authorise(timeoutMs), trace(clock, log)],
    hostFetch(fetch, { ...limits, firstByteMs }, clock),
  );
  let requests = 0;

  return async (outgoing) => {
    const url = parseUrl(outgoing.url);
    const deadline = new Deadline(outgoing.signal, clock, url.host);
    const { signal } = deadline;
    try {
      requests += 1;
      const request = { ...outgoing, id: requests, url, size: sizeOf(outgoing.body), deadline, signal };
      const answer = await perform(request);
      deadline.end();
      return answer;
    } catch (error) {
      const ownFailure = Failure.is(error) && error.nothingSent ? error : deadline.failure;
      const failure = ownFailure ?? networkFailure(error, url);
      deadline.end(failure);
      throw failure;
    }
  };
}

function parseUrl(text: string): URL {
  // The text is not quoted: a query may hold what a customer is called.
  const url = URL.parse(text);
  if (url === null) throw new Failure('invalid', words.noWebAddress());
  return url;
}

/** Bytes. */
function sizeOf(body: RequestBody | undefined): number {
  if (body === undefined) return 0;
  return body.kind === 'text' ? Buffer.byteLength(body.text) : body.length;
}
