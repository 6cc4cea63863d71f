import { Failure } from '../../base/failure.ts';
import * as words from '../../words/formFiles.ts';

/** A piece of a file that was asked of the page. */
interface WantedPiece {
  readonly index: number;
  readonly name: string;
  readonly promise: PromiseWithResolvers<Uint8Array>;
}

/** Reads files that the page holds, piece by piece: one piece of a file at a time is asked for. */
export class PageFiles {
  readonly #ask: (key: string, index: number) => void;
  readonly #wanted = new Map<string, WantedPiece>();

  /** `ask`: asks the page for a piece of a file. */
  constructor(ask: (key: string, index: number) => void) {
    this.#ask = ask;
  }

  /** A piece of a file; rejects with Failure `invalid` where the page cannot read it any more. */
  read(key: string, name: string, index: number): Promise<Uint8Array> {
    const promise = Promise.withResolvers<Uint8Array>();
    this.#wanted.set(key, { index, name, promise });
    this.#ask(key, index);
    return promise.promise;
  }

  /** The page has sent a piece. One that was not asked for is left alone. */
  arrived(key: string, index: number, bytes: Uint8Array): void {
    const wanted = this.#wanted.get(key);
    if (wanted?.index !== index) return;
    this.#wanted.delete(key);
    wanted.promise.resolve(bytes);
  }

  /** The page cannot read the file any more. */
  gone(key: string): void {
    const wanted = this.#wanted.get(key);
    this.#wanted.delete(key);
    wanted?.promise.reject(new Failure('invalid', words.fileGone(wanted.name), { field: 'attachment' }));
  }
}
