import { renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { link } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files, OpenFile } from '../../src/storage/files.ts';
import { codeOf } from '../../src/storage/storageFailure.ts';
import type { Random } from '../support/random.ts';

/** What changes a disk's names and bytes. */
export type Changing = Pick<Files, 'create' | 'rename' | 'link' | 'remove' | 'syncFolder'>;

/** A disk that remembers, after a power cut, only what was synced. */
interface ForgetfulDisk {
  readonly files: Changing;
  /** Leaves on the disk what a power cut would. No program may write to it meanwhile. */
  readonly cutPower: () => void;
}

/** The bytes of a file, whatever names it has. */
interface Written {
  size: number;
  synced: number;
}

interface Change {
  readonly folder: string;
  readonly undo: () => void;
}

/**
 * Bytes last once their file was synced, names once their folder was. Of the changes to a folder since then, a
 * first part may last, as with a journal; the bytes are what was synced. All programs that change the folders have to do
 * it here, one operation after the other. Nothing is really synced: what lasts is decided here, and kill -9 takes nothing
 * back.
 */
export function forgetfulDisk(disk: Changing, random: Random): ForgetfulDisk {
  const files = new Map<string, Written>();
  const nameFile = (path: string, written: Written | undefined): void => {
    if (written) files.set(path, written);
    else files.delete(path);
  };
  let changes: Change[] = [];
  let backups = 0;

  /** What lies at a path gets a second name, so that it can be put back. */
  const backUp = async (path: string): Promise<string | undefined> => {
    const backup = join(dirname(path), `.backup-${process.pid}-${(backups += 1)}`);
    try {
      await link(path, backup);
      return backup;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  };
  const putBack = (backup: string | undefined, path: string): void => {
    if (backup !== undefined) quietly(() => renameSync(backup, path));
  };

  const openFile = (file: OpenFile, written: Written): OpenFile => ({
    write: async (bytes) => {
      await file.write(bytes);
      written.size += bytes.byteLength;
    },
    sync: () => {
      written.synced = written.size;
      return Promise.resolve();
    },
    close: () => file.close(),
  });

  return {
    files: {
      create: async (path) => {
        const file = await disk.create(path);
        const written = { size: 0, synced: 0 };
        files.set(path, written);
        changes.push({ folder: dirname(path), undo: () => rmSync(path, { force: true }) });
        return openFile(file, written);
      },
      rename: async (from, to) => {
        const backup = await backUp(to);
        await disk.rename(from, to);
        const [written, replaced] = [files.get(from), files.get(to)];
        files.delete(from);
        nameFile(to, written);
        const undo = () => {
          quietly(() => renameSync(to, from));
          nameFile(from, written);
          nameFile(to, replaced);
          putBack(backup, to);
        };
        changes.push({ folder: dirname(to), undo });
      },
      link: async (from, to) => {
        await disk.link(from, to);
        nameFile(to, files.get(from));
        changes.push({ folder: dirname(to), undo: () => rmSync(to, { force: true }) });
      },
      remove: async (path) => {
        const backup = await backUp(path);
        await disk.remove(path);
        changes.push({ folder: dirname(path), undo: () => putBack(backup, path) });
      },
      syncFolder: (folder) => {
        changes = changes.filter((change) => change.folder !== folder);
        return Promise.resolve();
      },
    },
    cutPower: () => {
      const folders = new Set(changes.map(({ folder }) => folder));
      for (const folder of folders) {
        const own = changes.filter((change) => change.folder === folder);
        const lasting = random.chance(0.6) ? 0 : random.int(0, own.length);
        for (const { undo } of own.slice(lasting).reverse()) undo();
      }
      for (const [path, { size, synced }] of files)
        if (synced < size) quietly(() => statSync(path).size > synced && truncateSync(path, synced));
      changes = [];
      files.clear();
    },
  };
}

/** Something else may have taken the file away by then. */
function quietly(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
