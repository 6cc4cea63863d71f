import { Failure } from '../base/failure.ts';
import { fileChangedMeanwhile } from '../words/network.ts';

/**
 * Yields the pieces of `source`; rejects with Failure `storage` unless they are exactly `length` bytes in all. Each
 * piece is held back until the next is known, so that a file which changed meanwhile never makes a complete request,
 * and the service certainly stores nothing.
 */
export async function* exactBody(
  source: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined;
  let total = 0;
  for await (const piece of source) {
    if (piece.length === 0) continue;
    total += piece.length;
    if (total > length) throw changed(length);
    if (held !== undefined) yield held;
    held = piece;
  }
  if (total !== length) throw changed(length);
  if (held !== undefined) yield held;
}

function changed(length: number): Failure {
  return new Failure('storage', fileChangedMeanwhile(), {
    detail: `not the ${length} bytes that were announced`,
  });
}
