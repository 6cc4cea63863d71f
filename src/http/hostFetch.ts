import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { orAborted } from '../base/orAborted.ts';
import type { Fetch } from './fetch.ts';
import { firstByteWithin } from './firstByte.ts';
import type { Next } from './middleware.ts';
import { networkFailure } from './networkFailure.ts';
import { OutgoingBody } from './outgoingBody.ts';
import { longAnswer } from '../words/network.ts';

/** What one try of a request is held to. */
interface AnswerLimits {
  /** Bytes of an answer after decoding. */
  readonly longestBody: number;
  /** Milliseconds to the head of the answer, for a body of `size` bytes. */
  readonly firstByteMs: (size: number) => number;
}

/** Shared: making one costs more than decoding an answer. */
const utf8 = new TextDecoder();

/**
 * Performs a request by the editor's own `fetch`, so that its proxy, no-proxy and certificate settings apply. The
 * answer is read whole before anything of it is passed on, so that a connection which breaks half-way is an ordinary
 * failure, and a GET can be repeated from the start.
 */
export function hostFetch(fetch: Fetch, limits: AnswerLimits, clock: Clock): Next {
  return async (request) => {
    const { method, url, headers, signal, size, deadline } = request;
    signal.throwIfAborted();
    const body = new OutgoingBody(request);
    const init: RequestInit = { ...body.init, method, headers: { ...headers, ...body.headers }, signal };
    try {
      const inTime = firstByteWithin(limits.firstByteMs(size), fetch, clock, deadline.over);
      // The race: the editor may be looking for a proxy, or asking for its password, before it heeds the signal.
      const response = await orAborted(inTime(url.href, init), signal);
      const text = await readText(response, limits.longestBody, url.host);
      return { status: response.status, headers: headersOf(response), body: text };
    } catch (error) {
      // Only our own signal proves a cancel: a proxy that refuses ends in an AbortError too.
      throw deadline.failure ?? body.failure ?? networkFailure(error, url);
    } finally {
      body.close();
    }
  };
}

async function readText({ body, status }: Response, longest: number, host: string): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    chunks.push(read.value);
    if (length > longest)
      throw new Failure('unreadable', longAnswer(host), {
        status,
        detail: `more than ${longest} bytes`,
      });
  }
  return utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length));
}

/** fetch has decoded the body, so that these two headers no longer describe it. */
function headersOf(response: Response): Record<string, string> {
  const headers = Object.fromEntries(response.headers);
  if ('content-encoding' in headers) {
    delete headers['content-encoding'];
    delete headers['content-length'];
  }
  return headers;
}
