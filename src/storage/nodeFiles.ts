import { constants, watch as watchFolder, type Stats } from 'node:fs';
import {
  access,
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  stat,
  unlink,
  utimes,
} from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { leadNowhere, openFolder, openWithin } from './links.ts';
import { codeOf } from './storageFailure.ts';
import type { FileFacts, FileRights, Files, OpenFile } from './files.ts';

/** Notes and drafts hold personal data: only the user may read them. Windows has rights of its own instead. */
const userFile = 0o600;
const userFolder = 0o700;

/** Error codes of file systems that cannot sync a folder (some network and FUSE mounts). They are ignored. */
const cannotSync = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

function openFile(handle: FileHandle): OpenFile {
  return {
    // Unlike `write`, this goes on until every byte is written.
    write: (bytes) => handle.writeFile(bytes),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** Only a file is opened: reading a pipe would never end. */
async function read(path: string, within?: string): Promise<Uint8Array> {
  if ((await facts(path)).kind !== 'file')
    throw Object.assign(new Error('EISDIR: this is no file'), { code: 'EISDIR', syscall: 'read' });
  if (within === undefined) return await readFile(path);
  const handle = await openWithin(path, within);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function* readChunks(path: string, chunkSize: number, within?: string): AsyncGenerator<Uint8Array> {
  const handle = await (within === undefined ? open(path, 'r') : openWithin(path, within));
  try {
    for (;;) {
      // A new buffer each time: the last one may still be on its way to a socket.
      const piece = Buffer.allocUnsafeSlow(chunkSize);
      const { bytesRead } = await handle.read(piece, 0, chunkSize);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (!cannotSync.has(codeOf(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: userFolder });
  if (first === undefined) return;
  // A new folder is an entry of its parent, and a power cut forgets entries that were not synced.
  for (let folder = path; folder.length >= first.length; folder = dirname(folder))
    await syncFolder(dirname(folder));
}

async function facts(path: string): Promise<FileFacts> {
  const own = await lstat(path);
  const isLink = own.isSymbolicLink();
  const stats = isLink ? await statThrough(path, own) : own;
  return {
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
    size: stats.size,
    modifiedAt: Math.trunc(stats.mtimeMs),
    isLink,
  };
}

/** Of what a link leads to, or of the link itself where that is nothing. */
async function statThrough(path: string, link: Stats): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    if (leadNowhere.has(codeOf(error) ?? '')) return link;
    throw error;
  }
}

async function rightsOf(path: string): Promise<FileRights> {
  const { mode, gid } = await stat(path);
  const isAllowed = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
  return { mode: mode & 0o777, group: gid, isWritable: isAllowed && (mode & 0o222) !== 0 };
}

async function setRights(path: string, { mode, group }: FileRights): Promise<void> {
  const { gid } = await stat(path);
  // Only members of a group, and root, may give a file to it.
  if (gid !== group) await chown(path, -1, group).catch(() => undefined);
  await chmod(path, mode);
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function watch(folder: string, changed: () => void): () => void {
  try {
    const watcher = watchFolder(folder, { persistent: false }, changed);
    // Too many watchers, or a folder that was removed: callers also read the folder from time to time.
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}

/** The real disk. Files are made with mode 0600 and folders with 0700. */
export const nodeFiles: Files = {
  read,
  readChunks,
  create: async (path) => openFile(await open(path, 'wx', userFile)),
  rename,
  link,
  remove: unlink,
  names,
  facts,
  rightsOf,
  setRights,
  realPath: (path) => realpath(path),
  openFolder,
  touch: (path, at) => utimes(path, at / 1000, at / 1000),
  watch,
  makeFolder,
  syncFolder,
};
