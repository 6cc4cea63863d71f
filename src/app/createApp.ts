import type { Keys } from '../accounts/keys.ts';
import { CallTimer } from '../call/callTimer.ts';
import { Composer } from '../compose/composer.ts';
import type { ComposerParts } from '../compose/composerParts.ts';
import { LeakCheck } from '../compose/leakCheck.ts';
import { restoreDrafts } from '../compose/restoreDrafts.ts';
import type { Markdown } from '../markdown/markdown.ts';
import { Directories } from '../customers/directories.ts';
import { fittingPatterns } from '../folders/folderPattern.ts';
import { folderOfNote, linkedCustomers, linkedTargets } from '../folders/linkedCustomers.ts';
import { Repositories } from '../folders/repositories.ts';
import { FolderLinks } from '../folders/folderLinks.ts';
import { RecentTargets } from '../customers/recentTargets.ts';
import { DiscardedDrafts } from '../drafts/discardedDrafts.ts';
import { DraftStore } from '../drafts/draftStore.ts';
import { systemClock } from '../base/systemClock.ts';
import type { StoredNote } from '../model/note.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { Proposals } from '../proposals/proposals.ts';
import { DueDay } from '../recent/dueDay.ts';
import { FollowUps } from '../recent/followUps.ts';
import { LastNotes } from '../recent/lastNotes.ts';
import { RecentNotes } from '../recent/recentNotes.ts';
import type { Files } from '../storage/files.ts';
import { followFolder } from '../storage/followFolder.ts';
import { Lease } from '../storage/lease.ts';
import { retryingFiles } from '../storage/retryingFiles.ts';
import { SharedTurn } from '../storage/sharedTurn.ts';
import { sweepHalfWritten } from '../storage/sweepHalfWritten.ts';
import { UserTemplates } from '../templates/userTemplates.ts';
import { createAccounts, type AccountReplacements, type Accounts } from './accounts.ts';
import type { Platform, Settings } from './platform.ts';
import type { PurgeParts } from './purge.ts';
import { createReceived } from './received.ts';
import { createSending, type SendingReplacements } from './sending.ts';
import { storagePaths, type StoragePaths } from './storagePaths.ts';

/** Hears of a note that a service has stored; without the note, the service has deleted it. */
type StoredListener = (entry: Entry, note: StoredNote | undefined) => void;

/** The product without the editor. */
export interface App extends ComposerParts {
  readonly files: Files;
  readonly settings: Settings;
  /** Keeps a secret out of every log line from now on. */
  readonly addSecret: (secret: string) => void;
  /** Takes every known secret out of a text. */
  readonly redact: (text: string) => string;
  readonly markdown: Markdown;
  readonly kinds: Accounts['kinds'];
  readonly addKind: Accounts['addKind'];
  readonly keys: Keys;
  readonly contextWithKey: Accounts['contextWithKey'];
  readonly composer: Composer;
  readonly proposals: Proposals;
  readonly timer: CallTimer;
  readonly folderLinks: FolderLinks;
  readonly repositories: Repositories;
  readonly templates: UserTemplates;
  readonly openFolders: Platform['openFolders'];
  readonly recentNotes: RecentNotes;
  readonly lastNotes: LastNotes;
  readonly followUps: FollowUps;
  readonly dueDay: DueDay;
  readonly purging: PurgeParts;
  /** Asks the user for a key that works for this account. `why`: one sentence. */
  readonly askForKey: (accountId: string, why: string) => Promise<void>;
  readonly onStored: (listener: StoredListener) => void;
  /** `listener` hears of each new note that this window has put into the outbox. */
  readonly onLogged: (listener: (entry: Entry) => void) => void;
  /** Keeps the outbox up to date with what other windows do to it, until {@link close}. */
  readonly followOutbox: () => void;
  /**
   * Loads the outbox, restores this window's drafts and the call timer, and begins to send. Failure `storage` when
   * the outbox cannot be read.
   */
  readonly start: () => Promise<void>;
  /** Ends all work and releases what this window has claimed. Never rejects. */
  readonly close: () => Promise<void>;
}

/** What a test may put in the place of the product's own parts. */
export interface Replacements extends AccountReplacements, SendingReplacements {}

/** Composes the product. Nothing is read, written or sent before it is started. */
export function createApp(machine: Platform, replace: Replacements = {}): App {
  const platform = { ...machine, files: retryingFiles(machine.files, (ms) => waitForDisk(machine, ms)) };
  const { files, clock, host, window, newId, log, settings, addSecret, redact } = platform;
  const paths = storagePaths(platform.storage);
  const { book, kinds, addKind, keys, contextWithKey, readKeys } = createAccounts(platform, replace);
  const drafts = new DraftStore({ files, folder: paths.drafts, clock, host, window, log, newId });
  const recentNotes = new RecentNotes({ accounts: () => book.all(), log });
  const lastNotes = new LastNotes({ clock, log });
  const followUps = new FollowUps({ accounts: () => book.all(), clock, log });
  const dueDay = new DueDay({ files, folder: paths.dueDay, newId, log });
  followUps.onChange(() => {
    // What could not be read may still be due.
    if (followUps.accounts().every(({ failure }) => !failure)) void dueDay.save(followUps.nextDue());
  });
  const storedListeners: StoredListener[] = [
    (entry, note) => recentNotes.recordStored(entry, note),
    (entry, note) => lastNotes.recordStored(entry, note),
  ];
  const askForKey = (accountId: string, why: string) =>
    platform.askForKey({ accountId, account: book.find(accountId)?.account, why });
  const onStored: StoredListener = (...stored) => {
    for (const listener of storedListeners) listener(...stored);
  };
  const { outbox, delivery } = createSending(platform, { book, drafts, onStored, askForKey }, replace);
  const linksLease = new Lease({ files, clock, host: platform.host }, paths.leases, 'folder-links');
  const turn = new SharedTurn({ lease: linksLease, clock, random: platform.random });
  const folderLinks = new FolderLinks({ files, path: paths.folderLinks, clock, log, newId, turn });
  const repositories = new Repositories(platform.folderGit);
  const templatesFolder = () => settings.templatesFolder() || paths.templates;
  const templates = new UserTemplates({ files, folder: templatesFolder, newId });
  const loggedListeners: ((entry: Entry) => void)[] = [];
  const closed = new AbortController();
  const proposals = createProposals(platform, paths, outbox);
  const received = createReceived(platform, paths, drafts, outbox);
  const sources = received.over(platform.sources);
  const { findSecrets, askAboutLeaks: ask } = platform;
  const parts: ComposerParts = {
    book,
    drafts,
    discarded: new DiscardedDrafts({ files, folder: paths.discardedDrafts, log, newId }),
    outbox,
    delivery,
    proposals,
    recent: new RecentTargets({ files, path: paths.recentTargets, log, newId }),
    directories: createDirectories(platform, paths),
    linked: (accountId, file) => {
      const open = platform.openFolders(file);
      const git = repositories.of(folderOfNote(open)?.uri ?? '');
      const patterns = fittingPatterns(folderLinks.patterns, git);
      return linkedTargets(linkedCustomers(folderLinks.folders, open), patterns, accountId);
    },
    received,
    sources,
    leaks: new LeakCheck({ findSecrets, ask, readKeys, sources, received, log }),
    clock,
    log,
    newId,
    largestAttachment: settings.largestAttachment,
    undoTime: settings.undoTime,
    tellLogged: (entry) => {
      for (const listener of loggedListeners) listener(entry);
    },
    textFormat: settings.textFormat,
    markdown: platform.markdown,
    closed: closed.signal,
  };
  const composer = new Composer(parts);
  const timer = new CallTimer({ files, path: paths.callTimer, clock, newId, log });
  const followOutbox = () => void followEntries(platform, paths, outbox, closed.signal);
  return {
    ...parts,
    files,
    settings,
    markdown: machine.markdown,
    addSecret,
    redact,
    kinds,
    addKind,
    keys,
    contextWithKey,
    composer,
    proposals,
    timer,
    folderLinks,
    repositories,
    templates,
    openFolders: platform.openFolders,
    recentNotes,
    lastNotes,
    followUps,
    dueDay,
    purging: {
      ...parts,
      files,
      composer,
      proposals,
      timer,
      folderLinks,
      dueDay,
      setAside: paths.setAside,
      folders: paths.writtenFolders,
    },
    askForKey,
    onStored: (listener) => void storedListeners.push(listener),
    onLogged: (listener) => void loggedListeners.push(listener),
    followOutbox,
    start: async () => {
      await outbox.load();
      await restoreDrafts({ ...parts, composer, window, closed: closed.signal });
      await Promise.all([timer.reload(), folderLinks.load()]);
      followOutbox();
      void outbox.receipts.removeOld(closed.signal);
      void followProposals(platform, paths, proposals, closed.signal);
      delivery.wake('account');
      void received.tidy();
      const folders = paths.writtenFolders;
      const userFolder = settings.notebookFolder() || paths.notebook;
      void sweepHalfWritten({ files, clock, log, folders, userFolder, closed: closed.signal });
    },
    close: async () => {
      closed.abort();
      delivery.dispose();
      parts.directories.dispose();
      machine.markdown.close();
      await releaseDrafts(drafts);
    },
  };
}

/**
 * Other programs let go of a file in the machine's own time, whatever clock the product has: one that stands still must
 * not keep a file waiting, and one that runs faster may end the wait.
 */
async function waitForDisk({ clock }: Platform, ms: number): Promise<void> {
  await Promise.race([systemClock.wait(ms), clock.wait(ms)]);
}

function createDirectories(platform: Platform, paths: StoragePaths): Directories {
  const { files, clock, host, newId, log, pause, settings } = platform;
  const keepOnDisk = settings.keepCustomersOnDisk;
  return new Directories({ files, folder: paths.directory, clock, host, log, newId, pause, keepOnDisk });
}

/** Until `closed`. Never rejects. */
async function followEntries(
  { files, clock, log }: Platform,
  paths: StoragePaths,
  outbox: Outbox,
  closed: AbortSignal,
): Promise<void> {
  const reload = () => outbox.reload();
  const what = 'outbox';
  await followFolder({ files, clock, log, folder: paths.outboxEntries, what, reload, closed });
}

function createProposals(platform: Platform, paths: StoragePaths, outbox: Outbox): Proposals {
  const { files, clock, host, newId, log } = platform;
  const { proposals: folder, outcomes: outcomesFolder, drafts: draftsFolder } = paths;
  return new Proposals({ files, clock, host, newId, log, folder, outcomesFolder, draftsFolder, outbox });
}

/** Until `closed`. Never rejects. */
async function followProposals(
  { files, clock, log }: Platform,
  paths: StoragePaths,
  proposals: Proposals,
  closed: AbortSignal,
): Promise<void> {
  if (!(await proposals.load())) return;
  const reload = () => proposals.reload();
  await followFolder({
    files,
    clock,
    log,
    folder: paths.proposals,
    what: 'proposals',
    reload,
    closed,
  });
}

/**
 * Writes what was typed last, then gives this window's drafts back. A draft that cannot be written stays claimed. Nothing
 * is logged: at the end of the extension the editor may have closed the log already.
 */
async function releaseDrafts(drafts: DraftStore): Promise<void> {
  // The host is about to end, so the second try is made at once.
  const isSaved = await drafts
    .flush()
    .catch(() => drafts.flush())
    .then(
      () => true,
      () => false,
    );
  drafts.dispose();
  if (isSaved) await drafts.giveBack(true);
}
