import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Account } from '../../src/model/account.ts';
import { AccountBook } from '../../src/accounts/accountBook.ts';
import { Composer } from '../../src/compose/composer.ts';
import { RecentTargets } from '../../src/customers/recentTargets.ts';
import { Directories } from '../../src/customers/directories.ts';
import { restoreDrafts } from '../../src/compose/restoreDrafts.ts';
import type { Host } from '../../src/storage/claims.ts';
import type { Files } from '../../src/storage/files.ts';
import { Lease } from '../../src/storage/lease.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import type { Sources } from '../../src/storage/sources.ts';
import { createServerClock } from '../../src/http/serverClock.ts';
import { DiscardedDrafts } from '../../src/drafts/discardedDrafts.ts';
import { DraftStore } from '../../src/drafts/draftStore.ts';
import { Failure } from '../../src/base/failure.ts';
import type { TextFormat } from '../../src/model/note.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { fakeClock, type FakeClock } from './fakeClock.ts';
import { fakeService, type FakeService } from './fakeProvider.ts';
import { memoryLog } from '../unit/http/loopback.ts';
import { noDownload } from './noDownload.ts';

/** What a test may choose about a {@link ComposeHarness}. */
export interface ComposeHarnessOptions {
  readonly files?: Files;
  readonly clock?: FakeClock;
  /** Another one on the same folder is another window; ended ones leave what they had claimed. */
  readonly host?: Host;
  /** The first one's account is `one`, the second's `two`, and so on; the first is the default. */
  readonly services?: readonly FakeService[];
  /** Files that can be attached, by URI. */
  readonly attachable?: ReadonlyMap<string, Uint8Array>;
  /** Milliseconds; none by default. */
  readonly undoTime?: number;
  readonly textFormat?: TextFormat;
}

const names = ['one', 'two', 'three'];

/** A host of its own, which counts as ended for those that come after it. */
export function newHost(): Host {
  const id = randomUUID();
  return { id, hasEnded: (other) => other !== id };
}

/** Everything between the form and the services, on one folder: what the composition root builds, with fakes. */
export function openComposeHarness(folder: string, options: ComposeHarnessOptions = {}) {
  const { files = nodeFiles, clock = fakeClock(), services = [fakeService()], host = newHost() } = options;
  const log = memoryLog();
  const newId = () => randomUUID();
  const accounts: Account[] = services.map(({ kind }, index) => ({
    id: names[index] ?? 'more',
    provider: kind.id,
    label: `Account ${names[index] ?? 'more'}`,
    fields: {},
  }));
  const book = new AccountBook({
    settings: {
      accounts: () => accounts,
      saveAccounts: (next) =>
        Promise.resolve(void accounts.splice(0, accounts.length, ...(next as Account[]))),
      defaultAccount: () => 'one',
      saveDefaultAccount: () => Promise.resolve(),
    },
    kinds: [...services.map(({ kind }) => kind), embedded],
    log,
    contextOf: (account) => ({
      account,
      key: () => Promise.resolve('key'),
      send: () => Promise.reject(new Error('no network')),
      files,
      clock,
      download: noDownload,
      serverClock: createServerClock(clock),
      log,
    }),
  });
  const drafts = new DraftStore({
    files,
    folder: join(folder, 'drafts'),
    clock,
    host,
    window: 'home',
    log,
    newId,
  });
  const discarded = new DiscardedDrafts({ files, folder: join(folder, 'drafts', 'discarded'), newId });
  const outbox = new Outbox({ files, folder: join(folder, 'outbox'), clock, host, log, newId });
  const keysNeeded: string[] = [];
  const delivery = new Delivery({
    outbox,
    providerOf: (id) => book.find(id)?.provider,
    leaseOf: (id) => new Lease({ files, clock, host }, join(folder, 'outbox', 'leases'), `account-${id}`),
    forgetDraft: (id) => drafts.remove(id),
    clock,
    log,
    random: () => 0.5,
    rate: () => 20,
    requestTimeout: () => 30_000,
    onStored: () => undefined,
    onKeyNeeded: (accountId) => void keysNeeded.push(accountId),
  });
  const recent = new RecentTargets({ files, path: join(folder, 'recent-targets.json'), log, newId });
  const directories = new Directories({
    files,
    folder: join(folder, 'directory'),
    clock,
    host,
    log,
    newId,
    pause: () => Promise.resolve(),
    keepOnDisk: () => true,
  });
  const sources = sourcesOf(options.attachable ?? new Map());
  const parts = {
    book,
    drafts,
    discarded,
    outbox,
    delivery,
    recent,
    directories,
    sources,
    clock,
    log,
    newId,
    largestAttachment: () => 1_000_000,
    undoTime: () => options.undoTime ?? 0,
    textFormat: () => options.textFormat ?? 'markdown',
  };
  const composer = new Composer(parts);
  return {
    ...parts,
    composer,
    keysNeeded,
    accounts,
    /** What every start does before a user can do anything. */
    start: async () => {
      await outbox.load();
      await restoreDrafts({ ...parts, composer, window: 'home' });
      delivery.wake('account');
    },
  };
}

/** See {@link openComposeHarness}. */
export type ComposeHarness = ReturnType<typeof openComposeHarness>;

/** Needs no account, as the notebook. */
const embedded = { ...fakeService('embedded').kind, accountFields: [], keyLabel: undefined };

function sourcesOf(attachable: ReadonlyMap<string, Uint8Array>): Sources {
  const bytesOf = (uri: string) => {
    const bytes = attachable.get(uri);
    if (bytes) return bytes;
    throw new Failure('invalid', 'This file cannot be read.', { field: 'attachment' });
  };
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous
    facts: async (uri) => ({ kind: uri.endsWith('/') ? 'folder' : 'file', size: bytesOf(uri).byteLength }),
    // eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous
    async *read(uri) {
      yield bytesOf(uri);
    },
  };
}

/** Types a note and lets its target be read, as a user does who then looks at the name. */
export async function write({ composer }: ComposeHarness, text: string, target = 'Acme'): Promise<void> {
  composer.edit('target', target);
  composer.edit('text', text);
  await composer.readTarget();
}
