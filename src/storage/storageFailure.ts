import { Failure } from '../base/failure.ts';
import * as words from '../words/disk.ts';

/** The code of one of Node's errors (`ENOENT`), or undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function sentence(code: string | undefined): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return words.noSpace();
    case 'EACCES':
    case 'EPERM':
      return words.notAllowed();
    case 'EROFS':
      return words.readOnly();
    case 'EMFILE':
    case 'ENFILE':
      return words.tooManyOpen();
    case 'EBUSY':
    case 'ETXTBSY':
      return words.inUse();
    case 'ENOENT':
      return words.notThere();
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
      return words.otherInItsPlace();
    case 'ENAMETOOLONG':
      return words.longPath();
    case 'EFBIG':
      return words.largeFile();
    case 'EIO':
      return words.fault();
    case 'ELEADSOUT':
      return words.leadsOutside();
    default:
      return words.unknown();
  }
}

/**
 * Failure `storage` for an error of the disk, with one sentence for the user; a Failure comes back as it is. The
 * detail names the code and the call but not the path, which may hold a customer's name. The error itself is
 * the `cause`, so that a caller can still ask for its code.
 */
export function storageFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = codeOf(error);
  const call = error instanceof Error && 'syscall' in error ? String(error.syscall) : undefined;
  const kind = error instanceof Error ? error.name : typeof error;
  const detail = [code ?? kind, call].filter((part) => part !== undefined).join(' in ');
  return new Failure('storage', sentence(code), { detail, cause: error });
}

/** Runs `work`, and turns the disk's errors into Failure `storage`. */
export async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageFailure(error);
  }
}
