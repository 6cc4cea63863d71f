import { constants } from 'node:fs';
import { open, readlink, realpath, stat, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { codeOf } from './storageFailure.ts';
import type { OpenFolder } from './files.ts';

/** The code of the error for a path that leads out of the folder that it must stay in. */
export const leadsOutCode = 'ELEADSOUT';

/** Error codes of links that lead to nothing, or in a circle. */
export const leadNowhere: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

function leadsOut(path: string): Error {
  return Object.assign(new Error(`${leadsOutCode}: '${path}'`), { code: leadsOutCode, syscall: 'open' });
}

/** Whether a path lies in the folder, or is it; both without links in them. */
export function isIn(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest);
}

const isWindows = process.platform === 'win32';

/** Windows has neither of these flags. Opening a pipe for reading would wait for a writer. */
const noFollow = isWindows ? 0 : constants.O_NOFOLLOW;
const reading = constants.O_RDONLY | (isWindows ? 0 : constants.O_NONBLOCK);

/** Where Linux says what an open file or folder is. A path through it stays on that folder, whatever is moved. */
const ownPath = ({ fd }: FileHandle) => `/proc/self/fd/${fd}`;

/**
 * Where an open file or folder lies, without links. The system is asked; where it has no answer, it is the path again,
 * if that still leads to the same file.
 */
async function placeOf(handle: FileHandle, path: string): Promise<string | undefined> {
  const own =
    process.platform === 'linux' ? await readlink(ownPath(handle)).catch(() => undefined) : undefined;
  if (own !== undefined) return own;
  const now = await realpath(path);
  const [opened, there] = await Promise.all([handle.stat({ bigint: true }), stat(now, { bigint: true })]);
  return opened.dev === there.dev && opened.ino === there.ino ? now : undefined;
}

/** Opens what the path leads to, if that lies in the folder also once it is open. */
async function openThrough(path: string, within: string, flags: number): Promise<FileHandle> {
  const root = await realpath(within);
  const real = await realpath(path);
  if (!isIn(root, real)) throw leadsOut(path);
  const handle = await open(real, flags | noFollow);
  try {
    // Meanwhile another program may have put a link in the place of one of its folders.
    const place = await placeOf(handle, path);
    if (place === undefined || !isIn(root, place)) throw leadsOut(path);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Opens a file for reading that lies in the folder, through links or not. Rejects with {@link leadsOutCode} too. */
export async function openWithin(path: string, within: string): Promise<FileHandle> {
  if (isWindows || dirname(path) !== within) return openThrough(path, within, reading);
  try {
    // The usual case at the usual cost: a file of the folder itself.
    return await open(path, reading | noFollow);
  } catch (error) {
    if (codeOf(error) !== 'ELOOP') throw error;
    return openThrough(path, within, reading);
  }
}

/** As {@link Files.openFolder}. */
export async function openFolder(path: string, within: string): Promise<OpenFolder> {
  if (process.platform !== 'linux') {
    const [root, real] = [await realpath(within), await realpath(path)];
    if (!isIn(root, real)) throw leadsOut(path);
    return { path: real, close: () => Promise.resolve() };
  }
  const handle = await openThrough(path, within, reading | constants.O_DIRECTORY);
  return { path: ownPath(handle), close: () => handle.close() };
}
