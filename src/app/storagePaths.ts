import { join } from 'node:path';

/** Where everything that is kept on this machine lies; absolute paths. */
export interface StoragePaths {
  readonly drafts: string;
  readonly discardedDrafts: string;
  /** Files that were pasted or dropped into the form. */
  readonly receivedFiles: string;
  readonly outbox: string;
  readonly outboxEntries: string;
  /** Attachments of entries. */
  readonly outboxBlobs: string;
  readonly receipts: string;
  /** Outbox files that could not be understood. */
  readonly setAside: string;
  /** Leases of the outbox: who delivers an account's notes, and who asks for its key. */
  readonly leases: string;
  readonly directory: string;
  readonly keyMarkers: string;
  /** What agents and other extensions have proposed, and what became of it. */
  readonly agents: string;
  readonly proposals: string;
  readonly outcomes: string;
  /** The notebook's notes, unless a setting names another folder. */
  readonly notebook: string;
  /** The user's templates, unless a setting names another folder. */
  readonly templates: string;
  readonly recentTargets: string;
  /** Which folders are linked to which customers. */
  readonly folderLinks: string;
  readonly callTimer: string;
  /** Holds a file that is named by the day on which a follow-up is due. */
  readonly dueDay: string;
  /** All folders in which a writer that was killed may have left half-written files, and only Notelog writes. */
  readonly writtenFolders: readonly string[];
}

/** The layout of the extension's storage folder (absolute path). */
export function storagePaths(storage: string): StoragePaths {
  const outbox = join(storage, 'outbox');
  const written = {
    drafts: join(storage, 'drafts'),
    discardedDrafts: join(storage, 'drafts', 'discarded'),
    receivedFiles: join(storage, 'drafts', 'files'),
    outboxEntries: join(outbox, 'entries'),
    outboxBlobs: join(outbox, 'blobs'),
    receipts: join(outbox, 'stored'),
    directory: join(storage, 'directory'),
    keyMarkers: join(storage, 'keys'),
    dueDay: join(storage, 'due'),
    agents: join(storage, 'agents'),
    proposals: join(storage, 'agents', 'proposals'),
    outcomes: join(storage, 'agents', 'outcomes'),
  };
  return {
    ...written,
    outbox,
    setAside: join(outbox, 'set-aside'),
    leases: join(outbox, 'leases'),
    notebook: join(storage, 'notebook'),
    templates: join(storage, 'templates'),
    recentTargets: join(storage, 'recent-targets.json'),
    folderLinks: join(storage, 'folder-links.json'),
    callTimer: join(storage, 'call-timer.json'),
    writtenFolders: [storage, join(storage, 'templates'), ...Object.values(written)],
  };
}
