import { describeChanging } from './changing.contract.ts';
import { describeProvider } from './provider.contract.ts';
import { describeService } from './service.contract.ts';
import { describeReading } from './reading.contract.ts';
import { activeplatform, chartmogul, notebook } from './cases.ts';

for (const describe of [describeProvider, describeReading, describeChanging]) {
  describe('notebook', notebook);
  for (const collection of ['customer_notes', 'notes'])
    describe(`chartmogul (${collection})`, chartmogul(collection));
}
for (const form of ['quoted', 'rfc2397'])
  for (const describe of [describeProvider, describeReading])
    describe(`activeplatform (${form})`, activeplatform(form));
describeChanging('activeplatform', activeplatform('quoted'));
describeService('chartmogul', chartmogul('customer_notes'));
describeService('activeplatform', activeplatform('quoted'));
