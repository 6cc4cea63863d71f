import { join } from 'node:path';
import type { CallTimer } from '../call/callTimer.ts';
import type { Directories } from '../customers/directories.ts';
import { removeEach, removeHalfWritten } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { DiscardedDrafts } from '../drafts/discardedDrafts.ts';
import { hasContent, type Draft } from '../model/draft.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import type { ReceivedFiles } from '../drafts/receivedFiles.ts';
import { Failure } from '../base/failure.ts';
import { removeUnlessSending } from '../delivery/removeUnlessSending.ts';
import type { Entry } from '../outbox/entry.ts';
import { setAsideId } from '../outbox/entryFiles.ts';
import { isOfOne } from '../outbox/furtherNotes.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Proposals } from '../proposals/proposals.ts';
import type { Composer } from '../compose/composer.ts';
import type { DueDay } from '../recent/dueDay.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import type { FolderLinks } from '../folders/folderLinks.ts';
import { noteBeingLogged } from '../words/localData.ts';

/** What purging needs. */
export interface PurgeParts {
  readonly files: Files;
  readonly outbox: Outbox;
  readonly drafts: DraftStore;
  readonly discarded: DiscardedDrafts;
  readonly received: ReceivedFiles;
  readonly composer: Composer;
  readonly proposals: Pick<Proposals, 'removeAll'>;
  readonly recent: RecentTargets;
  readonly folderLinks: FolderLinks;
  readonly directories: Directories;
  readonly timer: CallTimer;
  readonly dueDay: DueDay;
  /** Absolute path of the folder for outbox files that could not be understood. */
  readonly setAside: string;
  /** Absolute paths of all folders that may hold half-written files. */
  readonly folders: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
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
export async function unsent({ outbox, drafts, composer }: PurgeParts): Promise<Unsent> {
  // What the disk refuses to save can be removed all the same.
  await drafts.flush().catch(() => undefined);
  const saved = (await drafts.all()).map(({ draft }) => draft);
  const isSaved = saved.some(({ id }) => id === composer.draft.id);
  const left = (isSaved ? saved : [...saved, composer.draft]).filter(hasContent);
  const entries = [...outbox.entries()];
  const queued = new Set(entries.map(({ id }) => id));
  return { entries, drafts: left.filter(({ id }) => !queued.has(id)) };
}

/**
 * Removes the unsent notes that the user was asked about, and every cache; what was written since stays. Each note is
 * claimed first, so that none is sent and removed at the same time. Returns how many stay because another window is
 * working on them, or because `signal` was aborted; `failed`: the disk refused to remove something, which the log names,
 * and everything else is removed. Failure `invalid` while the form is sending.
 */
export async function purge(
  parts: PurgeParts,
  agreed: Unsent,
  { signal, step }: PurgeChoices,
): Promise<{ readonly left: number; readonly failed?: boolean }> {
  const {
    files,
    outbox,
    composer,
    proposals,
    discarded,
    received,
    recent,
    folderLinks,
    directories,
    timer,
    dueDay,
    folders,
    clock,
    log,
  } = parts;
  if (composer.logging !== undefined) throw new Failure('invalid', noteBeingLogged());
  let left = 0;
  const failures: Failure[] = [];
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      const failure = storageFailure(error);
      failures.push(failure);
      log.error(`Purge: ${what} cannot be removed: ${failure.detail ?? 'no detail'}`);
      return undefined;
    }
  };
  for (const entry of agreed.entries) {
    if (
      signal.aborted ||
      (await attempt('a waiting note', () => removeUnlessSending(outbox, entry))) === false
    )
      left += 1;
    step();
  }
  for (const draft of agreed.drafts) {
    if (signal.aborted || (await attempt('a draft', () => removeDraft(parts, draft))) === false) left += 1;
    step();
  }
  if (signal.aborted) return { left };
  await attempt('a discarded draft', () => discarded.removeAll());
  await attempt('a proposal', () => proposals.removeAll());
  await attempt('what was set aside', () => removeSetAside(parts));
  await received.tidy({ all: true });
  for (const folder of folders)
    await attempt('a half-written file', () => removeHalfWritten(files, folder, clock.now()));
  const remaining = new Set(outbox.entries().map(({ id }) => id));
  await attempt('a receipt', () => outbox.receipts.removeUnneeded((id) => isOfOne(remaining, id)));
  await attempt('the list of recent customers', () => recent.forgetAll());
  await attempt('the list of linked folders', () => folderLinks.forgetAll());
  await attempt('a list of customers', () => directories.removeAll());
  await attempt('the call timer', () => timer.discard());
  await attempt('the day of a follow-up', () => dueDay.save(undefined));
  return { left, ...(failures.length > 0 && { failed: true }) };
}

/** Removes the files that were set aside, with their attachments. */
async function removeSetAside({ files, outbox, setAside }: PurgeParts): Promise<void> {
  const names = await files.names(setAside);
  const paths = names.map((name) => join(setAside, name));
  try {
    await removeEach(files, paths);
  } finally {
    await outbox.removeAttachmentsOf(new Set(names.map(setAsideId)));
  }
}

/** False when another window is writing it. */
async function removeDraft({ composer, drafts }: PurgeParts, draft: Draft): Promise<boolean> {
  if (composer.draft.id === draft.id) {
    await composer.discard();
    return true;
  }
  try {
    await drafts.removeVersion(draft);
    composer.forget(draft.id);
    return true;
  } catch (error) {
    if (Failure.is(error, 'storage')) return false;
    throw error;
  }
}
