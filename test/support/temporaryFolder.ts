import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const removed = { recursive: true, force: true, maxRetries: 10, retryDelay: 10 };

/**
 * A new, empty folder of the test's own: `await using folder = await temporaryFolder();` removes it again. What the
 * test set going may write a last file into it meanwhile, so removing it is tried more than once.
 */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'notelog-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, removed) };
}
