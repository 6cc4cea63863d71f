import { basename, dirname } from 'node:path';
import { putInPlace } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { Failure } from '../base/failure.ts';
import type { NewId } from '../base/ids.ts';

/** Bytes, about; less would cost more writes. */
const pieceSize = 64 * 1024;

/**
 * Writes a file piece by piece, whole or not at all: what stood there stays until the last piece is on the disk.
 * Rejects with Failure `storage`, `cancelled`, and with the Failures of `pieces`.
 */
export async function writePieces(
  files: Files,
  path: string,
  pieces: AsyncIterable<string | Uint8Array>,
  newId: NewId,
  signal: AbortSignal,
): Promise<void> {
  await putInPlace(
    files,
    dirname(path),
    newId,
    async (file) => {
      for await (const bytes of gathered(pieces)) {
        if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
        await file.write(bytes);
      }
      if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
    },
    () => basename(path),
  );
}

async function* gathered(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      if (text.length < pieceSize) continue;
    }
    if (text !== '') yield Buffer.from(text);
    text = '';
    if (typeof piece !== 'string') yield piece;
  }
  if (text !== '') yield Buffer.from(text);
}
