import { randomUUID } from 'node:crypto';
import { createAccounts } from '../../src/app/accounts.ts';
import type { Platform, Settings } from '../../src/app/platform.ts';
import type { Account } from '../../src/model/account.ts';
import type { Host } from '../../src/storage/claims.ts';
import type { Files } from '../../src/storage/files.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import { fakeClock } from './fakeClock.ts';
import { markdownHere } from './markdownHere.ts';
import { memoryFiles } from './memoryFiles.ts';

/** A new host, which takes every other host for ended. */
export function newHost(): Host {
  const id = randomUUID();
  return { id, hasEnded: (other) => other !== id };
}

/** The settings of a fresh installation, except that a note cannot be taken back after Send. */
export function testSettings(accounts: Account[] = [], own: Partial<Settings> = {}): Settings {
  let defaultAccount = accounts[0]?.id ?? '';
  return {
    accounts: () => accounts,
    saveAccounts: (next) => Promise.resolve(void accounts.splice(0, accounts.length, ...(next as Account[]))),
    defaultAccount: () => defaultAccount,
    saveDefaultAccount: (id) => Promise.resolve(void (defaultAccount = id)),
    notebookFolder: () => '',
    templatesFolder: () => '',
    saveNotebookFolder: () => Promise.resolve(),
    largestAttachment: () => 25_000_000,
    largestTextFile: () => 256_000,
    undoTime: () => 0,
    textFormat: () => 'markdown',
    openNotesAs: () => 'rendered',
    agentsEnabled: () => false,
    agentsReadNotesOf: () => [],
    saveAgentsEnabled: () => Promise.resolve(),
    providersOfExtensions: () => false,
    openCallPage: () => false,
    keepCustomersOnDisk: () => true,
    requestsPerSecond: () => 20,
    codeHosts: () => new Map(),
    ...own,
  };
}

const noFetch = () => Promise.reject(new Error('There is no network here.'));
const ignore = (): void => undefined;

/** A machine with an empty keyring and no network, on which nobody answers. `storage`: absolute path. */
export function testPlatform(storage: string, own: Partial<Platform> = {}): Platform {
  return {
    files: nodeFiles,
    clock: fakeClock(),
    host: newHost(),
    window: 'home',
    newId: () => randomUUID(),
    random: () => 0.5,
    log: { trace: ignore, info: ignore, warn: ignore, error: ignore },
    markdown: markdownHere,
    addSecret: ignore,
    redact: (text) => text,
    findSecrets: () => Promise.resolve([]),
    storage,
    secrets: memorySecrets(),
    settings: testSettings(),
    fetch: noFetch,
    sources: {
      facts: () => Promise.reject(new Error('No file can be attached here.')),
      read: () => {
        throw new Error('No file can be attached here.');
      },
      isUnsaved: () => false,
      unsavedText: () => undefined,
      decode: () => Promise.reject(new Error('No file can be attached here.')),
    },
    folderGit: () => Promise.resolve(undefined),
    openFolders: () => ({ all: [], front: undefined }),
    pause: () => Promise.resolve(),
    askForKey: () => Promise.resolve(),
    askAboutLeaks: () => Promise.reject(new Error('Nobody answers here.')),
    onKeyringWait: ignore,
    ...own,
  };
}

/** A keyring that answers at once. */
export function memorySecrets(secrets = new Map<string, string>()): Platform['secrets'] {
  return {
    get: (name) => Promise.resolve(secrets.get(name)),
    store: (name, value) => Promise.resolve(void secrets.set(name, value)),
    delete: (name) => Promise.resolve(void secrets.delete(name)),
  };
}

/** A keyring that holds these keys, as the product stores them. */
export async function secretsWith(
  accounts: readonly { readonly account: Account; readonly key: string }[],
): Promise<Platform['secrets']> {
  const secrets = memorySecrets();
  const { files } = memoryFiles(() => 0);
  const { keys, kinds } = createAccounts(testPlatform('/', { files, secrets }));
  for (const { account, key } of accounts) {
    const origin = kinds.find(({ id }) => id === account.provider)?.origin(account) ?? '';
    await keys.save(account.id, key, origin);
  }
  return secrets;
}

/** A file system that reports no changes: what other windows did is seen on a reload, or after a while. */
export function unwatched(files: Files): Files {
  return { ...files, watch: () => ignore };
}
