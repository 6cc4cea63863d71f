import { basename, dirname } from 'node:path';
import { putInPlace } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { Failure } from '../base/failure.ts';
import type { NewId } from '../base/ids.ts';
import { cancelled } from '../words/network.ts';

/** Characters; smaller pieces would need more writes. */
const pieceSize = 64 * 1024;

/**
 * Writes a file piece by piece, completely or not at all: an existing file stays until the last piece is on the disk.
 * Rejects with Failure `storage` or `cancelled`, and as `pieces` does.
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
      for await (const bytes of joinTexts(pieces)) {
        if (signal.aborted) throw new Failure('cancelled', cancelled());
        await file.write(bytes);
      }
      if (signal.aborted) throw new Failure('cancelled', cancelled());
    },
    () => basename(path),
  );
}

/** Joins texts into pieces of {@link pieceSize} or more, and leaves bytes as they are. */
async function* joinTexts(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
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
