import { Failure } from '../base/failure.ts';

/**
 * The pieces of `source`, and no end unless they are exactly `length` bytes in all. One piece is held back until
 * the next is known, so that a file which changed meanwhile never makes a request that looks complete: Failure
 * `storage` then truly means that the service has stored nothing.
 */
export async function* exactBody(
  source: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined;
  let seen = 0;
  for await (const piece of source) {
    if (piece.length === 0) continue;
    seen += piece.length;
    if (seen > length) throw changed(length);
    if (held !== undefined) yield held;
    held = piece;
  }
  if (seen !== length) throw changed(length);
  if (held !== undefined) yield held;
}

function changed(length: number): Failure {
  return new Failure('storage', 'The file changed while it was being sent.', {
    detail: `not the ${length} bytes that were announced`,
  });
}
