import type { Account } from '../../src/model/account.ts';
import type { Platform } from '../../src/app/platform.ts';
import type { CodeHosts } from '../../src/code/hostKinds.ts';
import { createApp } from '../../src/app/createApp.ts';
import type { Host } from '../../src/storage/claims.ts';
import type { Files } from '../../src/storage/files.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import type { Sources } from '../../src/storage/sources.ts';
import { Failure } from '../../src/base/failure.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { TextFormat } from '../../src/model/note.ts';
import { fakeClock, type FakeClock } from './fakeClock.ts';
import { fakeService, type FakeService } from './fakeProvider.ts';
import { decodeAs } from './decodeAs.ts';
import { memoryFiles } from './memoryFiles.ts';
import { memoryLog } from '../unit/http/loopback.ts';
import { newHost, testPlatform, testSettings, unwatched } from './testPlatform.ts';

/** What a test may choose about a {@link ComposeHarness}. */
export interface ComposeHarnessOptions {
  readonly files?: Files;
  readonly clock?: FakeClock;
  /** Another host on the same folder is another window; one that has ended leaves what it had claimed. */
  readonly host?: Host;
  /** The first one's account is `one`, the second's `two`, and so on; the first is the default. */
  readonly services?: readonly FakeService[];
  /** Files that can be attached, by URI. */
  readonly attachable?: ReadonlyMap<string, Uint8Array>;
  /** What is seen of those that are open and not saved, by URI. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** Those of {@link attachable} whose size the file system tells as 0. */
  readonly sizeless?: ReadonlySet<string>;
  /** The keyring; an empty one in memory by default. */
  readonly secrets?: Platform['secrets'];
  /** By default, nothing is taken for a secret, and nobody answers. */
  readonly findSecrets?: Platform['findSecrets'];
  readonly askAboutLeaks?: Platform['askAboutLeaks'];
  /** Milliseconds; none by default. */
  readonly undoTime?: number;
  readonly textFormat?: TextFormat;
  /** None by default. */
  readonly codeHosts?: CodeHosts;
  /** `rendered` by default. */
  readonly openNotesAs?: 'rendered' | 'source';
  /** The folders of the window; none by default. */
  readonly openFolders?: Platform['openFolders'];
  /** What Git says of them; nothing by default. */
  readonly folderGit?: Platform['folderGit'];
  /** Whether there is an account that needs no set-up, like the notebook's; true by default. */
  readonly hasEmbedded?: boolean;
}

const names = ['one', 'two', 'three'];

/** The product on one folder, with fake services instead of real ones. */
export function openComposeHarness(folder: string, options: ComposeHarnessOptions = {}) {
  const { files = nodeFiles, clock = fakeClock(), services = [fakeService()], host = newHost() } = options;
  const log = memoryLog();
  const accounts: Account[] = services.map(({ kind }, index) => ({
    id: names[index] ?? 'more',
    provider: kind.id,
    label: `Account ${names[index] ?? 'more'}`,
    fields: {},
  }));
  const keysNeeded: string[] = [];
  const app = createApp(
    testPlatform(folder, {
      files: unwatched(files),
      clock,
      host,
      log,
      ...(options.secrets && { secrets: options.secrets }),
      ...(options.folderGit && { folderGit: options.folderGit }),
      ...(options.openFolders && { openFolders: options.openFolders }),
      ...(options.findSecrets && { findSecrets: options.findSecrets }),
      ...(options.askAboutLeaks && { askAboutLeaks: options.askAboutLeaks }),
      sources: sourcesOf(options),
      settings: testSettings(accounts, {
        largestAttachment: () => 1_000_000,
        undoTime: () => options.undoTime ?? 0,
        textFormat: () => options.textFormat ?? 'markdown',
        codeHosts: () => options.codeHosts ?? new Map(),
        openNotesAs: () => options.openNotesAs ?? 'rendered',
      }),
      askForKey: ({ accountId }) => Promise.resolve(void keysNeeded.push(accountId)),
    }),
    { kinds: [...services.map(({ kind }) => kind), ...(options.hasEmbedded === false ? [] : [embedded])] },
  );
  return { ...app, clock, log, keysNeeded, accounts };
}

/** The parts that {@link openComposeHarness} sets up. */
export type ComposeHarness = ReturnType<typeof openComposeHarness>;

/**
 * The same on a disk in memory. Whatever was begun has ended after `settle` or `advance`, which do not wait for a real
 * disk.
 */
export function openMemoryHarness(options: Omit<ComposeHarnessOptions, 'files'> = {}): ComposeHarness {
  const clock = options.clock ?? fakeClock();
  const { files } = memoryFiles(() => clock.now());
  return openComposeHarness('/home', { ...options, clock, files });
}

/** Needs no account, like the notebook. */
const embedded = {
  ...fakeService('embedded').kind,
  accountFields: [],
  keyLabel: undefined,
  origin: () => undefined,
};

function sourcesOf({
  attachable = new Map(),
  unsaved = new Map(),
  sizeless = new Set(),
}: ComposeHarnessOptions): Sources {
  const bytesOf = (uri: string) => {
    const seen = unsaved.get(uri);
    const bytes = seen === undefined ? attachable.get(uri) : Buffer.from(seen);
    if (bytes) return bytes;
    throw new Failure('invalid', 'This file cannot be read.', { field: 'attachment' });
  };
  return {
    facts: async (uri) => {
      await Promise.resolve();
      const { byteLength } = bytesOf(uri);
      return {
        kind: uri.endsWith('/') ? 'folder' : 'file',
        size: sizeless.has(uri) ? 0 : byteLength,
        isUnsaved: unsaved.has(uri),
      };
    },
    async *read(uri) {
      await Promise.resolve();
      yield bytesOf(uri);
    },
    isUnsaved: (uri) => unsaved.has(uri),
    unsavedText: (uri) => unsaved.get(uri),
    decode: (bytes, encoding) => Promise.resolve(decodeAs(encoding, bytes)),
  };
}

/** Types a note and has its customer looked up, as a user does who sees the card before the note is logged. */
export async function write({ composer }: ComposeHarness, text: string, target = 'Acme'): Promise<void> {
  composer.edit('text', text);
  await composer.recipient.lookUp(target);
}

/** Logs what is in the form, and waits for how the first try to send it ends. Undefined: it was not logged. */
export async function logAndSend({ composer, delivery }: ComposeHarness): Promise<Outcome | undefined> {
  const entry = await composer.log();
  return entry && (await delivery.outcome(entry.id, new AbortController().signal));
}
