import { describeChanging } from '../changing.contract.ts';
import type { ServiceCase } from '../contractCase.ts';
import { describeProvider } from '../provider.contract.ts';
import { describeService } from '../service.contract.ts';
import { providerHarness } from '../providerHarness.ts';
import { describeReading } from '../reading.contract.ts';
import { exampleProvider } from './exampleProvider.ts';
import { exampleTokens, startExampleSandbox } from './exampleSandbox.ts';

async function example(): Promise<ServiceCase> {
  const harness = await providerHarness();
  const sandbox = await startExampleSandbox();
  const fields = { baseUrl: sandbox.url };
  return {
    ...harness,
    kind: exampleProvider,
    capabilities: exampleProvider.capabilities,
    provider: harness.open(exampleProvider, fields, exampleTokens.write),
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
      withKey: (key) => harness.open(exampleProvider, fields, key),
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

for (const describe of [describeProvider, describeReading, describeChanging, describeService])
  describe('example', example);
