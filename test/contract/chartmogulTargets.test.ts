import { describe, expect, it } from 'vitest';
import { buildContact, buildCustomer } from '../sandbox/build.ts';
import { demoContact, demoCustomers } from '../sandbox/demo.ts';
import { chartmogul } from './cases.ts';
import { failureOf, noSignal } from './contractCase.ts';

// How customers and contacts of ChartMogul are found, against the sandbox.

const { northwind } = demoCustomers;

describe.each(['customer_notes', 'notes'])('with %s, a customer', (collection) => {
  it('is found by the address of one of its contacts', async () => {
    await using its = await chartmogul(collection)();
    const targets = await its.provider.findTargets('customer', 'ines@northwind.example', noSignal);
    expect(targets).toEqual([its.validTarget.target]);
  });

  it('is one of several where its address is also that of another one’s contact', async () => {
    await using its = await chartmogul(collection)();
    const { chartmogul: state } = its.service.sandbox.state;
    const uuid = 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1aff';
    state.customers.push(
      buildCustomer({ id: 120000099, uuid, name: 'Ines’s own company', email: 'ines@own.example' }),
    );
    state.contacts.push(
      buildContact({
        uuid: demoContact.replace(/..$/, 'ff'),
        customer_uuid: northwind.uuid,
        position: 2,
        email: 'ines@own.example',
      }),
    );
    const targets = await its.provider.findTargets('customer', 'ines@own.example', noSignal);
    expect(targets.map(({ id }) => id).sort()).toEqual([northwind.uuid, uuid].sort());
  });

  it('is not found by an address that nobody has', async () => {
    await using its = await chartmogul(collection)();
    const search = its.provider.findTargets('customer', 'nobody@northwind.example', noSignal);
    expect(await failureOf(search)).toMatchObject({ reason: 'notFound', field: 'target' });
  });
});

it('a contact is found by its external id, whose letter case counts', async () => {
  await using its = await chartmogul('notes')();
  its.service.sandbox.state.chartmogul.contacts.push(
    buildContact({
      uuid: demoContact.replace(/..$/, 'fe'),
      customer_uuid: northwind.uuid,
      position: 3,
      first_name: 'Ann',
      external_id: 'crm-77',
    }),
  );
  const targets = await its.provider.findTargets('contact', 'crm-77', noSignal);
  expect(targets).toMatchObject([{ type: 'contact', name: 'Ann' }]);
  const other = its.provider.findTargets('contact', 'CRM-77', noSignal);
  expect(await failureOf(other)).toMatchObject({ reason: 'notFound', field: 'target' });
});
