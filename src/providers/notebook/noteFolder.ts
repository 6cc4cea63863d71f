import { join } from 'node:path';
import { isIn, leadNowhere, leadsOutCode } from '../../storage/links.ts';
import { codeOf } from '../../storage/storageFailure.ts';
import { cutText } from '../cutText.ts';
import { shortId, shortIdOf } from './names.ts';
import { holdsFrontMatter, parseNoteFile, type NoteFile, type NoteFront } from './noteFile.ts';
import type { Files } from '../../storage/files.ts';
import type { Log } from '../../base/log.ts';

/** A note of the folder without its text. */
export interface Head {
  /** The file's name. */
  readonly file: string;
  /** From the front matter, or the file's name where a person wrote none. */
  readonly id: string;
  readonly front: NoteFront;
  /** The time by which the list is sorted: the note's own, or the file's where it has none. Milliseconds. */
  readonly at: number;
  /**
   * Where the file is a link: whether what it leads to lies in the notebook, outside, or nowhere. Only links to the
   * `inside` are followed; of the others nothing is read, and their ids are their names.
   */
  readonly link?: 'inside' | 'outside' | 'nowhere' | undefined;
}

/** Whether this is a link that is not followed. */
export function leadsAway({ link }: Head): boolean {
  return link === 'outside' || link === 'nowhere';
}

/** Bytes. Most front matters take a few hundred; a file whose front matter is longer than `longestHead` is no note. */
const headPiece = 4 * 1024;
const longestHead = 64 * 1024;
/** Bytes of one file that are held in memory at most, a thousand pages. */
const longestNote = 2 * 1024 * 1024;
/** Files read at once: few enough to stay far below the limit on open files, many enough to keep the disk busy. */
const atOnce = 32;

/** Error codes that are about one file and say nothing about the folder. */
const fileErrors = new Set([
  'ENOENT',
  'EACCES',
  'EPERM',
  'EISDIR',
  'ELOOP',
  'ENOTDIR',
  'EBUSY',
  'EIO',
  'EINVAL',
  'ENXIO',
  'ENAMETOOLONG',
  'ETIMEDOUT',
  // What Windows says of a file in a cloud that cannot be fetched.
  'UNKNOWN',
  leadsOutCode,
]);

/** What is known of a file that is not read. */
const noFront: NoteFront = {
  id: undefined,
  kind: 'note',
  customer: '',
  author: undefined,
  createdAt: undefined,
  updatedAt: undefined,
  durationSeconds: undefined,
  textOf: undefined,
  attachment: undefined,
};

/** A head, and what the file was like when it was read. */
interface CachedHead {
  readonly modifiedAt: number;
  readonly size: number;
  readonly link: Head['link'];
  readonly head: Head | undefined;
}

/** Reads the start of a file. `cut`: the file may go on after it. */
async function readStart(
  files: Files,
  path: string,
  within: string,
  piece: number,
  most: number,
  enough: (start: string) => boolean,
): Promise<{ readonly start: string; readonly cut: boolean }> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let start = '';
  let size = 0;
  for await (const chunk of files.readChunks(path, piece, within)) {
    size += chunk.byteLength;
    start += decoder.decode(chunk, { stream: true });
    if (size >= most || enough(start)) return { start, cut: true };
  }
  return { start: start + decoder.decode(), cut: false };
}

/**
 * The notes of one folder. People edit and rename the files, so only their content says which are the newest, and the
 * head of every file must be known. It is read once, and again when the file's size or time has changed. Ten thousand
 * notes take a few megabytes of memory.
 */
export class NoteFolder {
  /** Absolute. */
  readonly path: string;
  readonly #cache = new Map<string, CachedHead>();

  /** Files that are no notes, or cannot be read, and that were logged already. */
  readonly #logged = new Set<string>();

  constructor(path: string) {
    this.path = path;
  }

  /** Every note, unsorted. Files that are not notes are left out and logged. Rejects with the disk's errors. */
  async heads(files: Files, log: Log, signal: AbortSignal): Promise<readonly Head[]> {
    const names = (await files.names(this.path)).filter((name) => name.endsWith('.md'));
    const present = new Set(names);
    for (const name of this.#cache.keys()) if (!present.has(name)) this.#cache.delete(name);
    const otherFiles: string[] = [];
    const heads = await this.#headsOf(files, names, otherFiles, signal);
    this.#logOnce(otherFiles, log);
    return heads;
  }

  /**
   * The file of the note with this id. A note's name ends in its short id, so that only that file and those that
   * a person named are opened. A file whose name fits is taken for it even when its front matter was broken or
   * lost its id, but not when it names another note: short ids can be equal.
   */
  async find(files: Files, id: string, signal: AbortSignal): Promise<string | undefined> {
    const own = new Set<string | undefined>([shortId(id), shortId(id, 64)]);
    const names = (await files.names(this.path)).filter((name) => name.endsWith('.md'));
    const named = names.filter((name) => own.has(shortIdOf(name)));
    const renamed = names.filter((name) => shortIdOf(name) === undefined);
    const heads = await this.#headsOf(files, [...named, ...renamed], [], signal);
    const ofOthers = new Set(heads.filter((head) => head.id !== head.file).map((head) => head.file));
    return heads.find((head) => head.id === id)?.file ?? named.find((name) => !ofOthers.has(name));
  }

  /** One file whole; undefined when it is gone or no note any more. Rejects with the disk's errors. */
  async read(files: Files, file: string): Promise<NoteFile | undefined> {
    const path = join(this.path, file);
    try {
      const { start, cut } = await readStart(files, path, this.path, 64 * 1024, longestNote, () => false);
      const note = parseNoteFile(start);
      return note && cut ? { ...note, ...cutText(note.text, 'long') } : note;
    } catch (error) {
      if (fileErrors.has(codeOf(error) ?? '')) return undefined;
      throw error;
    }
  }

  #logOnce(otherFiles: readonly string[], log: Log): void {
    const unlogged = otherFiles.filter((file) => !this.#logged.has(file));
    if (unlogged.length === 0) return;
    for (const file of unlogged) this.#logged.add(file);
    const some = unlogged.slice(0, 5).join(', ');
    log.warn(`Notebook: ${unlogged.length} file(s) left out, because they are not notes: ${some}`);
  }

  async #headsOf(files: Files, names: readonly string[], otherFiles: string[], signal: AbortSignal) {
    const heads: Head[] = [];
    for (let next = 0; next < names.length; next += atOnce) {
      signal.throwIfAborted();
      const batch = names.slice(next, next + atOnce);
      const batchHeads = await Promise.all(batch.map((name) => this.#head(files, name, otherFiles)));
      for (const head of batchHeads) if (head) heads.push(head);
    }
    return heads;
  }

  async #head(files: Files, file: string, otherFiles: string[]): Promise<Head | undefined> {
    const path = join(this.path, file);
    try {
      const { kind, modifiedAt, size, isLink } = await files.facts(path);
      const link = isLink ? await this.#whereTo(files, path) : undefined;
      if (link === 'outside' || link === 'nowhere') {
        this.#cache.delete(file);
        return {
          file,
          id: file,
          front: { ...noFront, customer: file.replace(/\.md$/, '') },
          at: modifiedAt,
          link,
        };
      }
      const cached = this.#cache.get(file);
      if (cached?.modifiedAt === modifiedAt && cached.size === size && cached.link === link)
        return cached.head;
      // Only files are opened: reading a pipe would never end.
      const front = kind === 'file' ? await this.#front(files, path) : undefined;
      if (front === undefined) otherFiles.push(file);
      const at = front?.createdAt?.getTime() ?? modifiedAt;
      const head = front && { file, id: front.id ?? file, front, at, link };
      this.#cache.set(file, { modifiedAt, size, link, head });
      return head;
    } catch (error) {
      if (!fileErrors.has(codeOf(error) ?? '')) throw error;
      if (codeOf(error) !== 'ENOENT') otherFiles.push(file);
      return undefined;
    }
  }

  /** Where a link leads to. */
  async #whereTo(files: Files, path: string): Promise<NonNullable<Head['link']>> {
    try {
      return isIn(await files.realPath(this.path), await files.realPath(path)) ? 'inside' : 'outside';
    } catch (error) {
      if (leadNowhere.has(codeOf(error) ?? '')) return 'nowhere';
      throw error;
    }
  }

  async #front(files: Files, path: string): Promise<NoteFront | undefined> {
    const { start } = await readStart(files, path, this.path, headPiece, longestHead, holdsFrontMatter);
    // The text is dropped, or the whole notebook would stay in memory.
    return parseNoteFile(start)?.front;
  }
}
