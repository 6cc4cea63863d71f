/**
 * The pieces one by one, none of them at once, as a disk or the network gives them. An error among them is thrown in
 * its place.
 */
export async function* piecesOf<T>(...pieces: readonly (T | Error)[]): AsyncGenerator<T> {
  for (const piece of pieces) {
    await Promise.resolve();
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}
