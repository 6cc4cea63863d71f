import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { orAborted } from '../base/orAborted.ts';
import type { ReceivedFiles } from '../drafts/receivedFiles.ts';
import type { ChosenFile } from '../model/draft.ts';
import { safeName } from '../storage/safeName.ts';
import * as words from '../words/formFiles.ts';
import { attachmentProblem } from './attachmentProblem.ts';
import { readingCancelled, waitingCancelled } from '../words/files.ts';

/** A file that was pasted or dropped into the form, of which the page holds the bytes. */
export interface GivenFile {
  /** The draft that it was given for. */
  readonly draftId: string;
  /** The page's name for it, unique in its life. */
  readonly key: string;
  /** As the page says; untrusted. */
  readonly name: string;
  /** Bytes, as the page says. */
  readonly size: number;
  readonly isFolder: boolean;
}

/** A file that is not a part of its draft: it is still being read, or could not be attached. */
export interface PendingFile {
  readonly draftId: string;
  readonly key: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** From 0 to 1. */
  progress: number;
  /** Why it is not attached, one sentence; undefined: it is being read. */
  problem: string | undefined;
}

/** What {@link FormFiles} needs from outside. */
interface FormFilesParts {
  readonly received: Pick<ReceivedFiles, 'add' | 'release'>;
  /** Bytes; the setting `notelog.attachment.maxMegabytes`. */
  readonly largestAttachment: () => number;
  readonly log: Log;
}

/** The drafts that files go to. */
interface FilesOwner {
  /** How many files a draft has. */
  readonly countOf: (draftId: string) => number;
  /** Adds a file to a draft; false: that draft is gone, or takes none. */
  readonly attach: (file: ChosenFile, draftId: string) => boolean;
  readonly changed: () => void;
}

/** A note with more would be hard to read, and would keep a service busy for long. */
export const mostFiles = 20;

/** Hands a piece of a file over, by its number; rejects with a Failure when it cannot be had any more. */
type ReadPiece = (index: number) => Promise<Uint8Array>;

/**
 * The files on their way into the form's drafts. Those that the page holds are read one after the other, piece by piece,
 * each piece only when the one before it is written, so that neither side piles up bytes.
 */
export class FormFiles {
  readonly #parts: FormFilesParts;
  readonly #owner: FilesOwner;
  readonly #pending = new Map<string, PendingFile & { readonly abort: AbortController }>();
  #work: Promise<void> = Promise.resolve();
  #refused = 0;

  constructor(parts: FormFilesParts, owner: FilesOwner) {
    this.#parts = parts;
    this.#owner = owner;
  }

  /** What is not attached, or not yet, in the order in which it was given. */
  pending(): readonly PendingFile[] {
    return [...this.#pending.values()];
  }

  /** A file was given. `problem`: why the draft's account takes none, and nothing of it is read. */
  begin(given: GivenFile, readPiece: ReadPiece, problem?: string): void {
    if (this.#pending.has(given.key)) return;
    const { draftId, key, size } = given;
    const name = safeName(given.name, 'file');
    const kind = given.isFolder ? 'folder' : 'file';
    if (problem === undefined && this.isFull(draftId)) return this.refuseFurther(draftId, name);
    const refusal = problem ?? attachmentProblem(name, kind, size, this.#parts.largestAttachment());
    const file = { draftId, key, name, size, progress: 0, problem: refusal, abort: new AbortController() };
    this.#pending.set(key, file);
    if (refusal === undefined) this.#work = this.#work.then(() => this.#receive(file, readPiece));
    this.#owner.changed();
  }

  /** Shows why a file that the host was to attach is not attached. */
  refuse(draftId: string, name: string, problem: string): void {
    this.#show(`refused-${++this.#refused}`, { draftId, name, problem });
  }

  /** Whether no further file can be added to a draft. */
  isFull(draftId: string): boolean {
    const reading = this.pending().filter((file) => file.draftId === draftId && file.problem === undefined);
    return this.#owner.countOf(draftId) + reading.length >= mostFiles;
  }

  /**
   * Shows that a file is not attached to a draft that {@link isFull}: once for all of them, since there may be thousands.
   * `isLast`: there are no others after it.
   */
  refuseFurther(draftId: string, name: string, isLast = true): void {
    const key = `further-${draftId}`;
    const first = this.#pending.get(key)?.name;
    const isOnly = isLast && first === undefined;
    const say = isOnly ? words.tooManyFiles : words.furtherFiles;
    this.#show(key, { draftId, name: first ?? name, problem: say(first ?? name, mostFiles) });
  }

  /** Ends a file's way into the draft, or puts away why it was not attached. False: there is no such file. */
  remove(key: string): boolean {
    const file = this.#pending.get(key);
    if (!file) return false;
    file.abort.abort(new Failure('cancelled', readingCancelled()));
    this.#forget(key);
    return true;
  }

  /** The page is gone, and with it what it held. */
  pageGone(): void {
    for (const { abort, name, problem } of this.#pending.values())
      if (problem === undefined) abort.abort(invalid(words.formClosed(name)));
  }

  /** The draft has left the form for good: why some of its files were not attached is no news any more. */
  forgetDraft(draftId: string): void {
    for (const [key, file] of this.#pending) if (file.draftId === draftId) this.remove(key);
  }

  /**
   * Waits until the draft's files are read; undefined: none is just being read. Failure `invalid` (field `attachment`)
   * when one of them was not: a note does not go without a file that it was given. Failure `cancelled`.
   */
  settled(isOfDraft: (draftId: string) => boolean, signal: AbortSignal): Promise<void> | undefined {
    const waited = this.pending().filter(
      ({ draftId, problem }) => problem === undefined && isOfDraft(draftId),
    );
    return waited.length === 0 ? undefined : this.#allRead(waited, signal);
  }

  async #allRead(waited: readonly PendingFile[], signal: AbortSignal): Promise<void> {
    await orAborted(this.#work, signal).catch(() => {
      throw new Failure('cancelled', waitingCancelled());
    });
    const failed = waited.find(({ problem }) => problem !== undefined);
    if (failed?.problem !== undefined) throw invalid(failed.problem);
  }

  async #receive(
    file: PendingFile & { readonly abort: AbortController },
    readPiece: ReadPiece,
  ): Promise<void> {
    const { received, log } = this.#parts;
    const { key, name, size, draftId, abort } = file;
    try {
      const chosen = await received.add(name, size, this.#pieces(file, readPiece));
      const isAttached = !abort.signal.aborted && this.#owner.attach(chosen, draftId);
      if (!isAttached) await received.release([chosen]);
      this.#forget(key);
    } catch (error) {
      if (Failure.is(error, 'cancelled')) return;
      if (!Failure.is(error)) log.error('A file of the form cannot be received', error);
      file.problem = Failure.is(error) ? withName(name, error.message) : words.notUnderstood(name);
      this.#owner.changed();
    }
  }

  async *#pieces(
    file: PendingFile & { readonly abort: AbortController },
    readPiece: ReadPiece,
  ): AsyncGenerator<Uint8Array> {
    const { signal } = file.abort;
    for (let index = 0, read = 0; read < file.size; index++) {
      signal.throwIfAborted();
      const piece = await orAborted(readPiece(index), signal);
      if (piece.byteLength === 0) return;
      yield piece;
      read += piece.byteLength;
      file.progress = read / file.size;
      this.#owner.changed();
    }
  }

  /** Shows why something is not attached. */
  #show(key: string, refused: Pick<PendingFile, 'draftId' | 'name' | 'problem'>): void {
    this.#pending.set(key, { key, size: 0, progress: 0, abort: new AbortController(), ...refused });
    this.#owner.changed();
  }

  #forget(key: string): void {
    if (this.#pending.delete(key)) this.#owner.changed();
  }
}

function invalid(message: string): Failure {
  return new Failure('invalid', message, { field: 'attachment' });
}

/** Which of several files it is about. */
function withName(name: string, message: string): string {
  return message.includes(name) ? message : words.notAttached(name, message);
}
