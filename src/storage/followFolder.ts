import type { Files } from './files.ts';
import type { SteadyClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';

/** What {@link followFolder} needs. */
interface FollowFolderParts {
  readonly files: Files;
  readonly clock: SteadyClock;
  readonly log: Log;
  /** Absolute path; the folder is created if it is missing. */
  readonly folder: string;
  /** What lies there, for the log: `outbox`. */
  readonly what: string;
  /** Reads the folder again. */
  readonly reload: () => Promise<void>;
  /** Ends it. */
  readonly closed: AbortSignal;
}

/** Milliseconds. Changes within this time lead to a single read. */
const settleTime = 200;

/** After each read comes a pause this many times as long, so that reading a large folder takes little of the time. */
const restFactor = 5;

/** Milliseconds between reads where the system reports no changes. */
const readEvery = 15_000;

/** Reads a folder again whenever other hosts may have changed it, until `closed`. Never rejects. */
export async function followFolder({
  files,
  clock,
  log,
  folder,
  what,
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
    await reload().catch((error: unknown) => log.warn(`The ${what} cannot be read: ${nameOf(error)}`));
    await clock.wait((clock.monotonic() - begun) * restFactor, closed).catch(() => undefined);
  }
  stop();
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
