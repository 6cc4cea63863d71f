import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const removed = { recursive: true, force: true, maxRetries: 10, retryDelay: 10 };

/**
 * A new, empty folder for one test: `await using folder = await temporaryFolder();` removes it again. Work that the
 * test started may still write a file while it is removed, so removing it is tried more than once.
 */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'notelog-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, removed) };
}
