import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { Account } from '../../src/model/account.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import { createDownload } from '../../src/http/download.ts';
import { createSend } from '../../src/http/createSend.ts';
import { clockedFetch, createServerClock } from '../../src/http/serverClock.ts';
import { Failure } from '../../src/base/failure.ts';
import type { Log } from '../../src/base/log.ts';
import type { StoredNote } from '../../src/model/note.ts';
import { systemClock } from '../../src/base/systemClock.ts';
import type { Provider, ProviderKind } from '../../src/providers/provider.ts';
import { providerKinds } from '../../src/providers/registry.ts';
import { demoCustomers, demoEntities, demoKeys, demoTeam } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { SandboxOptions } from '../sandbox/options.ts';
import type { ContractCase, RemoteCase } from './provider.contract.ts';

/** A folder of the test's own, the kinds of provider, and what opens one with all that it needs. */
async function sandboxWithTarget() {
  const folder = await mkdtemp(path.join(tmpdir(), 'contract-'));
  const lines: string[] = [];
  const write = (line: string, cause?: unknown): void => void lines.push(`${line} ${String(cause)}`);
  const log: Log = { trace: write, info: write, warn: write, error: write };
  const serverClock = createServerClock(systemClock);
  const send = createSend({
    fetch: clockedFetch((url, init) => fetch(url, init), serverClock, systemClock),
    clock: systemClock,
    log,
    random: () => 0,
    limits: { tries: 1 },
  });
  const kinds = providerKinds(() => path.join(folder, 'notebook'));
  return {
    folder,
    lines,
    kind: (id: string): ProviderKind => kinds.find((kind) => kind.id === id) ?? expect.fail(`no ${id}`),
    capabilities: (kind: ProviderKind, fields: Account['fields']) =>
      kind.capabilitiesOf?.(accountOf(kind, fields)) ?? kind.capabilities,
    open: (kind: ProviderKind, fields: Account['fields'], key: string | undefined): Provider =>
      kind.open({
        account: accountOf(kind, fields),
        key: () =>
          key === undefined
            ? Promise.reject(new Failure('keyMissing', 'No key is stored.'))
            : Promise.resolve(key),
        send,
        download: createDownload({ fetch: (url, init) => fetch(url, init), clock: systemClock, log }),
        files: nodeFiles,
        clock: systemClock,
        serverClock,
        log,
      }),
    writeFile: async (bytes: Uint8Array): Promise<string> => {
      const file = path.join(folder, 'blob');
      await writeFile(file, bytes);
      return file;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function accountOf({ id }: ProviderKind, fields: Account['fields']): Account {
  return { id: 'contract', provider: id, label: 'Contract', fields };
}

/** What is the same for both services of the sandbox. */
async function remote(
  id: string,
  fieldsAt: (sandbox: Sandbox) => Readonly<Record<'baseUrl', string>> & Account['fields'],
  rest: Pick<ContractCase, 'known' | 'garbage' | 'author'> & {
    service: Pick<RemoteCase, 'key' | 'readOnlyKey' | 'unknown' | 'refusal'>;
    notesIn: (sandbox: Sandbox) => readonly unknown[];
    attachmentIn: (sandbox: Sandbox, note: StoredNote) => Uint8Array | undefined;
  },
  options: SandboxOptions | undefined,
): Promise<ContractCase & { readonly service: RemoteCase }> {
  const shop = await sandboxWithTarget();
  const sandbox = await startSandbox(options);
  const kind = shop.kind(id);
  const fields = fieldsAt(sandbox);
  return {
    ...shop,
    ...rest,
    kind,
    capabilities: shop.capabilities(kind, fields),
    provider: shop.open(kind, fields, rest.service.key),
    attachmentOf: (note) => Promise.resolve(rest.attachmentIn(sandbox, note)),
    service: {
      ...rest.service,
      sandbox,
      withKey: (key) => shop.open(kind, fields, key),
      stop: () => sandbox.stop(),
      befall: (fault) => sandbox.faults.add(fault),
      counts: () => ({
        posts: sandbox.requests.filter(({ method }) => method === 'POST').length,
        notes: rest.notesIn(sandbox).length,
      }),
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox.stop();
      await shop.remove();
    },
  };
}

const { northwind } = demoCustomers;

/** A sandbox and ChartMogul in it; `collection` is its path. */
export function chartmogul(collection: string) {
  const unknown = northwind.uuid.replace(/..$/, 'ff');
  return (options?: SandboxOptions) =>
    remote(
      'chartmogul',
      ({ chartmogulUrl }) => ({ baseUrl: chartmogulUrl, collection, authorEmail: demoTeam.ada.email }),
      {
        known: {
          type: 'customer',
          typed: northwind.email,
          target: {
            type: 'customer',
            id: northwind.uuid,
            name: northwind.name,
            url: 'https://app.chartmogul.com/#/customers/120000001-Northwind_Traders',
          },
        },
        garbage: {
          type: 'customer',
          typed: 'https://app.chartmogul.com/#/customers/120000001-Northwind_Traders',
        },
        author: demoTeam.tomas.email,
        service: {
          key: demoKeys.chartmogul,
          readOnlyKey: demoKeys.chartmogulReadOnly,
          unknown: { type: 'customer', typed: unknown, target: { type: 'customer', id: unknown } },
          refusal: {
            body: JSON.stringify({ code: 422, message: 'is not a team member', param: 'author_email' }),
            field: 'author',
            words: 'is not a team member',
          },
        },
        notesIn: ({ state }) => state.chartmogul.notes,
        attachmentIn: () => undefined,
      },
      options,
    );
}

/** A sandbox and ActivePlatform in it; `dataUrl` is the form of attachments. */
export function activeplatform(dataUrl: string) {
  const { subscription } = demoEntities;
  return (options?: SandboxOptions) =>
    remote(
      'activeplatform',
      ({ activeplatformUrl }) => ({ baseUrl: activeplatformUrl, resellerId: '1', dataUrl }),
      {
        known: {
          type: 'subscription',
          typed: ` ${subscription} `,
          target: { type: 'subscription', id: String(subscription), name: 'Mail Hosting, 25 seats' },
        },
        garbage: { type: 'subscription', typed: 'Mail Hosting' },
        author: '',
        service: {
          key: demoKeys.activeplatform,
          readOnlyKey: demoKeys.activeplatformOwner,
          unknown: { type: 'order', typed: '999', target: { type: 'order', id: '999' } },
          refusal: {
            body: JSON.stringify({
              errors: [{ detail: 'is odd', source: { pointer: '/data/attributes/content' } }],
            }),
            field: 'text',
            words: 'is odd',
          },
        },
        notesIn: ({ state }) => state.activeplatform.notes,
        attachmentIn: ({ state }, { id }) =>
          state.activeplatform.notes.find((note) => String(note.id) === id)?.attachment?.bytes,
      },
      options,
    );
}

/** A notebook in a folder of its own. */
export async function notebook(): Promise<ContractCase> {
  const shop = await sandboxWithTarget();
  const kind = shop.kind('notebook');
  return {
    ...shop,
    kind,
    capabilities: kind.capabilities,
    provider: shop.open(kind, {}, undefined),
    known: {
      type: 'customer',
      typed: ' Northwind Traders ',
      target: { type: 'customer', id: 'Northwind Traders', name: 'Northwind Traders' },
    },
    garbage: { type: 'customer', typed: ' ' },
    author: 'Ada Okafor',
    service: undefined,
    attachmentOf: async () => {
      const names = await readdir(path.join(shop.folder, 'notebook'), { recursive: true });
      const name = names.find((each) => each.endsWith('.pdf'));
      return name === undefined ? undefined : readFile(path.join(shop.folder, 'notebook', name));
    },
    [Symbol.asyncDispose]: shop.remove,
  };
}
