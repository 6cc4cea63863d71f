import type { HttpResponse, OutgoingRequest } from '../http/send.ts';
import { withoutSecrets } from '../http/redact.ts';
import { retryAfterMs } from '../http/retryAfter.ts';
import { Failure, type FailureReason } from '../base/failure.ts';
import type { FieldName } from '../model/fields.ts';
import { quotable, readErrorBody, type ErrorBody } from './errorBody.ts';
import type { ProviderContext } from './provider.ts';
import * as words from '../words/services.ts';

/** What differs between services when they are called and when they refuse a request. */
export interface ServiceTraits {
  /** As in {@link import('./provider.ts').ProviderKind.title}. */
  readonly title: string;
  /** The name of the key inside a sentence: "API key". */
  readonly keyName: string;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** The credential's headers. */
  authorize(key: string): Readonly<Record<string, string>>;
  /** Which of the note's fields a parameter of the API holds. */
  fieldOf(param: string): FieldName | undefined;
  /** What to check when the address itself is not served: "check the base URL". */
  readonly addressHint: string;
  /**
   * Whether the body of a 404 says that a record is missing, in the service's own form. With any other body (a web page,
   * plain text, nothing, JSON of another form) the 404 is about the address: a proxy, or a path that is not served.
   * Absent for a service that does not document its error bodies: then every JSON error of a known form says so.
   */
  saysMissing?(body: string): boolean;
  /** What a 403 can mean here, one sentence without full stop. */
  readonly forbidden: string;
}

/** One request of a provider to its service. */
export interface Call {
  readonly method: OutgoingRequest['method'];
  /** Absolute. */
  readonly url: string;
  readonly body?: OutgoingRequest['body'];
  readonly maySend?: OutgoingRequest['maySend'];
  /** Statuses besides 2xx that count as success. */
  readonly accept?: readonly number[];
  readonly signal: AbortSignal;
  /** What a 404 about a record means here, one sentence without full stop, and the field that it is about. */
  readonly missing?: { readonly message: string; readonly field: FieldName | undefined };
  /** What any other 404 means here, one sentence without full stop. Absent: that the address is not served. */
  readonly notServed?: string;
  /** What else a 5xx can mean here, a sentence of its own. */
  readonly faultHint?: string;
}

/** Makes a call. Resolves to an answer of any 2xx status, or one that the call accepts; else rejects with a Failure. */
export type Service = (call: Call) => Promise<HttpResponse>;

/**
 * Calls a service through `send`: adds its headers and credential, and turns every status that is not 2xx into a
 * Failure with one sentence that quotes the service's own words. A redirect is never followed, because the key would go
 * along. The Failure never holds the key, even where the service repeats it.
 */
export function openService(
  context: Pick<ProviderContext, 'send' | 'key' | 'clock'>,
  traits: ServiceTraits,
): Service {
  return async (call) => {
    const secrets: string[] = [];
    const answer = await context.send({
      method: call.method,
      url: call.url,
      headers: traits.headers,
      authorize: async () => {
        const key = await context.key(call.signal);
        const credential = traits.authorize(key);
        secrets.push(key, ...Object.values(credential).map((value) => value.replace(/^Basic /, '')));
        return credential;
      },
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(call.maySend === undefined ? {} : { maySend: call.maySend }),
      signal: call.signal,
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (call.accept?.includes(answer.status) === true) return answer;
    throw refusal(answer, call, traits, secrets, context.clock.now());
  };
}

function refusal(
  answer: HttpResponse,
  call: Call,
  traits: ServiceTraits,
  secrets: readonly string[],
  now: number,
): Failure {
  const error = readErrorBody(answer.body);
  const { status } = answer;
  const { reason, sentence, field, hint } = verdict(answer, error, call, traits);
  const words = error.words === undefined ? '' : quotable(error.words, secrets);
  // For a page of HTML, or no words at all, the status says more than the words.
  const number = error.hasKnownShape ? '' : ` (HTTP ${status})`;
  const quote = words === '' ? '.' : `: “${words}”${/[.!?…]$/.test(words) ? '' : '.'}`;
  return new Failure(reason, `${sentence}${number}${quote}${hint === undefined ? '' : ` ${hint}`}`, {
    status,
    field,
    retryAfterMs: retryAfterMs(answer.headers, now),
    detail: withoutSecrets(detailOf(answer, call, error), secrets, '•••'),
  });
}

/** Reason, sentence (without its end) and field of an answer that is not 2xx. */
function verdict(
  { status, body }: HttpResponse,
  error: ErrorBody,
  call: Call,
  traits: ServiceTraits,
): { reason: FailureReason; sentence: string; field?: FieldName | undefined; hint?: string | undefined } {
  const { title, keyName } = traits;
  const field = error.params.map((param) => traits.fieldOf(param)).find((each) => each !== undefined);
  if (status >= 500)
    return { reason: 'serverFault', sentence: words.hadServerError(title), hint: call.faultHint };
  switch (status) {
    case 401:
      return { reason: 'keyRefused', sentence: words.doesNotAccept(title, keyName) };
    case 402:
      return { reason: 'refused', sentence: words.couldNotCarryOut(title), field };
    case 403:
      return { reason: 'forbidden', sentence: traits.forbidden };
    case 404:
      if (call.missing !== undefined && (traits.saysMissing?.(body) ?? error.hasKnownShape))
        return { reason: 'notFound', sentence: call.missing.message, field: call.missing.field };
      return {
        reason: 'notServed',
        sentence: call.notServed ?? words.doesNotAnswerHere(title, traits.addressHint),
      };
    case 408:
      return { reason: 'timeout', sentence: words.waitedTooLong(title) };
    case 413:
      return {
        reason: 'tooLarge',
        sentence: words.takesNoneAsLarge(title),
        field: call.body?.kind === 'stream' ? 'attachment' : 'text',
      };
    case 429:
      return { reason: 'rateLimited', sentence: words.isRateLimiting(title) };
    default:
      return status >= 400
        ? { reason: 'refused', sentence: words.refusedThis(title), field }
        : { reason: 'unreadable', sentence: words.pointsElsewhere(title) };
  }
}

/** For the log: no query (it may hold an e-mail address), no header, nothing of the body but names. */
function detailOf(answer: HttpResponse, call: Call, error: ErrorBody): string {
  const params = error.params.filter((param) => /^\w{1,40}$/.test(param));
  const about = params.length === 0 ? '' : `, about ${params.join(' ')}`;
  const type = answer.headers['content-type']?.replace(/[^\w/.+-].*$/s, '').slice(0, 40) ?? 'no content type';
  return `${call.method} ${new URL(call.url).pathname}: ${answer.status}, ${answer.body.length} characters, ${type}${about}`;
}
