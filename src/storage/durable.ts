import { basename, dirname, join } from 'node:path';
import { forEachFile } from './forEachFile.ts';
import { codeOf, storageFailure, storing } from './storageFailure.ts';
import type { NewId } from '../base/ids.ts';
import type { FileRights, Files, OpenFile } from './files.ts';

/** Hidden, and without the extension that readers of the folder expect. */
const temporaryName = (newId: NewId) => `.${newId()}.tmp`;

/** Removes a file, if there is one. Failure `storage`. */
export async function removeIfThere(files: Files, path: string): Promise<void> {
  try {
    await files.remove(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw storageFailure(error);
  }
}

/** Removes files one by one, so that one that stays does not keep the others. Failure `storage` if any did. */
export async function removeEach(files: Files, paths: readonly string[]): Promise<void> {
  await forEachFile(paths, (path) => removeIfThere(files, path));
}

/** Writing a file takes well under this time, in milliseconds. */
export const longestWrite = 60_000;

/** Whether a file of that name was not finished by whoever wrote it. */
export function isHalfWritten(fileName: string): boolean {
  return fileName.startsWith('.') && fileName.endsWith('.tmp');
}

const uuidTemporary = /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** The same for a folder that is the user's own: only what bears an id of Notelog's, since other programs write there. */
export function isOwnHalfWritten(fileName: string): boolean {
  return uuidTemporary.test(fileName);
}

/**
 * Removes the half-written files that killed runs left in a folder: nobody reads them, but they hold what users wrote.
 * `now` in milliseconds since the epoch; `isLeft` knows them by their names. Failure `storage`, at the end, if some stay.
 */
export async function removeHalfWritten(
  files: Files,
  folder: string,
  now: number,
  isLeft = isHalfWritten,
): Promise<void> {
  const names = await storing(() => files.names(folder));
  await forEachFile(names.filter(isLeft), async (name) => {
    const path = join(folder, name);
    // Another window may be writing it. If the file is gone by now, that window has finished it.
    const { modifiedAt } = await files.facts(path).catch(() => ({ modifiedAt: now }));
    if (now - modifiedAt > longestWrite) await removeIfThere(files, path);
  });
}

async function fillAndSync<T>(file: OpenFile, fill: (file: OpenFile) => Promise<T>): Promise<T> {
  let filled: T;
  try {
    filled = await fill(file);
    await file.sync();
  } catch (error) {
    // The first error is the one to report.
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
  return filled;
}

/**
 * Temporary file, fsync, rename, fsync of the folder: a reader, or the machine after a power cut, sees the old
 * file or the new one. `fill` writes the bytes; `nameOf` then says what the file is called, or throws. Rejects
 * with Failure `storage`; a Failure that `fill` or `nameOf` throws comes through as it is. `rights`: those of the new
 * file, which otherwise is the user's only.
 */
export async function putInPlace<T>(
  files: Files,
  folder: string,
  newId: NewId,
  fill: (file: OpenFile) => Promise<T>,
  nameOf: (filled: T) => string,
  rights?: FileRights,
): Promise<T> {
  const temporary = join(folder, temporaryName(newId));
  try {
    const file = await files.create(temporary);
    let filled: T;
    try {
      filled = await fillAndSync(file, async (opened) => {
        const result = await fill(opened);
        if (rights) await files.setRights(temporary, rights);
        return result;
      });
      await files.rename(temporary, join(folder, nameOf(filled)));
    } catch (error) {
      // Best effort: a temporary file that stays is hidden, and nothing reads it.
      await files.remove(temporary).catch(() => undefined);
      throw error;
    }
    await files.syncFolder(folder);
    return filled;
  } catch (error) {
    throw storageFailure(error);
  }
}

/** Errors of disks that give no file a second name: FAT, and some network and FUSE mounts. */
const cannotLink = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK']);

/**
 * Writes a file whole or not at all, and never over another one. False: something has its name already, or another writer
 * is just giving it that name. Its folder must be there. Failure `storage`, as in {@link writeDurably}.
 */
export async function writeOnce(
  files: Files,
  path: string,
  bytes: Uint8Array,
  newId: NewId,
): Promise<boolean> {
  const folder = dirname(path);
  const temporary = join(folder, temporaryName(newId));
  return await storing(async () => {
    try {
      await fillAndSync(await files.create(temporary), (file) => file.write(bytes));
      await files.link(temporary, path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!cannotLink.has(codeOf(error) ?? '')) throw error;
      if (!(await renameOnce(files, temporary, path))) return false;
    } finally {
      // Best effort: a temporary file that stays is hidden, and is swept.
      await files.remove(temporary).catch(() => undefined);
    }
    await files.syncFolder(folder);
    return true;
  });
}

/**
 * Gives a whole file its name where the disk cannot do that only if the name is free. All who would do so create a file
 * of one hidden name first, which one of them can. It gets the bytes, and only from there the name, so that one whose
 * turn was taken for over renames nothing. False as in {@link writeOnce}.
 */
async function renameOnce(files: Files, temporary: string, path: string): Promise<boolean> {
  const turn = join(dirname(path), `.${basename(path)}.tmp`);
  try {
    await (await files.create(turn)).close();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    await endStaleTurn(files, turn, temporary);
    return false;
  }
  try {
    await files.rename(temporary, turn);
    const isThere = (await files.names(dirname(path))).includes(basename(path));
    if (isThere) await files.remove(turn);
    else await files.rename(turn, path);
    return !isThere;
  } catch (error) {
    await files.remove(turn).catch(() => undefined);
    throw error;
  }
}

/** A writer that was killed leaves its turn. `fresh`: a file that was just written, so that no clock but the disk's counts. */
async function endStaleTurn(files: Files, turn: string, fresh: string): Promise<void> {
  const [began, now] = await Promise.all(
    [turn, fresh].map(async (path) => (await files.facts(path)).modifiedAt),
  ).catch(() => [0, 0]);
  if ((now ?? 0) - (began ?? 0) > longestWrite) await files.remove(turn).catch(() => undefined);
}

/**
 * Writes a file whole or not at all, replacing one of that name. Its folder must be there. Rejects with Failure
 * `storage`; when only the last step (fsync of the folder) failed, the new file is in place, but may not outlive
 * a power cut. `newId` gives a name that no other process uses; `rights` as in {@link putInPlace}.
 */
export async function writeDurably(
  files: Files,
  path: string,
  bytes: Uint8Array,
  newId: NewId,
  rights?: FileRights,
): Promise<void> {
  await putInPlace(
    files,
    dirname(path),
    newId,
    (file) => file.write(bytes),
    () => basename(path),
    rights,
  );
}
