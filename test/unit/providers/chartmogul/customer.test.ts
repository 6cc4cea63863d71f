import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import { customerSchema, parseTyped, targetOf } from '../../../../src/providers/chartmogul/customer.ts';
import { anyText } from '../../../support/anyText.ts';

const uuid = '52eb54c2-dea0-11ed-ac96-ef735d89fca0';

describe('what was typed for a customer', () => {
  it.each([
    [`cus_${uuid}`, { by: 'uuid', uuid: `cus_${uuid}`, bare: false }],
    [` CUS_${uuid.toUpperCase()} `, { by: 'uuid', uuid: `cus_${uuid}`, bare: false }],
    [uuid, { by: 'uuid', uuid: `cus_${uuid}`, bare: true }],
    ['ann+x@example.com', { by: 'email', email: 'ann+x@example.com' }],
    ['\u200bmailto:ann@example.com?subject=Hi', { by: 'email', email: 'ann@example.com' }],
    ['Ann <ann@example.com>,\u00a0', { by: 'email', email: 'ann@example.com' }],
    [`\u200bcus_${uuid}\ufeff`, { by: 'uuid', uuid: `cus_${uuid}`, bare: false }],
    ['\u202a4711\u202c', { by: 'externalId', externalId: '4711' }],
    // A Stripe id.
    ['cus_O075O8NH0LrtG8', { by: 'externalId', externalId: 'cus_O075O8NH0LrtG8' }],
    [`cus_${uuid}0`, { by: 'externalId', externalId: `cus_${uuid}0` }],
    ['4711', { by: 'externalId', externalId: '4711' }],
    ['a b@c', { by: 'externalId', externalId: 'a b@c' }],
  ])('%j is parsed', (typed, parsed) => {
    expect(parseTyped(typed)).toEqual(parsed);
  });

  it.each([
    ['', 'Type a customer'],
    ['   ', 'Type a customer'],
    ['https://app.chartmogul.com/#/customers/12345-Ann', 'address of a page'],
    ['app.chartmogul.com/#/customers/12345-Ann', 'address of a page'],
    ['https://example.com/x', 'address of a page'],
    ['x'.repeat(256), 'not a customer'],
    ['a\u0000b', 'not a customer'],
  ])('%j is refused', (typed, why) => {
    const parse = () => parseTyped(typed);
    expect(parse).toThrow(why);
    expect(parse).toThrow(expect.objectContaining({ reason: 'invalid', field: 'target' }));
  });

  it('any text is parsed or refused with a Failure', () => {
    fc.assert(
      fc.property(anyText(), (typed) => {
        try {
          parseTyped(typed);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });
});

describe('a customer as a target', () => {
  const of = (more: object) => targetOf(customerSchema.parse({ uuid: `cus_${uuid}`, ...more }));

  it.each([
    [{ name: 'Ann', company: 'Acme', email: 'a@b', external_id: 'x1' }, 'Ann'],
    [{ name: '', company: 'Acme', email: 'a@b', external_id: 'x1' }, 'Acme'],
    [{ name: ' ', company: null, email: 'a@b', external_id: 'x1' }, 'a@b'],
    [{ name: '', company: '', email: '', external_id: 'x1' }, 'x1'],
    [{}, undefined],
  ])('%j has the name %s', (customer, name) => {
    expect(of(customer).name).toBe(name);
  });

  it.each([
    ['https://app.chartmogul.com/#/customers/1-Ann', 'https://app.chartmogul.com/#/customers/1-Ann'],
    ['http://localhost:3000/#/customers/1-Ann', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
  ])('with the address %j has the page %s', (url, page) => {
    expect(of({ 'chartmogul-url': url }).url).toBe(page);
  });
});
