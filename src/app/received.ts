import type { DraftStore } from '../drafts/draftStore.ts';
import { ReceivedFiles } from '../drafts/receivedFiles.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Platform } from './platform.ts';
import type { StoragePaths } from './storagePaths.ts';

/** The files that the form was given, each of which goes with the last draft or entry that refers to it. */
export function createReceived(
  { files, clock, newId, log }: Platform,
  paths: StoragePaths,
  drafts: DraftStore,
  outbox: Outbox,
): ReceivedFiles {
  const { drafts: saved, discardedDrafts, outboxEntries, setAside } = paths;
  const received = new ReceivedFiles({
    files,
    folder: paths.receivedFiles,
    referrers: [saved, outboxEntries, discardedDrafts, setAside, outboxEntries, saved],
    unsaved: () => drafts.unsaved(),
    clock,
    newId,
    log,
  });
  outbox.onChange((entry) => {
    if (entry && !outbox.get(entry.id)) void received.release(entry.draft.attachments);
  });
  return received;
}
