import { Failure } from '../base/failure.ts';

/** The code of one of Node's errors (`ENOENT`), or undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function sentence(code: string | undefined): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'There is no space left on this disk.';
    case 'EACCES':
    case 'EPERM':
      return 'This computer does not let Notelog use this file or folder. Check its permissions.';
    case 'EROFS':
      return 'This disk is read-only.';
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open on this computer. Close some programs and try again.';
    case 'EBUSY':
    case 'ETXTBSY':
      return 'Another program is using this file. Close it there and try again.';
    case 'ENOENT':
      return 'A file or folder that is needed is not there any more.';
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
      return 'Something else is in the place of a file or folder that is needed.';
    case 'ENAMETOOLONG':
      return 'The path of this file is too long for this disk.';
    case 'EFBIG':
      return 'This file is too large for this disk.';
    case 'EIO':
      return 'The disk reported a fault.';
    case 'ELEADSOUT':
      return 'This leads outside the folder that it lies in, so it is neither read nor written.';
    default:
      return 'This disk could not be read or written.';
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
