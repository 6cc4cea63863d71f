import type { Files, OpenFile } from '../../src/storage/files.ts';

/** One call on the disk, in the order of the calls; `number` counts from 1. */
export interface DiskOperation {
  readonly number: number;
  /** A method of `Files`, or `write`, `sync`, `close` of an open file. */
  readonly name: string;
  readonly path: string;
}

/** Says with which code an operation fails (`ENOSPC`), or undefined: it is done. */
export type Fault = (operation: DiskOperation) => string | undefined;

/** A disk that fails where it is told to, and what was asked of it. */
interface FaultyDisk {
  readonly files: Files;
  readonly operations: readonly DiskOperation[];
}

/** The operation of that number fails, once. */
export function failAt(number: number, code: string): Fault {
  return (operation) => (operation.number === number ? code : undefined);
}

/** From that operation on, every operation that needs space fails, as on a full disk. */
export function fullFrom(number: number): Fault {
  const needsRoom = new Set(['create', 'write', 'sync', 'rename', 'link', 'makeFolder', 'syncFolder']);
  return (operation) => (operation.number >= number && needsRoom.has(operation.name) ? 'ENOSPC' : undefined);
}

function diskError(code: string, { name, path }: DiskOperation): Error {
  return Object.assign(new Error(`${code}: as told by the test, ${name} '${path}'`), {
    code,
    syscall: name,
    path,
  });
}

/**
 * Wraps a disk so that single operations fail as a real one would: nothing is done, except that half of a failed
 * write's bytes are there and that a failed close closes all the same.
 */
export function faultyFiles(disk: Files, fault: Fault): FaultyDisk {
  const operations: DiskOperation[] = [];
  const failing = (name: string, path: string): Error | undefined => {
    const operation = { number: operations.length + 1, name, path };
    operations.push(operation);
    const code = fault(operation);
    return code === undefined ? undefined : diskError(code, operation);
  };
  const done = async <T>(name: string, path: string, work: () => Promise<T>): Promise<T> => {
    const error = failing(name, path);
    if (error) throw error;
    return work();
  };

  const openFile = (file: OpenFile, path: string): OpenFile => ({
    write: async (bytes) => {
      const error = failing('write', path);
      await file.write(error ? bytes.subarray(0, bytes.byteLength >> 1) : bytes);
      if (error) throw error;
    },
    sync: () => done('sync', path, () => file.sync()),
    close: async () => {
      const error = failing('close', path);
      await file.close();
      if (error) throw error;
    },
  });

  async function* readChunks(path: string, chunkSize: number, within?: string): AsyncGenerator<Uint8Array> {
    const error = failing('readChunks', path);
    if (error) throw error;
    yield* disk.readChunks(path, chunkSize, within);
  }

  const files: Files = {
    read: (path, within) => done('read', path, () => disk.read(path, within)),
    readChunks,
    create: (path) => done('create', path, async () => openFile(await disk.create(path), path)),
    rename: (from, to) => done('rename', to, () => disk.rename(from, to)),
    link: (from, to) => done('link', to, () => disk.link(from, to)),
    remove: (path) => done('remove', path, () => disk.remove(path)),
    names: (folder) => done('names', folder, () => disk.names(folder)),
    facts: (path) => done('facts', path, () => disk.facts(path)),
    rightsOf: (path) => done('rightsOf', path, () => disk.rightsOf(path)),
    setRights: (path, rights) => done('setRights', path, () => disk.setRights(path, rights)),
    realPath: (path) => done('realPath', path, () => disk.realPath(path)),
    openFolder: (path, within) => done('openFolder', path, () => disk.openFolder(path, within)),
    touch: (path, at) => done('touch', path, () => disk.touch(path, at)),
    watch: (folder, changed) => disk.watch(folder, changed),
    makeFolder: (path) => done('makeFolder', path, () => disk.makeFolder(path)),
    syncFolder: (path) => done('syncFolder', path, () => disk.syncFolder(path)),
  };
  return { files, operations };
}
