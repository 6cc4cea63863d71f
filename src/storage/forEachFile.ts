import { storageFailure } from './storageFailure.ts';

/**
 * Does the same with each of several files, also after it failed with one. At the end it rejects with Failure `storage`,
 * for the first error.
 */
export async function forEachFile<T>(each: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  const errors: unknown[] = [];
  for (const one of each) await act(one).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw storageFailure(errors[0]);
}
