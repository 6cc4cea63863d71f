import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from '../../src/model/account.ts';
import type { StoredNote } from '../../src/model/note.ts';
import { activeplatform as activeplatformKind } from '../../src/providers/activeplatform/activeplatform.ts';
import { chartmogul as chartmogulKind } from '../../src/providers/chartmogul/chartmogul.ts';
import { createNotebook } from '../../src/providers/notebook/notebook.ts';
import type { ProviderKind } from '../../src/providers/provider.ts';
import { demoCustomers, demoEntities, demoKeys, demoTeam } from '../sandbox/demo.ts';
import type { SandboxOptions } from '../sandbox/options.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { ContractCase, RemoteCase } from './contractCase.ts';
import { providerHarness } from './providerHarness.ts';

/** A provider whose service is the sandbox. */
export interface SandboxCase extends ContractCase {
  readonly service: RemoteCase & { readonly sandbox: Sandbox };
}

/** What both services of the sandbox have in common. */
async function remote(
  kind: ProviderKind,
  fieldsAt: (sandbox: Sandbox) => Readonly<Record<'baseUrl', string>> & Account['fields'],
  rest: Pick<ContractCase, 'validTarget' | 'invalidTarget' | 'author'> & {
    service: Pick<RemoteCase, 'key' | 'readOnlyKey' | 'missingTarget' | 'refusal'>;
    notesIn: (sandbox: Sandbox) => readonly unknown[];
    attachmentIn: (sandbox: Sandbox, note: StoredNote) => Uint8Array | undefined;
  },
  options: SandboxOptions | undefined,
): Promise<SandboxCase> {
  const harness = await providerHarness();
  const sandbox = await startSandbox(options);
  const fields = fieldsAt(sandbox);
  return {
    ...harness,
    ...rest,
    kind,
    capabilities: harness.capabilities(kind, fields),
    provider: harness.open(kind, fields, rest.service.key),
    attachmentOf: (note) => Promise.resolve(rest.attachmentIn(sandbox, note)),
    service: {
      ...rest.service,
      sandbox,
      requests: sandbox.requests,
      withKey: (key) => harness.open(kind, fields, key),
      stop: () => sandbox.stop(),
      injectFault: (fault) => sandbox.faults.add(fault),
      noteCount: () => rest.notesIn(sandbox).length,
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox.stop();
      await harness[Symbol.asyncDispose]();
    },
  };
}

const { northwind } = demoCustomers;

/** A sandbox and ChartMogul in it; `collection` is its path. */
export function chartmogul(collection: string) {
  const unknown = northwind.uuid.replace(/..$/, 'ff');
  return (options?: SandboxOptions) =>
    remote(
      chartmogulKind,
      ({ chartmogulUrl }) => ({ baseUrl: chartmogulUrl, collection, authorEmail: demoTeam.ada.email }),
      {
        validTarget: {
          type: 'customer',
          typed: northwind.email,
          target: {
            type: 'customer',
            id: northwind.uuid,
            name: northwind.name,
            url: 'https://app.chartmogul.com/#/customers/120000001-Northwind_Traders',
          },
        },
        invalidTarget: {
          type: 'customer',
          typed: 'https://app.chartmogul.com/#/customers/120000001-Northwind_Traders',
        },
        author: demoTeam.tomas.email,
        service: {
          key: demoKeys.chartmogul,
          readOnlyKey: demoKeys.chartmogulReadOnly,
          missingTarget: { type: 'customer', typed: unknown, target: { type: 'customer', id: unknown } },
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
      activeplatformKind,
      ({ activeplatformUrl }) => ({ baseUrl: activeplatformUrl, resellerId: '1', dataUrl }),
      {
        validTarget: {
          type: 'subscription',
          typed: ` ${subscription} `,
          target: { type: 'subscription', id: String(subscription), name: 'Mail Hosting, 25 seats' },
        },
        invalidTarget: { type: 'subscription', typed: 'Mail Hosting' },
        author: '',
        service: {
          key: demoKeys.activeplatform,
          readOnlyKey: demoKeys.activeplatformOwner,
          missingTarget: { type: 'order', typed: '999', target: { type: 'order', id: '999' } },
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
  const harness = await providerHarness();
  const notes = path.join(harness.folder, 'notebook');
  const kind = createNotebook(() => notes);
  return {
    ...harness,
    kind,
    capabilities: kind.capabilities,
    provider: harness.open(kind, {}, undefined),
    validTarget: {
      type: 'customer',
      typed: ' Northwind Traders ',
      target: { type: 'customer', id: 'Northwind Traders', name: 'Northwind Traders' },
    },
    invalidTarget: { type: 'customer', typed: ' ' },
    author: 'Ada Okafor',
    service: undefined,
    attachmentOf: async () => {
      const names = await readdir(notes, { recursive: true });
      const name = names.find((each) => each.endsWith('.pdf'));
      return name === undefined ? undefined : readFile(path.join(notes, name));
    },
  };
}
