/**
 * Does `work` for each item, for `size` of them at once, and gives the results in the order of the items. Rejects with the
 * first error, and begins no further batch then.
 */
export async function inBatches<T, R>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let next = 0; next < items.length; next += size) {
    results.push(...(await Promise.all(items.slice(next, next + size).map(work))));
  }
  return results;
}
