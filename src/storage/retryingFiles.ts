import type { Files } from './files.ts';
import { codeOf } from './storageFailure.ts';

/** Errors that pass by themselves, as when a virus scanner or an indexer has opened a file that was just written. */
const passing = new Set(['EBUSY', 'EPERM', 'EACCES', 'EMFILE', 'ENFILE', 'EAGAIN']);

/** Milliseconds before each further try at renaming and removing, which a scanner prevents for as long as it reads. */
const patientWaits = [0, 20, 100, 400];

/** Milliseconds before each further try at everything else: what is not readable at all must not delay a start. */
const briefWaits = [0];

/** A disk that reports a fault is asked once more. */
const faultWaits = [0];

/**
 * A disk that repeats what failed with an error that may pass. A file that stays locked all the time is tried once only
 * from then on, until it is free again. Nothing is repeated on an open file, nor the sync of a folder after a fault: a
 * second sync can succeed although the first one lost something. `wait`: for some milliseconds.
 */
export function retryingFiles(disk: Files, wait: (ms: number) => Promise<void>): Files {
  const retry = async <T>(work: () => Promise<T>, waits = briefWaits, onFault = faultWaits): Promise<T> => {
    for (let failed = 0; ; failed++) {
      try {
        return await work();
      } catch (error) {
        const delay = (codeOf(error) === 'EIO' ? onFault : waits)[failed];
        if (delay === undefined || !mayPass(error)) throw error;
        await wait(delay);
      }
    }
  };
  /** The paths of files that stayed locked. */
  const locked = new Set<string>();
  const retryPatiently = async (path: string, work: () => Promise<void>): Promise<void> => {
    try {
      await (locked.has(path) ? work() : retry(work, patientWaits));
      locked.delete(path);
    } catch (error) {
      if (mayPass(error)) locked.add(path);
      throw error;
    }
  };
  return {
    read: (path, within) => retry(() => disk.read(path, within)),
    readChunks: (path, chunkSize, within) => disk.readChunks(path, chunkSize, within),
    create: (path) => retry(() => disk.create(path)),
    rename: (from, to) => retryPatiently(to, () => disk.rename(from, to)),
    link: (from, to) => retry(() => disk.link(from, to)),
    remove: (path) => retryPatiently(path, () => disk.remove(path)),
    names: (folder) => retry(() => disk.names(folder)),
    facts: (path) => retry(() => disk.facts(path)),
    rightsOf: (path) => retry(() => disk.rightsOf(path)),
    setRights: (path, rights) => retry(() => disk.setRights(path, rights)),
    realPath: (path) => retry(() => disk.realPath(path)),
    openFolder: (path, within) => retry(() => disk.openFolder(path, within)),
    touch: (path, at) => retry(() => disk.touch(path, at)),
    watch: (folder, changed) => disk.watch(folder, changed),
    makeFolder: (path) => retry(() => disk.makeFolder(path)),
    syncFolder: (path) => retry(() => disk.syncFolder(path), briefWaits, []),
  };
}

function mayPass(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return code === 'EIO' || passing.has(code);
}
