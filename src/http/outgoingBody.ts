import { Failure } from '../base/failure.ts';
import { exactBody } from './exactBody.ts';
import type { HttpRequest } from './middleware.ts';
import * as words from '../words/network.ts';

type Pieces = Iterator<Uint8Array> | AsyncIterator<Uint8Array>;

/** A request's body on its way out. */
export class OutgoingBody {
  /** What `fetch` is told of it. */
  readonly init: RequestInit;
  /** What the headers say of it beside what the caller said. */
  readonly headers: Readonly<Record<string, string>>;
  readonly #pieces: Pieces | undefined;
  #failure: Failure | undefined;

  constructor({ body, maySend, size }: Pick<HttpRequest, 'body' | 'maySend' | 'size'>) {
    if (body?.kind === 'stream') this.#pieces = exactBody(body.open(), size);
    else if (body && maySend) this.#pieces = [Buffer.from(body.text)].values();
    // Without its length a stream goes out chunked, which some proxies refuse (411).
    this.headers = this.#pieces ? { 'content-length': String(size) } : {};
    const content: RequestInit = this.#pieces
      ? { body: this.#stream(this.#pieces, maySend), duplex: 'half' }
      : { body: body?.kind === 'text' ? body.text : null };
    // 'manual' hands a redirect back as an answer, but makes fetch keep a copy of the body for a repeat that never
    // comes: of a file, that would be all of it in memory.
    this.init = { ...content, redirect: body?.kind === 'stream' ? 'error' : 'manual' };
  }

  /** Why the body ended early, where the reason lies on this machine. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Closes what the body is read from. */
  close(): void {
    // By now there is an answer or another failure, so that a failure to close says nothing new.
    void Promise.resolve(this.#pieces?.return?.()).catch(() => undefined);
  }

  /**
   * `maySend` is asked before each piece, at the moment at which the connection takes it: since the request began,
   * this process may have been stopped for any time. Where it may not, the body is never whole, so that no service
   * acts upon it.
   */
  #stream(pieces: Pieces, maySend: HttpRequest['maySend']): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const piece = await this.#read(pieces);
          if (piece.done === true) controller.close();
          else if ((await maySend?.()) === false) throw (this.#failure = tooLate());
          else controller.enqueue(piece.value);
        },
        cancel: () => this.close(),
      },
      // Nothing is asked for ahead of time.
      { highWaterMark: 0 },
    );
  }

  async #read(pieces: Pieces): Promise<IteratorResult<Uint8Array>> {
    try {
      return await pieces.next();
    } catch (error) {
      throw (this.#failure = sourceFailure(error));
    }
  }
}

function tooLate(): Failure {
  return new Failure('cancelled', words.pausedBeforeSending());
}

function sourceFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  const detail = typeof code === 'string' ? code : error instanceof Error ? error.name : 'error';
  return new Failure('storage', words.fileUnreadMeanwhile(), { detail });
}
