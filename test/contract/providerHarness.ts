import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccounts } from '../../src/app/accounts.ts';
import { Failure } from '../../src/base/failure.ts';
import type { Log } from '../../src/base/log.ts';
import { systemClock } from '../../src/base/systemClock.ts';
import type { Account } from '../../src/model/account.ts';
import type { Capabilities } from '../../src/model/capabilities.ts';
import type { Provider, ProviderKind } from '../../src/providers/provider.ts';
import { testPlatform, testSettings } from '../support/testPlatform.ts';

/** Opens providers over this machine's real network, with a folder for the test alone. */
interface ProviderHarness extends AsyncDisposable {
  /** Absolute path; removed at the end of the test. */
  readonly folder: string;
  /** Everything that was logged. */
  readonly lines: readonly string[];
  /** `key` undefined: the account has none. */
  open(kind: ProviderKind, fields: Account['fields'], key: string | undefined): Provider;
  capabilities(kind: ProviderKind, fields: Account['fields']): Capabilities;
  /** Writes a file, and gives its absolute path. */
  writeFile(bytes: Uint8Array): Promise<string>;
}

/** Requests are tried once, so that every failure is seen. */
export async function providerHarness(): Promise<ProviderHarness> {
  const folder = await mkdtemp(path.join(tmpdir(), 'contract-'));
  const lines: string[] = [];
  const write = (line: string, cause?: unknown): void => void lines.push(`${line} ${String(cause)}`);
  const log: Log = { trace: write, info: write, warn: write, error: write };
  const platform = testPlatform(folder, {
    clock: systemClock,
    log,
    fetch: (...args) => globalThis.fetch(...args),
    settings: testSettings([], { requestsPerSecond: () => Number.POSITIVE_INFINITY }),
  });
  // With no kinds, no service's rate limit applies. The sandbox allows any rate, and hundreds of requests would wait.
  const { contextWithKey } = createAccounts(platform, { kinds: [], limits: { tries: 1 } });
  const noKey = () => Promise.reject(new Failure('keyMissing', 'No key is stored.'));
  return {
    folder,
    lines,
    capabilities: (kind, fields) => kind.capabilitiesOf?.(accountOf(kind, fields)) ?? kind.capabilities,
    open: (kind, fields, key) => {
      const context = contextWithKey(accountOf(kind, fields), key ?? '');
      return kind.open(key === undefined ? { ...context, key: noKey } : context);
    },
    writeFile: async (bytes: Uint8Array): Promise<string> => {
      const file = path.join(folder, `blob-${randomUUID()}`);
      await writeFile(file, bytes);
      return file;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function accountOf({ id }: ProviderKind, fields: Account['fields']): Account {
  return { id: 'contract', provider: id, label: 'Contract', fields };
}
