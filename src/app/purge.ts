import { join } from 'node:path';
import type { CallTimer } from '../call/callTimer.ts';
import type { Directories } from '../customers/directories.ts';
import { removeHalfWritten, removeIfThere } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import type { Clock } from '../base/clock.ts';
import type { DiscardedDrafts } from '../drafts/discardedDrafts.ts';
import { hasContent, type Draft } from '../model/draft.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { Failure } from '../base/failure.ts';
import { removeUnlessSending } from '../delivery/removeUnlessSending.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Composer } from '../compose/composer.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';

/** What purging needs. */
export interface PurgeParts {
  readonly files: Files;
  readonly outbox: Outbox;
  readonly drafts: DraftStore;
  readonly discarded: DiscardedDrafts;
  readonly composer: Composer;
  readonly recent: RecentTargets;
  readonly directories: Directories;
  readonly timer: CallTimer;
  /** Absolute path of the folder for outbox files that could not be understood. */
  readonly setAside: string;
  /** Absolute paths of all folders that may hold half-written files. */
  readonly folders: readonly string[];
  readonly clock: Clock;
}

/** What would be lost, as it was when the user was asked. */
export interface Unsent {
  readonly entries: readonly Entry[];
  readonly drafts: readonly Draft[];
}

/** How purging reports its progress, and how it is stopped. */
interface PurgeChoices {
  readonly signal: AbortSignal;
  /** Called after each of the notes in {@link Unsent}. */
  readonly step: () => void;
}

/** What has not been sent: the outbox, and the drafts of all windows. Failure `storage`. */
export async function unsent({ outbox, drafts }: PurgeParts): Promise<Unsent> {
  await drafts.flush();
  const left = (await drafts.all()).map(({ draft }) => draft).filter(hasContent);
  const entries = [...outbox.entries()];
  const queued = new Set(entries.map(({ id }) => id));
  return { entries, drafts: left.filter(({ id }) => !queued.has(id)) };
}

/**
 * Removes the unsent notes that the user was asked about, and every cache; what was written since stays. Each note is
 * claimed first, so that none is sent and removed at the same time. Returns how many stay because another window is
 * working on them, or because `signal` was aborted. Failure `storage`, and `invalid` while the form is sending.
 */
export async function purge(
  parts: PurgeParts,
  agreed: Unsent,
  { signal, step }: PurgeChoices,
): Promise<{ readonly left: number }> {
  const { files, outbox, composer, discarded, recent, directories, timer, setAside, folders, clock } = parts;
  if (composer.progress.state === 'sending')
    throw new Failure('invalid', 'A note is just being sent from the form. Purge when it is done.');
  let left = 0;
  for (const { id } of agreed.entries) {
    if (signal.aborted || !(await removeUnlessSending(outbox, id))) left += 1;
    step();
  }
  for (const draft of agreed.drafts) {
    if (signal.aborted || !(await removeDraft(parts, draft))) left += 1;
    step();
  }
  if (signal.aborted) return { left };
  for (const { draft } of await discarded.all()) await discarded.remove(draft.id);
  for (const name of await files.names(setAside)) await removeIfThere(files, join(setAside, name));
  for (const folder of folders) await removeHalfWritten(files, folder, clock.now());
  await outbox.receipts.removeUnneeded((id) => outbox.get(id) !== undefined);
  await recent.forgetAll();
  await directories.removeAll();
  await timer.discard();
  return { left };
}

/** False when another window is writing it. */
async function removeDraft({ composer, drafts }: PurgeParts, draft: Draft): Promise<boolean> {
  if (composer.draft.id === draft.id) {
    await composer.discard();
    return true;
  }
  try {
    await drafts.remove(draft.id);
    composer.forget(draft.id);
    return true;
  } catch (error) {
    if (Failure.is(error, 'storage')) return false;
    throw error;
  }
}
