import { basename, join, relative, sep } from 'node:path';
import { holdsFrontMatter } from '../../base/frontMatter.ts';
import type { Files } from '../../storage/files.ts';
import { isIn, leadNowhere } from '../../storage/links.ts';
import { codeOf } from '../../storage/storageFailure.ts';
import { withoutMd } from './names.ts';
import { parseNoteFile, type NoteFront } from './noteFile.ts';
import { concernsOneFile, readStart } from './readStart.ts';
import { unreadableFront, type UnreadableFront } from './unreadableFront.ts';

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

/**
 * The heads of a folder's notes. Each is read once, and again when the file's size or time has changed. Ten thousand
 * take a few megabytes of memory.
 */
export class NoteHeads {
  readonly #folder: string;
  readonly #cache = new Map<string, CachedHead>();

  /** `folder`: absolute path. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Forgets the heads of files that are not among these. */
  keepOnly(present: ReadonlySet<string>): void {
    for (const file of this.#cache.keys()) if (!present.has(file)) this.#cache.delete(file);
  }

  /** The head of a file; its path is added to `otherFiles` where it is no note. Rejects with the disk's errors. */
  async of(files: Files, file: string, otherFiles: string[]): Promise<Head | undefined> {
    const path = join(this.#folder, file);
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
      if (!concernsOneFile(error)) throw error;
      if (codeOf(error) !== 'ENOENT') otherFiles.push(file);
      return undefined;
    }
  }

  /** Where a link leads to. */
  async #whereTo(files: Files, path: string): Promise<Pick<Head, 'link' | 'leadsTo'>> {
    try {
      const [root, real] = [await files.realPath(this.#folder), await files.realPath(path)];
      if (!isIn(root, real)) return { link: 'outside' };
      return { link: 'inside', leadsTo: relative(root, real).split(sep).join('/') };
    } catch (error) {
      if (leadNowhere.has(codeOf(error) ?? '')) return { link: 'nowhere' };
      throw error;
    }
  }

  async #read(files: Files, file: string, modifiedAt: number, link: Head['link']): Promise<Head | undefined> {
    const { start } = await readStart(files, {
      path: join(this.#folder, file),
      within: this.#folder,
      piece: headPiece,
      most: longestHead,
      enough: holdsFrontMatter,
    });
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
