import type { AccountSettings } from '../accounts/accountBook.ts';
import type { Secrets } from '../accounts/keyring.ts';
import type { SteadyClock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { CodeHosts } from '../code/hostKinds.ts';
import type { FolderGit } from '../folders/folderPattern.ts';
import type { OpenFolders } from '../folders/linkedCustomers.ts';
import type { AskAboutLeaks } from '../compose/leakCheck.ts';
import type { Fetch } from '../http/fetch.ts';
import type { FindSecrets } from '../leaks/secretSearch.ts';
import type { Markdown } from '../markdown/markdown.ts';
import type { Account } from '../model/account.ts';
import type { TextFormat } from '../model/note.ts';
import type { Host } from '../storage/claims.ts';
import type { Files } from '../storage/files.ts';
import type { Sources } from '../storage/sources.ts';

/** The user's settings. Each is read when it is needed, so that a change counts at once. */
export interface Settings extends AccountSettings {
  /** Absolute path of the notebook's files, or '' for the extension's own storage. */
  readonly notebookFolder: () => string;
  /** Absolute path of the user's templates, or '' for the extension's own storage. */
  readonly templatesFolder: () => string;
  readonly saveNotebookFolder: (path: string) => Promise<void>;
  /** Bytes. */
  readonly largestAttachment: () => number;
  /** Bytes of a text file that can become a note. */
  readonly largestTextFile: () => number;
  /** Milliseconds for which a note can be taken back after Send. */
  readonly undoTime: () => number;
  /** What typed text is taken for. */
  readonly textFormat: () => TextFormat;
  /** How notes, histories and previews open: as they read, or as their Markdown. */
  readonly openNotesAs: () => 'rendered' | 'source';
  /** Whether agents may propose notes. */
  readonly agentsEnabled: () => boolean;
  /** Names or ids of the accounts whose notes agents may read. */
  readonly agentsReadNotesOf: () => readonly string[];
  readonly saveAgentsEnabled: (enabled: boolean) => Promise<void>;
  /** Whether other extensions may bring providers. */
  readonly providersOfExtensions: () => boolean;
  /** Whether a customer's page and the note open in the editor when a call begins. */
  readonly openCallPage: () => boolean;
  /** Whether lists of customers may be kept on this machine's disk. */
  readonly keepCustomersOnDisk: () => boolean;
  /** Requests a second to one account, at most. */
  readonly requestsPerSecond: () => number;
  /** What hosts of repositories run, where their names do not tell. */
  readonly codeHosts: () => CodeHosts;
}

/** An account whose key is missing or refused. */
export interface KeyRequest {
  readonly accountId: string;
  /** Undefined when the account has been removed. */
  readonly account: Account | undefined;
  /** One sentence. */
  readonly why: string;
}

/** What the product needs of the machine and of the editor; tests hand in something else. */
export interface Platform {
  readonly files: Files;
  readonly clock: SteadyClock;
  /** This extension host. */
  readonly host: Host;
  /** Names this window: the same name after a reload, and a different one in every other window. */
  readonly window: string;
  readonly newId: NewId;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly markdown: Markdown & {
    /** Called when the app is closed. */
    close(): void;
  };
  /** Keeps a secret out of every log line from now on. */
  readonly addSecret: (secret: string) => void;
  /** Takes every known secret out of a text. */
  readonly redact: (text: string) => string;
  /** Where a text holds secrets: known ones, and what the rules take for one. */
  readonly findSecrets: FindSecrets;
  /** Absolute path of the extension's storage folder. */
  readonly storage: string;
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly fetch: Fetch;
  readonly sources: Sources;
  /** The folders of the window, now. `file`: the address of the file that is meant, in place of the one in front. */
  readonly openFolders: (file?: string) => OpenFolders;
  /** Asks the editor's Git about a folder, by its address; undefined: it has no repository, or there is no Git. */
  readonly folderGit: (folder: string) => Promise<FolderGit | undefined>;
  /** Resolves in a later turn of the event loop, so that long work lets other work run. */
  readonly pause: () => Promise<void>;
  /** Asks the user for a key that works. Resolves when the question is answered or closed. */
  readonly askForKey: (request: KeyRequest) => Promise<void>;
  /** Asks the user about secrets in what is about to go into a note. */
  readonly askAboutLeaks: AskAboutLeaks;
  /** Called with true when somebody has waited long for the keyring, and with false when nobody does any more. */
  readonly onKeyringWait: (waiting: boolean) => void;
}
