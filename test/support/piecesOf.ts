/**
 * Yields the pieces one by one, each after a microtask, as a disk or the network would. Throws where a piece is an error.
 */
export async function* piecesOf<T>(...pieces: readonly (T | Error)[]): AsyncGenerator<T> {
  for (const piece of pieces) {
    await Promise.resolve();
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}
