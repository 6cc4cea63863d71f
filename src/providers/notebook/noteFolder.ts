import { join } from 'node:path';
import { inBatches } from '../../base/inBatches.ts';
import { cutText } from '../cutText.ts';
import { shortId, shortIdOf } from './names.ts';
import { FolderWalk } from './folderWalk.ts';
import { parseNoteFile, type NoteFile } from './noteFile.ts';
import { NoteHeads, type Head } from './noteHeads.ts';
import { concernsOneFile, readStart } from './readStart.ts';
import type { Files } from '../../storage/files.ts';
import type { Log } from '../../base/log.ts';

/** Bytes of one file that are held in memory at most, a thousand pages. */
const longestNote = 2 * 1024 * 1024;
/** Files read at once: few enough to stay far below the limit on open files, many enough to keep the disk busy. */
const atOnce = 32;

/**
 * The notes of one folder. People edit and rename the files, so only their content says which are the newest, and the
 * head of every file must be known.
 */
export class NoteFolder {
  /** Absolute. */
  readonly path: string;
  readonly #walk: FolderWalk;
  readonly #heads: NoteHeads;
  /** Files that are no notes, or cannot be read, and that were logged already. */
  readonly #logged = new Set<string>();

  constructor(path: string) {
    this.path = path;
    this.#walk = new FolderWalk(path);
    this.#heads = new NoteHeads(path);
  }

  /**
   * Every note of the folder and the folders in it, unsorted. Files that are not notes are left out and logged. Rejects with
   * the disk's errors.
   */
  async heads(files: Files, log: Log, signal: AbortSignal): Promise<readonly Head[]> {
    const { notes, skipped } = await this.#walk.files(files, signal);
    this.#heads.keepOnly(new Set(notes));
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
      const path = join(this.path, file);
      return await readStart(files, { path, within: this.path, piece: 64 * 1024, most: longestNote });
    } catch (error) {
      if (concernsOneFile(error)) return undefined;
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
    const heads = await inBatches(names, atOnce, (name) => {
      signal.throwIfAborted();
      return this.#heads.of(files, name, otherFiles);
    });
    return heads.filter((head) => head !== undefined);
  }
}
