import { createHash } from 'node:crypto';
import { putInPlace } from './durable.ts';
import type { NewId } from '../base/ids.ts';
import type { Files, OpenFile } from './files.ts';

/** Hash and size of the bytes that were copied. */
interface CopiedFile {
  /** Hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** Bytes. Large enough that the disk limits a copy, small enough that many can run at once. */
const chunkSize = 256 * 1024;

/**
 * Copies a file, or bytes from anywhere, into `folder` piece by piece, as durably as `writeDurably`. The
 * copy is named after its hash, so that equal bytes are stored once, unless `nameOf` gives another name. When `nameOf`
 * throws, no file is left. Failure `storage`; a Failure thrown by `from` or `nameOf` comes through as it is.
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
