import type { ProviderKind } from '../../../src/providers/provider.ts';
import type { ServiceCase } from '../contractCase.ts';
import { providerHarness } from '../providerHarness.ts';
import { exampleTokens, startExampleSandbox } from './exampleSandbox.ts';

/** The example service, and this provider of it. */
export async function exampleCase(kind: ProviderKind): Promise<ServiceCase> {
  const harness = await providerHarness();
  const sandbox = await startExampleSandbox();
  const fields = { baseUrl: sandbox.url };
  return {
    ...harness,
    kind,
    capabilities: kind.capabilities,
    provider: harness.open(kind, fields, exampleTokens.write),
    validTarget: {
      type: 'customer',
      typed: ' 7 ',
      target: { type: 'customer', id: '7', name: 'Northwind Traders' },
    },
    invalidTarget: { type: 'customer', typed: 'Northwind' },
    author: '',
    attachmentOf: () => Promise.resolve(undefined),
    service: {
      key: exampleTokens.write,
      readOnlyKey: exampleTokens.readOnly,
      withKey: (key) => harness.open(kind, fields, key),
      missingTarget: { type: 'customer', typed: '999', target: { type: 'customer', id: '999' } },
      refusal: { body: '{"errors":{"text":"is odd"}}', field: 'text', words: 'is odd' },
      injectFault: (fault) => sandbox.faults.add(fault),
      requests: sandbox.requests,
      noteCount: () => sandbox.notes.length,
      stop: sandbox.stop,
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox.stop();
      await harness[Symbol.asyncDispose]();
    },
  };
}
