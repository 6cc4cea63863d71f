import { join } from 'node:path';
import { inBatches } from '../../base/inBatches.ts';
import { codeOf } from '../../storage/storageFailure.ts';
import type { Files } from '../../storage/files.ts';
import { attachmentsFolder, isNoteName } from './names.ts';

/** Folders in each other. Deeper ones are left out: something is wrong with them. */
const deepest = 12;

/** Folders in all. Somebody may have chosen a home folder for the notebook. */
const mostFolders = 1000;

/** What else in the notebook is looked at, whether it is a folder, at once. */
const atOnce = 32;

/** The files of a notebook. */
interface NotebookFiles {
  /** Paths in the notebook, with `/`. */
  readonly notes: readonly string[];
  /** Folders that were not entered: links, which may lead anywhere, too many or too deep ones, and those that cannot be read. */
  readonly skipped: readonly string[];
}

/**
 * Finds the notes of a folder and of the folders in it. Hidden folders (`.git`, `.obsidian`), `node_modules` and that of
 * the attachments hold none. What is no folder is asked for once only.
 */
export class FolderWalk {
  readonly #path: string;
  /** Paths of files that are no notes. */
  readonly #others = new Set<string>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Rejects with the disk's errors, and with the signal's reason. */
  async files(files: Files, signal: AbortSignal): Promise<NotebookFiles> {
    const notes: string[] = [];
    const skipped: string[] = [];
    let level: readonly string[] = [''];
    let entered = 0;
    for (let depth = 0; level.length > 0; depth += 1) {
      const further: string[] = [];
      for (const folder of level) {
        signal.throwIfAborted();
        entered += 1;
        if (depth > deepest || entered > mostFolders) skipped.push(folder);
        else further.push(...(await this.#enter(files, folder, notes, skipped)));
      }
      level = further;
    }
    return { notes, skipped };
  }

  /** Adds the notes of one folder, and resolves to the folders in it. */
  async #enter(files: Files, folder: string, notes: string[], skipped: string[]): Promise<string[]> {
    const inFolder = (name: string) => (folder === '' ? name : `${folder}/${name}`);
    const names = await this.#namesIn(files, folder, skipped);
    const others: string[] = [];
    for (const name of names) {
      const path = inFolder(name);
      if (isNoteName(name)) notes.push(path);
      else if (!holdsNone(name, path) && !this.#others.has(path)) others.push(path);
    }
    const folders: string[] = [];
    const kinds = await inBatches(others, atOnce, (path) => this.#kindOf(files, path));
    for (const [index, path] of others.entries()) {
      const kind = kinds[index];
      if (kind === 'folder') folders.push(path);
      else if (kind === 'linked folder') skipped.push(path);
      else if (kind === 'file') this.#others.add(path);
    }
    return folders;
  }

  async #namesIn(files: Files, folder: string, skipped: string[]): Promise<readonly string[]> {
    try {
      return await files.names(join(this.#path, folder));
    } catch (error) {
      // Of the notebook itself, the user has to know; one folder in it must hide no other.
      if (folder === '' || codeOf(error) === undefined) throw error;
      skipped.push(folder);
      return [];
    }
  }

  /** Undefined: it is gone, or cannot be looked at just now. */
  async #kindOf(files: Files, path: string): Promise<'file' | 'folder' | 'linked folder' | undefined> {
    try {
      const { kind, isLink } = await files.facts(join(this.#path, path));
      return kind !== 'folder' ? 'file' : isLink ? 'linked folder' : 'folder';
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      return undefined;
    }
  }
}

/** Whether a folder of this name or path holds no notes. */
function holdsNone(name: string, path: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || path === attachmentsFolder;
}
