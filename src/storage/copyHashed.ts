import { createHash } from 'node:crypto';
import { putInPlace } from './durable.ts';
import type { NewId } from '../base/ids.ts';
import type { Files, OpenFile } from './files.ts';

/** A file's bytes, as they went past. */
interface CopiedFile {
  /** Hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** Large enough that a copy is bound by the disk, small enough that many may run at once. */
const chunkSize = 256 * 1024;

/**
 * Copies a file, or bytes from anywhere, into `folder` piece by piece, as durably as `writeDurably`. The
 * copy is called by its hash, so that equal bytes are kept once, unless `nameOf` says otherwise; when that throws,
 * nothing is left. Failure `storage`; a Failure thrown by `from` or `nameOf` comes through as it is.
 */
export async function copyHashed(
  files: Files,
  from: string | AsyncIterable<Uint8Array>,
  folder: string,
  newId: NewId,
  nameOf: (copied: CopiedFile) => string = (copied) => copied.sha256,
): Promise<CopiedFile> {
  const chunks = typeof from === 'string' ? files.readChunks(from, chunkSize) : from;
  const fill = async (file: OpenFile): Promise<CopiedFile> => {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.byteLength;
      await file.write(chunk);
    }
    return { sha256: hash.digest('hex'), size };
  };
  return putInPlace(files, folder, newId, fill, nameOf);
}
