import type * as z from 'zod';
import { basename, dirname, join } from 'node:path';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { removeIfThere, writeDurably } from './durable.ts';
import type { Files } from './files.ts';
import { codeOf } from './storageFailure.ts';
import { UnreadableFiles } from './unreadableFiles.ts';

/** What a {@link JsonFile} needs from outside. */
interface JsonFileParts<T> {
  readonly files: Files;
  /** Absolute path of the file, which only the user can read. */
  readonly path: string;
  readonly log: Log;
  readonly newId: NewId;
  /** What the file holds, for the log: `list of recent targets`. */
  readonly what: string;
  readonly schema: z.ZodType<T>;
  /** The value while there is no file. */
  readonly empty: T;
}

/**
 * A small file that all windows read and write whole. Every change reads it first, because another window may have
 * written it. What cannot be understood is set aside, perhaps for the later version of Notelog that wrote it.
 */
export class JsonFile<T> {
  readonly #parts: JsonFileParts<T>;
  readonly #unreadable: UnreadableFiles;
  readonly #listeners = new Set<() => void>();
  #value: T;
  #loaded: Promise<void> | undefined;
  /** One change at a time: each reads the file before it writes it. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(parts: JsonFileParts<T>) {
    this.#parts = parts;
    this.#value = parts.empty;
    this.#unreadable = new UnreadableFiles(parts.log, parts.what);
  }

  /** As of the last {@link reload} or change. */
  get value(): T {
    return this.#value;
  }

  /** Called when {@link value} is another one. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Reads the file once. Never rejects. */
  load(): Promise<void> {
    return (this.#loaded ??= this.reload());
  }

  /** Reads what another window has written. Never rejects. */
  async reload(): Promise<void> {
    await this.#inTurn(() => this.#read());
  }

  /**
   * Changes the value. False: the file cannot be read just now, which the log says. Then it is not written either, and
   * the change holds for this window only. Failure `storage` where it cannot be written, with the same effect.
   */
  change(by: (value: T) => T): Promise<boolean> {
    return this.#inTurn(async () => {
      const state = await this.#read();
      const changed = by(this.#value);
      if (changed === this.#value) return true;
      this.#set(changed);
      if (state === 'unreadable') return false;
      await this.#write();
      return true;
    });
  }

  /** Forgets everything, and removes the file if it cannot be read. Failure `storage`. */
  clear(): Promise<void> {
    const { files, path, empty } = this.#parts;
    return this.#inTurn(async () => {
      if ((await this.#read()) === 'unreadable') await removeIfThere(files, path);
      await removeIfThere(files, this.#asidePath);
      this.#set(empty);
      await this.#write();
    });
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => undefined);
    return done;
  }

  /** `damaged`: it has been set aside. Never rejects. */
  async #read(): Promise<'read' | 'absent' | 'damaged' | 'unreadable'> {
    const { files, path, schema } = this.#parts;
    try {
      const value = schema.parse(JSON.parse(new TextDecoder().decode(await files.read(path))));
      this.#unreadable.forget('');
      this.#set(value);
      return 'read';
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return 'absent';
      this.#unreadable.leaveOut('', error);
      if (codeOf(error) !== undefined) return 'unreadable';
      await files.rename(path, this.#asidePath).catch(() => undefined);
      return 'damaged';
    }
  }

  get #asidePath(): string {
    const { path } = this.#parts;
    return join(dirname(path), `set-aside-${basename(path)}`);
  }

  async #write(): Promise<void> {
    const { files, path, newId } = this.#parts;
    await writeDurably(files, path, new TextEncoder().encode(JSON.stringify(this.#value)), newId);
  }

  #set(value: T): void {
    const isSame = JSON.stringify(value) === JSON.stringify(this.#value);
    this.#value = value;
    if (!isSame) for (const listener of this.#listeners) listener();
  }
}
