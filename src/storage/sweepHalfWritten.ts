import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import {
  isHalfWritten,
  isOwnHalfWritten,
  longestWrite,
  removeHalfWritten,
  removeIfThere,
} from './durable.ts';
import type { Files } from './files.ts';
import { codeOf } from './storageFailure.ts';

/** What {@link sweepHalfWritten} needs. */
interface SweepParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Absolute paths of folders in which only Notelog writes. */
  readonly folders: readonly string[];
  /** Absolute path of a folder of the user's own, where other programs write, too. */
  readonly userFolder: string;
  /** Ends it. */
  readonly closed: AbortSignal;
}

/**
 * Removes the half-written files that killed runs left in several folders: at once what is old, and after a while what
 * has not changed meanwhile. The second look also finds what was left just before this start, and what bears a time in
 * the future because a clock was put right. Never rejects.
 */
export async function sweepHalfWritten(parts: SweepParts): Promise<void> {
  const { files, clock, log, userFolder, closed } = parts;
  const folders = [...parts.folders, userFolder];
  const leftIn = (folder: string) => (folder === userFolder ? isOwnHalfWritten : isHalfWritten);
  const attempt = (folder: string, work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) =>
      log.warn(
        `Half-written files cannot be removed from ${folder.split(/[\\/]/).at(-1) ?? ''}: ${reasonOf(error)}`,
      ),
    );
  const seen = new Map<string, number>();
  for (const folder of folders)
    await attempt(folder, async () => {
      await removeHalfWritten(files, folder, clock.now(), leftIn(folder));
      for (const [path, at] of await halfWritten(files, folder, leftIn(folder))) seen.set(path, at);
    });
  if (seen.size === 0) return;
  const isOpen = await clock.wait(longestWrite, closed).then(
    () => true,
    () => false,
  );
  if (!isOpen) return;
  for (const folder of folders)
    await attempt(folder, async () => {
      for (const [path, at] of await halfWritten(files, folder, leftIn(folder)))
        if (seen.get(path) === at) await removeIfThere(files, path);
    });
}

/** The half-written files of a folder, and when each was last changed. */
async function halfWritten(
  files: Files,
  folder: string,
  isLeft: (fileName: string) => boolean,
): Promise<ReadonlyMap<string, number>> {
  const changed = new Map<string, number>();
  for (const name of (await files.names(folder)).filter(isLeft)) {
    const path = join(folder, name);
    const facts = await files.facts(path).catch(() => undefined);
    if (facts?.kind === 'file') changed.set(path, facts.modifiedAt);
  }
  return changed;
}

function reasonOf(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
}
