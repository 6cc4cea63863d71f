import { expect, test } from 'vitest';
import { moneyText } from '../../../src/customers/moneyText.ts';
import { targetText } from '../../../src/customers/targetText.ts';
import { customerSchema, entryOf } from '../../../src/providers/chartmogul/customer.ts';

const northwind = {
  target: { type: 'customer', id: 'cus_1', name: 'Northwind Traders' },
  company: 'Northwind Holding',
  email: 'ap@northwind.example',
  externalIds: ['NW-1'],
  status: 'Active',
  mrr: { minorUnits: 129_950, currency: 'EUR', sign: '€' },
  owner: 'ada@example.com',
};

test('a row shows name, company, e-mail, status, revenue and owner', () => {
  expect(targetText(northwind, 'en', undefined)).toEqual({
    name: 'Northwind Traders',
    who: 'Northwind Holding · ap@northwind.example',
    how: 'Active · €1,299.50 MRR · ada@example.com',
  });
});

test('what is unknown or already said is left out', () => {
  const bare = { target: { type: 'customer', id: 'cus_1' } };
  expect(targetText(bare, 'en', undefined)).toEqual({ name: 'cus_1', who: '', how: '' });
  const twice = {
    ...bare,
    target: { ...bare.target, name: 'a@x.example' },
    email: 'a@x.example',
    company: '',
    owner: '',
  };
  expect(targetText(twice, 'en', undefined)).toMatchObject({ name: 'a@x.example', who: '', how: '' });
  expect(targetText({ ...twice, status: 'Active' }, 'en', undefined).how).toBe('Active');
  expect(targetText({ ...twice, externalIds: ['NW-1', 'NW-2'] }, 'en', undefined).who).toBe('NW-1');
});

test.each([
  ['JPY', '¥5,234 MRR'],
  ['KRW', '₩5,234 MRR'],
  ['KWD', 'KWD 5,233.870 MRR'],
  ['USD', '$5,233.87 MRR'],
])('the revenue of a customer of ChartMogul in %s is read in hundredths', (currency, shown) => {
  const uuid = 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a01';
  const entry = entryOf(customerSchema.parse({ uuid, mrr: 523_387, currency }));
  expect(targetText(entry, 'en', undefined).how.replaceAll('\u00a0', ' ')).toBe(shown);
});

test('where there are several types, a row shows its type and id', () => {
  const order = { target: { type: 'order', id: '77', name: 'Order O-2024-1' }, externalIds: ['O-2024-1'] };
  expect(targetText(order, 'en', 'order').who).toBe('order 77 · O-2024-1');
});

test.each([
  ['EUR', '€', 129_950, '€1,299.50'],
  ['USD', undefined, 5, '$0.05'],
  // Hundredths, too, although nobody pays any: docs/api/chartmogul.md, section 6.
  ['JPY', '¥', 129_950, '¥1,300'],
  ['JPY', undefined, 523_387, '¥5,234'],
  ['KRW', '₩', 523_387, '₩5,234'],
  ['KRW', undefined, 49, '₩0'],
  // Three digits, and still hundredths.
  ['KWD', undefined, 523_387, 'KWD 5,233.870'],
  ['KWD', 'KD', 1_234_567, 'KD 12,345.670'],
  ['GBP', '£', -100, '-£1.00'],
  ['CHF', 'CHF', 0, 'CHF 0.00'],
  ['', '¤', 250, '¤ 2.5'],
  ['points', undefined, 300, 'points 3'],
])('an amount in %s with the sign %s: %i', (currency, sign, minorUnits, text) => {
  const money = { minorUnits, currency, ...(sign === undefined ? {} : { sign }) };
  expect(moneyText(money, 'en').replaceAll('\u00a0', ' ')).toBe(text);
});
