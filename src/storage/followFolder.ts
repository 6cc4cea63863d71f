import type { Files } from './files.ts';
import type { SteadyClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';

/** What {@link followFolder} needs. */
interface FollowFolderParts {
  readonly files: Files;
  readonly clock: SteadyClock;
  readonly log: Log;
  /** Absolute path; it is made if need be. */
  readonly folder: string;
  /** Reads the folder again. */
  readonly reload: () => Promise<void>;
  /** Ends it. */
  readonly closed: AbortSignal;
}

/** Changes within this time lead to one read, in milliseconds. */
const settleTime = 200;

/** After each read nothing is read for this many times as long as it took, so that large folders take little time. */
const restFactor = 5;

/** How often to read where the system reports no changes, in milliseconds. */
const readEvery = 15_000;

/** Reads a folder again whenever other hosts may have changed it, until `closed`. Never rejects. */
export async function followFolder({
  files,
  clock,
  log,
  folder,
  reload,
  closed,
}: FollowFolderParts): Promise<void> {
  let changed = Promise.withResolvers<undefined>();
  await files.makeFolder(folder).catch(() => undefined);
  const stop = files.watch(folder, () => changed.resolve(undefined));
  while (!closed.aborted) {
    const timer = new AbortController();
    const late = clock.wait(readEvery, AbortSignal.any([timer.signal, closed])).catch(() => undefined);
    await Promise.race([changed.promise, late]);
    timer.abort();
    const open = await clock.wait(settleTime, closed).then(
      () => true,
      () => false,
    );
    if (!open) break;
    changed = Promise.withResolvers();
    const begun = clock.monotonic();
    await reload().catch((error: unknown) => log.warn(`The outbox cannot be read: ${nameOf(error)}`));
    await clock.wait((clock.monotonic() - begun) * restFactor, closed).catch(() => undefined);
  }
  stop();
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
