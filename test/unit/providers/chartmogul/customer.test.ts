import { describe, expect, it } from 'vitest';
import { parseExactly } from '../../../../src/base/exactJson.ts';
import { customerSchema, entryOf, targetOf } from '../../../../src/providers/chartmogul/customer.ts';

const uuid = '52eb54c2-dea0-11ed-ac96-ef735d89fca0';

describe('ids of a customer that are numbers', () => {
  it('become texts, with all digits where the answer was read exactly', () => {
    const json = `{"uuid":"cus_${uuid}","external_id":9007199254740993,"external_ids":[4711,9007199254740993],"mrr":12345678901234567,"currency":"EUR"}`;
    expect(entryOf(customerSchema.parse(parseExactly(json)))).toEqual({
      target: { type: 'customer', id: `cus_${uuid}`, name: '9007199254740993' },
      externalIds: ['4711', '9007199254740993'],
      mrr: { minorUnits: 12_345_678_901_234_568, currency: 'EUR' },
    });
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

describe('a customer as an entry of the directory', () => {
  const of = (more: object) => entryOf(customerSchema.parse({ uuid: `cus_${uuid}`, ...more }));

  it.each([
    [{ external_id: 'x1', external_ids: ['x1', 'x2'] }, ['x1', 'x2']],
    [{ external_id: 'x3', external_ids: ['x1', '', ' '] }, ['x1', 'x3']],
    [{ external_id: null, external_ids: null }, undefined],
    [{ external_id: ' ', external_ids: [''] }, undefined],
  ])('%j has the external ids %j', (customer, ids) => {
    expect(of(customer).externalIds).toEqual(ids);
  });

  it.each([
    [
      { mrr: 1200, currency: 'EUR', 'currency-sign': '€' },
      { minorUnits: 1200, currency: 'EUR', sign: '€' },
    ],
    [
      { mrr: 0, currency: 'EUR', 'currency-sign': '' },
      { minorUnits: 0, currency: 'EUR' },
    ],
    [
      { mrr: 5, currency: 'EUR', 'currency-sign': null },
      { minorUnits: 5, currency: 'EUR' },
    ],
    [{ mrr: 5, currency: '', 'currency-sign': '€' }, undefined],
    [{ mrr: null, currency: 'EUR', 'currency-sign': '€' }, undefined],
  ])('%j has the revenue %j', (customer, mrr) => {
    expect(of(customer).mrr).toEqual(mrr);
  });
});
