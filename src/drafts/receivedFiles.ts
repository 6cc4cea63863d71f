import { join } from 'node:path';
import { Failure } from '../base/failure.ts';
import type { Clock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { ChosenFile, Draft } from '../model/draft.ts';
import { parseFileName } from '../storage/claims.ts';
import { copyHashed } from '../storage/copyHashed.ts';
import { removeIfThere } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { forEachFile } from '../storage/forEachFile.ts';
import type { Sources } from '../storage/sources.ts';
import { codeOf, storageFailure } from '../storage/storageFailure.ts';
import * as words from '../words/files.ts';

/** What {@link ReceivedFiles} needs from outside. */
interface ReceivedFilesParts {
  readonly files: Files;
  /** Absolute path of their folder. */
  readonly folder: string;
  /**
   * Absolute paths of the folders whose files hold drafts, by themselves or in entries. A draft may move from any of
   * them to another, so one that drafts come from and go to is looked through at both ends.
   */
  readonly referrers: readonly string[];
  /** Drafts that are not on disk yet. */
  readonly unsaved: () => readonly Draft[];
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

const scheme = 'notelog-file:';
const uriForm = /^notelog-file:([a-z0-9-]+)$/;
const uriAnywhere = /notelog-file:([a-z0-9-]+)/g;
const ending = '.bin';

/** Bytes read at once. */
const chunkSize = 256 * 1024;

/** A file that nobody refers to stays for this long, in milliseconds: another window may be about to put it into a draft. */
const unneededAge = 24 * 3600_000;

/**
 * Files of which only the bytes were given: pasted or dropped into the form. Each lies beside the drafts under an id of
 * its own, never changes, and has a URI like a file that was chosen, so that a draft, its copies and its outbox entry can
 * refer to it alike. It goes when none of them does any more, whichever window wrote them.
 */
export class ReceivedFiles {
  readonly #parts: ReceivedFilesParts;
  /** Ids that something in this window referred to until now. */
  readonly #released = new Set<string>();

  constructor(parts: ReceivedFilesParts) {
    this.#parts = parts;
  }

  /**
   * Writes a file as its bytes come, and is done when they are synced. Failure `storage`, or the one that the chunks
   * reject with; `invalid` (field `attachment`) where they are not `size` bytes. Nothing is left then.
   */
  async add(name: string, size: number, chunks: AsyncIterable<Uint8Array>): Promise<ChosenFile> {
    const { files, folder, newId } = this.#parts;
    const id = newId();
    try {
      await files.makeFolder(folder);
      await copyHashed(files, exactly(chunks, size, name), folder, newId, () => id + ending);
    } catch (error) {
      throw storageFailure(error);
    }
    return { uri: scheme + id, name, size };
  }

  /** The same for a file whose bytes are all there. */
  addBytes(name: string, bytes: Uint8Array): Promise<ChosenFile> {
    return this.add(name, bytes.byteLength, onePiece(bytes));
  }

  /** Reads these files like those that were chosen; all others as `others` does. */
  over(others: Sources): Sources {
    const { files } = this.#parts;
    return {
      facts: async (uri) => {
        const path = this.#pathOf(uri);
        if (path === undefined) return await others.facts(uri);
        const { kind, size } = await files.facts(path).catch(unreadable);
        return { kind, size, isUnsaved: false };
      },
      read: (uri) => {
        const path = this.#pathOf(uri);
        return path === undefined ? others.read(uri) : withFailures(files.readChunks(path, chunkSize));
      },
      isUnsaved: (uri) => this.#pathOf(uri) === undefined && others.isUnsaved(uri),
      unsavedText: (uri) => (this.#pathOf(uri) === undefined ? others.unsavedText(uri) : undefined),
      decode: (bytes, encoding) => others.decode(bytes, encoding),
    };
  }

  /** These files are not needed by what they were a part of until now. Removes those that nothing else needs. */
  async release(attachments: readonly ChosenFile[]): Promise<void> {
    const ids = attachments.flatMap(({ uri }) => idOf(uri) ?? []);
    if (ids.length === 0) return;
    for (const id of ids) this.#released.add(id);
    await this.tidy();
  }

  /**
   * Removes what nothing refers to any more: what was released here, and what is old; with `all`, whatever its age. Where a
   * file cannot be read that may refer to one, nothing is removed. Never rejects.
   */
  async tidy({ all = false } = {}): Promise<void> {
    const { files, folder, log } = this.#parts;
    try {
      const unneeded: string[] = [];
      for (const name of await files.names(folder))
        if (name.endsWith(ending) && (all || (await this.#mayGo(name)))) unneeded.push(name);
      if (unneeded.length === 0) return;
      const needed = await this.#referredTo();
      await forEachFile(
        unneeded.filter((name) => !needed.has(name.slice(0, -ending.length))),
        (name) => removeIfThere(files, join(folder, name)),
      );
    } catch (error) {
      log.warn(`Pasted files cannot be removed: ${storageFailure(error).detail ?? 'no detail'}`);
    }
  }

  async #mayGo(name: string): Promise<boolean> {
    if (this.#released.has(name.slice(0, -ending.length))) return true;
    const { files, folder, clock } = this.#parts;
    const { modifiedAt } = await files.facts(join(folder, name));
    return clock.now() - modifiedAt > unneededAge;
  }

  /** Looks at the bare text: files of another version, or damaged ones, may still be mended. */
  async #referredTo(): Promise<ReadonlySet<string>> {
    const { files, referrers, unsaved } = this.#parts;
    const found = new Set<string>();
    const search = (text: string) => {
      for (const [, id = ''] of text.matchAll(uriAnywhere)) found.add(id);
    };
    for (const draft of unsaved()) search(JSON.stringify(draft));
    for (const folder of referrers)
      for (const name of await files.names(folder))
        if (name.endsWith('.json')) search(new TextDecoder().decode(await readNow(files, folder, name)));
    return found;
  }

  #pathOf(uri: string): string | undefined {
    const id = idOf(uri);
    return id === undefined ? undefined : join(this.#parts.folder, id + ending);
  }
}

/** A file that is claimed or released meanwhile has another name by then. */
async function readNow(files: Files, folder: string, name: string): Promise<Uint8Array> {
  try {
    return await files.read(join(folder, name));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const id = parseFileName(name)?.name;
    const now = (await files.names(folder)).find((each) => parseFileName(each)?.name === id);
    return now === undefined ? new Uint8Array() : await files.read(join(folder, now));
  }
}

function idOf(uri: string): string | undefined {
  return uriForm.exec(uri)?.[1];
}

async function* exactly(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  name: string,
): AsyncGenerator<Uint8Array> {
  const changed = () => new Failure('invalid', words.changedMeanwhile(name), { field: 'attachment' });
  let read = 0;
  for await (const chunk of chunks) {
    read += chunk.byteLength;
    if (read > size) throw changed();
    yield chunk;
  }
  if (read !== size) throw changed();
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function* withFailures(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    unreadable(error);
  }
}

function unreadable(error: unknown): never {
  if (codeOf(error) !== 'ENOENT') throw storageFailure(error);
  throw new Failure('invalid', words.pastedGone(), { field: 'attachment', cause: error });
}
