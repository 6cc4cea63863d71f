import { leadsOutCode } from '../../storage/links.ts';
import type { Files } from '../../storage/files.ts';
import { codeOf } from '../../storage/storageFailure.ts';

/** Error codes that are about one file and say nothing about the folder. */
const fileErrors = new Set([
  'ENOENT',
  'EACCES',
  'EPERM',
  'EISDIR',
  'ELOOP',
  'ENOTDIR',
  'EBUSY',
  'EIO',
  'EINVAL',
  'ENXIO',
  'ENAMETOOLONG',
  'ETIMEDOUT',
  // What Windows says of a file in a cloud that cannot be fetched.
  'UNKNOWN',
  leadsOutCode,
]);

/** Whether an error of the disk concerns one file only. */
export function concernsOneFile(error: unknown): boolean {
  return fileErrors.has(codeOf(error) ?? '');
}

/** What {@link readStart} reads. */
interface StartOfFile {
  /** Absolute. */
  readonly path: string;
  /** The folder that a link may not lead out of: absolute. */
  readonly within: string;
  /** Bytes that are read at once. */
  readonly piece: number;
  /** Bytes after which no more is read. */
  readonly most: number;
  /** Whether no more has to be read. */
  readonly enough?: (start: string) => boolean;
}

/** Reads the start of a file. `cut`: the file may go on after it. */
export async function readStart(
  files: Files,
  { path, within, piece, most, enough }: StartOfFile,
): Promise<{ readonly start: string; readonly cut: boolean }> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let start = '';
  let size = 0;
  for await (const chunk of files.readChunks(path, piece, within)) {
    size += chunk.byteLength;
    start += decoder.decode(chunk, { stream: true });
    if (size >= most || enough?.(start) === true) return { start, cut: true };
  }
  return { start: start + decoder.decode(), cut: false };
}
