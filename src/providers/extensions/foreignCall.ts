import * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import { orAborted } from '../../base/orAborted.ts';
import { shortened } from '../../base/shortened.ts';
import { readJson } from '../../http/readJson.ts';
import { withoutSecrets } from '../../http/redact.ts';
import type { HttpResponse } from '../../http/send.ts';
import { cancelled } from '../../words/network.ts';
import type { MaySend } from '../outgoingNote.ts';
import type { ProviderContext } from '../provider.ts';
import { openService, type ServiceTraits } from '../service.ts';
import { addressOf } from './account.ts';
import { oneLine, readRequest } from './request.ts';
import type { GivenAnswer, GivenCall } from './registration.ts';
import * as words from './words.ts';

/** Milliseconds for one call of a method, its requests included: a provider may never answer. */
export const longestCall = 120_000;

/** UTF-16 units of an answer, and of a sentence, of another extension. */
const longestValue = 8_000_000;
const longestSentence = 300;

/** Shorter secrets would be found everywhere. */
const shortestSecret = 4;

/** What an error may be like that a provider throws. */
const errorSchema = z.object({
  reason: z.enum(['invalid', 'notFound', 'refused']),
  message: z.string().min(1),
  field: z.string().optional().catch(undefined),
});

const copySchema = z.object({ value: z.unknown() });

/** What a call needs from outside. */
export interface CallParts {
  readonly context: ProviderContext;
  readonly traits: ServiceTraits;
}

/** How a call has ended. */
type Outcome = { readonly value: unknown } | { readonly failure: Failure };

/** What has become of the one request that may store something. */
type Written = { readonly answer: HttpResponse } | { readonly failure: Failure };

/**
 * One call of a method of a provider that another extension brings. It ends, whatever the method does: with what the method
 * gave, as plain data that nobody changes any more, or with a Failure. Once it has ended, nothing more is sent for it.
 */
export class ForeignCall {
  readonly #parts: CallParts;
  readonly #maySend: MaySend | undefined;
  readonly #stop = new AbortController();
  readonly #secrets: string[] = [];
  #write: Promise<Written> | undefined;
  #answers = 0;
  #failure: Failure | undefined;

  /** `maySend`: as in {@link import('../outgoingNote.ts').OutgoingNote}; undefined: the call may only read. */
  constructor(parts: CallParts, maySend?: MaySend) {
    this.#parts = parts;
    this.#maySend = maySend;
  }

  /** Whether the service has answered everything that it was asked, and was asked at all. */
  get isAnswered(): boolean {
    return this.#answers > 0 && !this.#failure;
  }

  /** Why a request failed, whatever the method made of that. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Undefined: nothing that could store a note has left. To be asked when {@link outcome} has come. */
  get written(): Promise<Written | undefined> {
    return Promise.resolve(this.#write);
  }

  /** What the method gave, as {@link outcome} has it. Rejects with a Failure. */
  async run(work: (given: GivenCall) => unknown, caller: AbortSignal): Promise<unknown> {
    const outcome = await this.outcome(work, caller);
    if ('failure' in outcome) throw outcome.failure;
    return outcome.value;
  }

  /** Calls the method. Never rejects. */
  async outcome(work: (given: GivenCall) => unknown, caller: AbortSignal): Promise<Outcome> {
    const { account, clock } = this.#parts.context;
    const over = new AbortController();
    const cancel = () => this.#stop.abort(new Failure('cancelled', cancelled()));
    const late = () => this.#stop.abort(new Failure('timeout', words.noAnswer(this.#parts.traits.title)));
    caller.addEventListener('abort', cancel, { once: true });
    clock.wait(longestCall, over.signal).then(late, () => undefined);
    const { baseUrl: _, ...settings } = account.fields;
    const given: GivenCall = Object.freeze({
      account: Object.freeze({ name: account.label, settings: Object.freeze(settings) }),
      signal: this.#stop.signal,
      send: (request: unknown) => this.#send(request),
    });
    try {
      if (caller.aborted) cancel();
      this.#stop.signal.throwIfAborted();
      // What is thrown at once rejects, too.
      const value = await orAborted(Promise.resolve(given).then(work), this.#stop.signal);
      return { value: copyOf(value) };
    } catch (error) {
      return { failure: this.#failureOf(error) };
    } finally {
      caller.removeEventListener('abort', cancel);
      over.abort();
      this.#stop.abort();
    }
  }

  /** The method may leave the promise alone. */
  #send(request: unknown): Promise<GivenAnswer> {
    const sending = this.#sendNow(request);
    sending.catch(() => undefined);
    return sending;
  }

  async #sendNow(given: unknown): Promise<GivenAnswer> {
    const { context, traits } = this.#parts;
    const request = readRequest(copyOf(given), addressOf(context.account));
    const { signal } = this.#stop;
    signal.throwIfAborted();
    const isWrite = request.method !== 'GET';
    // A second one could store the note twice.
    if (isWrite && (!this.#maySend || this.#write))
      throw new Error('Only createNote may send anything but GET, and only once.');
    const key = async (wait?: AbortSignal) => {
      const secret = await context.key(wait);
      this.#secrets.push(secret);
      return secret;
    };
    const maySend = isWrite && this.#maySend ? { maySend: this.#maySend } : {};
    const asking = openService({ ...context, key }, traits)({ ...request, ...maySend, signal });
    if (isWrite)
      this.#write = asking.then(
        (answer) => ({ answer }),
        (error: unknown) => ({ failure: this.#failureOf(error) }),
      );
    try {
      const answer = await asking;
      this.#answers += 1;
      return this.#withoutKey(answer);
    } catch (error) {
      this.#failure ??= this.#failureOf(error);
      throw error;
    }
  }

  /** Services repeat what they were sent, in bodies and in headers. */
  #withoutKey({ status, headers, body }: HttpResponse): GivenAnswer {
    const without = (text: string) => this.#redact(text);
    const clean = {
      status,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, without(value)])),
      body: without(body),
    };
    return Object.freeze({ ...clean, json: () => readJson(clean, z.unknown()) });
  }

  #redact(text: string): string {
    const secrets = this.#secrets.filter(({ length }) => length >= shortestSecret);
    return withoutSecrets(text, secrets, '•••');
  }

  #failureOf(error: unknown): Failure {
    const ended: unknown = this.#stop.signal.reason;
    if (ended instanceof Failure)
      return new Failure(ended.reason, ended.message, {
        nothingSent: Failure.is(error) && error.nothingSent,
      });
    if (error instanceof Failure) return error;
    const { title } = this.#parts.traits;
    const said = errorSchema.safeParse(error).data;
    if (!said) {
      const detail = `${title}: ${error instanceof Error ? error.name : 'not an error'} in the extension's provider`;
      return new Failure('unreadable', words.failed(title), { detail });
    }
    const text = this.#redact(shortened(oneLine(said.message), longestSentence));
    return new Failure(said.reason, /[.!?…”]$/.test(text) ? text : `${text}.`, { field: said.field });
  }
}

/**
 * What another extension hands over, as plain data: it still has the object, may change it, or answer each look at it
 * differently. Throws where that cannot be.
 */
function copyOf(value: unknown): unknown {
  const json = JSON.stringify({ value });
  if (json.length > longestValue) throw new RangeError('too long');
  return copySchema.parse(JSON.parse(json)).value;
}
