import { describeProvider, describeService } from './provider.contract.ts';
import { activeplatform, chartmogul, notebook } from './cases.ts';

describeProvider('notebook', notebook);
for (const collection of ['customer_notes', 'notes'])
  describeProvider(`chartmogul (${collection})`, chartmogul(collection));
for (const form of ['quoted', 'rfc2397']) describeProvider(`activeplatform (${form})`, activeplatform(form));
describeService('chartmogul', chartmogul('customer_notes'));
describeService('activeplatform', activeplatform('quoted'));
