import type { Files, OpenFile } from '../../src/storage/files.ts';

/** A disk on which syncing costs nothing: for runs in which the machine itself stays up. */
export function unsyncedDisk(disk: Files): Files {
  const openFile = (file: OpenFile): OpenFile => ({ ...file, sync: () => Promise.resolve() });
  return {
    ...disk,
    create: async (path) => openFile(await disk.create(path)),
    syncFolder: () => Promise.resolve(),
  };
}
