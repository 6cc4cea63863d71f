import { basename, join, relative, sep } from 'node:path';
import { holdsFrontMatter } from '../../base/frontMatter.ts';
import { isIn, leadNowhere, leadsOutCode } from '../../storage/links.ts';
import { codeOf } from '../../storage/storageFailure.ts';
import { cutText } from '../cutText.ts';
import { shortId, shortIdOf, withoutMd } from './names.ts';
import { FolderWalk } from './folderWalk.ts';
import { parseNoteFile, type NoteFile, type NoteFront } from './noteFile.ts';
import { unreadableFront, type UnreadableFront } from './unreadableFront.ts';
import type { Files } from '../../storage/files.ts';
import type { Log } from '../../base/log.ts';

/** A note of the folder without its text. */
export interface Head {
  /** The file's path in the notebook, with `/`; the name where it lies in the folder itself. */
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
  /** Of a link to the inside, the path in the notebook of what it leads to. */
  readonly leadsTo?: string | undefined;
  /** Present where the front matter cannot be read. Its id is the file's path then, so that it is taken for no other note. */
  readonly unreadable?: UnreadableFront | undefined;
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
  attachments: [],
};

/** Of a file that is no link. */
const noLink: Pick<Head, 'link' | 'leadsTo'> = {};

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

  readonly #walk: FolderWalk;

  /** Files that are no notes, or cannot be read, and that were logged already. */
  readonly #logged = new Set<string>();

  constructor(path: string) {
    this.path = path;
    this.#walk = new FolderWalk(path);
  }

  /**
   * Every note of the folder and the folders in it, unsorted. Files that are not notes are left out and logged. Rejects with
   * the disk's errors.
   */
  async heads(files: Files, log: Log, signal: AbortSignal): Promise<readonly Head[]> {
    const { notes, skipped } = await this.#walk.files(files, signal);
    const present = new Set(notes);
    for (const file of this.#cache.keys()) if (!present.has(file)) this.#cache.delete(file);
    const otherFiles: string[] = [];
    const heads = await this.#headsOf(files, notes, otherFiles, signal);
    this.#logOnce(otherFiles, log, 'file(s) left out, because they are not notes');
    this.#logOnce(
      skipped,
      log,
      'folder(s) left out, because they are links, cannot be read, or are too many',
    );
    const unreadable = heads.flatMap((head) => (head.unreadable ? [head.file] : []));
    this.#logOnce(unreadable, log, 'note(s) with a front matter that cannot be read');
    // A note and a link to it are one note; it is the link that Delete removes.
    const linked = new Set(heads.map(({ leadsTo }) => leadsTo));
    return heads.filter(({ file, link }) => link !== undefined || !linked.has(file));
  }

  /**
   * The file of the note with this id. A note's name ends in its short id, so that only that file and those that
   * a person named are opened. A file whose name fits is taken for it even when its front matter was broken or
   * lost its id, but not when it names another note: short ids can be equal.
   */
  async find(files: Files, id: string, signal: AbortSignal): Promise<string | undefined> {
    const own = new Set<string | undefined>([shortId(id), shortId(id, 64)]);
    const { notes: names } = await this.#walk.files(files, signal);
    const named = names.filter((name) => own.has(shortIdOf(name)));
    const renamed = names.filter((name) => shortIdOf(name) === undefined);
    const heads = await this.#headsOf(files, [...named, ...renamed], [], signal);
    const ofOthers = new Set(heads.filter((head) => head.id !== head.file).map((head) => head.file));
    return heads.find((head) => head.id === id)?.file ?? named.find((name) => !ofOthers.has(name));
  }

  /** One file whole; undefined when it is gone or no note any more. Rejects with the disk's errors. */
  async read(files: Files, file: string): Promise<NoteFile | undefined> {
    const content = await this.#content(files, file);
    const note = content && parseNoteFile(content.start);
    return note && content.cut ? { ...note, ...cutText(note.text, 'long') } : note;
  }

  /** All that a file holds, its front matter too; undefined when it is gone. Rejects with the disk's errors. */
  async contentOf(files: Files, file: string): Promise<string | undefined> {
    const content = await this.#content(files, file);
    return content?.cut === true ? cutText(content.start, 'long').text : content?.start;
  }

  async #content(files: Files, file: string): Promise<{ start: string; cut: boolean } | undefined> {
    try {
      return await readStart(files, join(this.path, file), this.path, 64 * 1024, longestNote, () => false);
    } catch (error) {
      if (fileErrors.has(codeOf(error) ?? '')) return undefined;
      throw error;
    }
  }

  #logOnce(found: readonly string[], log: Log, what: string): void {
    const unlogged = found.filter((file) => !this.#logged.has(file));
    if (unlogged.length === 0) return;
    for (const file of unlogged) this.#logged.add(file);
    const some = unlogged.slice(0, 5).join(', ');
    log.warn(`Notebook: ${unlogged.length} ${what}: ${some}`);
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
      const { link, leadsTo } = isLink ? await this.#whereTo(files, path) : noLink;
      if (link === 'outside' || link === 'nowhere') {
        this.#cache.delete(file);
        return {
          file,
          id: file,
          front: { ...noFront, customer: withoutMd(basename(file)) },
          at: modifiedAt,
          link,
        };
      }
      const cached = this.#cache.get(file);
      if (cached?.modifiedAt === modifiedAt && cached.size === size && cached.link === link)
        return cached.head && { ...cached.head, leadsTo };
      // Only files are opened: reading a pipe would never end.
      const head = kind === 'file' ? await this.#read(files, file, modifiedAt, link) : undefined;
      if (head === undefined) otherFiles.push(file);
      this.#cache.set(file, { modifiedAt, size, link, head });
      return head && { ...head, leadsTo };
    } catch (error) {
      if (!fileErrors.has(codeOf(error) ?? '')) throw error;
      if (codeOf(error) !== 'ENOENT') otherFiles.push(file);
      return undefined;
    }
  }

  /** Where a link leads to. */
  async #whereTo(files: Files, path: string): Promise<Pick<Head, 'link' | 'leadsTo'>> {
    try {
      const [root, real] = [await files.realPath(this.path), await files.realPath(path)];
      if (!isIn(root, real)) return { link: 'outside' };
      return { link: 'inside', leadsTo: relative(root, real).split(sep).join('/') };
    } catch (error) {
      if (leadNowhere.has(codeOf(error) ?? '')) return { link: 'nowhere' };
      throw error;
    }
  }

  async #read(files: Files, file: string, modifiedAt: number, link: Head['link']): Promise<Head | undefined> {
    const path = join(this.path, file);
    const { start } = await readStart(files, path, this.path, headPiece, longestHead, holdsFrontMatter);
    // The text is dropped, or the whole notebook would stay in memory.
    const front = parseNoteFile(start)?.front;
    if (front)
      return { file, id: front.id ?? file, front, at: front.createdAt?.getTime() ?? modifiedAt, link };
    const unreadable = unreadableFront(file, start);
    if (!unreadable) return undefined;
    return {
      file,
      id: file,
      front: { ...noFront, customer: unreadable.customer },
      at: modifiedAt,
      link,
      unreadable,
    };
  }
}
