import { dirname } from 'node:path';
import type { Files, OpenFile } from '../../src/storage/files.ts';

/** A disk in memory, on which every operation takes one microtask. */
export interface MemoryDisk {
  readonly files: Files;
  /** What lies in a folder, sorted. */
  readonly list: (folder: string) => readonly string[];
  readonly text: (path: string) => string | undefined;
  /** Writes a file as another program, or a fault of the disk, would. */
  readonly put: (path: string, text: string) => void;
}

interface StoredFile {
  bytes: Uint8Array;
  modifiedAt: number;
}

/** Awaited by every operation, since `Files` is asynchronous. */
const aTurn = Promise.resolve();

function diskError(code: string, syscall: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${syscall} '${path}'`), { code, syscall, path });
}

/** `now`: milliseconds since the epoch. Each write gets a later time than the one before it. */
export function memoryFiles(now: () => number): MemoryDisk {
  const stored = new Map<string, StoredFile>();
  const folders = new Set<string>(['/']);
  const watchers = new Map<string, Set<() => void>>();
  let newest = 0;
  const tick = () => (newest = Math.max(now(), newest + 1));

  const at = (path: string, syscall: string): StoredFile => {
    const file = stored.get(path);
    if (!file) throw diskError('ENOENT', syscall, path);
    return file;
  };
  const changed = (path: string): void => {
    for (const listener of watchers.get(dirname(path)) ?? []) listener();
  };
  const list = (folder: string): string[] => {
    const inside = [...stored.keys()].filter((path) => dirname(path) === folder);
    return inside.map((path) => path.slice(folder.length + 1)).sort();
  };
  const openFile = (path: string): OpenFile => {
    const file = at(path, 'open');
    return {
      write: async (bytes) => {
        await aTurn;
        file.bytes = Buffer.concat([file.bytes, bytes]);
        file.modifiedAt = tick();
      },
      sync: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  };

  const files: Files = {
    read: async (path) => {
      await aTurn;
      return at(path, 'read').bytes;
    },
    async *readChunks(path, chunkSize) {
      await aTurn;
      const { bytes } = at(path, 'read');
      for (let from = 0; from < bytes.length; from += chunkSize) yield bytes.subarray(from, from + chunkSize);
    },
    create: async (path) => {
      await aTurn;
      if (stored.has(path)) throw diskError('EEXIST', 'open', path);
      if (!folders.has(dirname(path))) throw diskError('ENOENT', 'open', path);
      stored.set(path, { bytes: new Uint8Array(), modifiedAt: tick() });
      changed(path);
      return openFile(path);
    },
    rename: async (from, to) => {
      await aTurn;
      const file = at(from, 'rename');
      stored.delete(from);
      stored.set(to, file);
      changed(to);
    },
    link: async (from, to) => {
      await aTurn;
      const file = at(from, 'link');
      if (stored.has(to)) throw diskError('EEXIST', 'link', to);
      stored.set(to, file);
      changed(to);
    },
    remove: async (path) => {
      await aTurn;
      at(path, 'unlink');
      stored.delete(path);
      changed(path);
    },
    names: async (folder) => {
      await aTurn;
      return list(folder);
    },
    facts: async (path) => {
      await aTurn;
      const { bytes, modifiedAt } = at(path, 'stat');
      return { kind: 'file', size: bytes.byteLength, modifiedAt, isLink: false };
    },
    rightsOf: async (path) => {
      await aTurn;
      at(path, 'stat');
      return { mode: 0o600, group: 0, isWritable: true };
    },
    setRights: async (path) => {
      await aTurn;
      at(path, 'chmod');
    },
    realPath: (path) => Promise.resolve(path),
    openFolder: (path) => Promise.resolve({ path, close: () => Promise.resolve() }),
    touch: async (path, time) => {
      await aTurn;
      at(path, 'utime').modifiedAt = time;
    },
    watch: (folder, listener) => {
      const listeners = watchers.get(folder) ?? new Set();
      watchers.set(folder, listeners.add(listener));
      return () => void listeners.delete(listener);
    },
    makeFolder: async (path) => {
      await aTurn;
      for (let folder = path; !folders.has(folder); folder = dirname(folder)) folders.add(folder);
    },
    syncFolder: () => Promise.resolve(),
  };
  return {
    files,
    list,
    text: (path) => {
      const file = stored.get(path);
      return file && new TextDecoder().decode(file.bytes);
    },
    put: (path, text) => {
      for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
      stored.set(path, { bytes: new TextEncoder().encode(text), modifiedAt: tick() });
      changed(path);
    },
  };
}
