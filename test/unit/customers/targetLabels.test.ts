import { expect, test } from 'vitest';
import { searchLabel } from '../../../src/customers/targetLabels.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { fakeService } from '../../support/fakeProvider.ts';

test.each([
  ['UUID, external id or e-mail', true, 'Customer: name, company, UUID, external id or e-mail'],
  ['UUID, external id or e-mail', false, 'Customer: UUID, external id or e-mail'],
  ['Name', true, 'Customer: name'],
  ['number of the customer', false, 'Customer: number of the customer'],
])(
  'customers with the id “%s”, searched by name: %s, are asked for as “%s”',
  (idLabel, hasDirectory, text) => {
    const targets = [{ type: 'customer', label: 'customer', idLabel, placeholder: '' }];
    const { book } = openMemoryHarness({ services: [fakeService('crm', { targets })] });
    expect(searchLabel(book.default(), hasDirectory)).toBe(text);
  },
);
