import { expect, test } from 'vitest';
import { moneyText } from '../../../src/customers/moneyText.ts';
import { targetText, targetTexts } from '../../../src/customers/targetText.ts';
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

const ann = (id: string, more: object = {}) => ({
  target: { type: 'customer', id, name: 'Ann Poe' },
  email: 'ann@x.example',
  ...more,
});
const whoOf = (...entries: Parameters<typeof targetTexts>[0]) =>
  targetTexts(entries, 'en', () => undefined).map(({ who }) => who);

test('customers of one name and one address differ by their external ids', () => {
  expect(whoOf(ann('c1', { externalIds: ['A-1'] }), ann('c2', { externalIds: ['A-2', 'A-1'] }))).toEqual([
    'ann@x.example · A-1',
    'ann@x.example · A-2',
  ]);
});

test.each([
  ['none has one', [{}, {}]],
  ['one has none', [{ externalIds: ['A-1'] }, {}]],
  ['they are the same', [{ externalIds: ['A-1'] }, { externalIds: ['A-1'] }]],
])(
  'customers of one name and one address differ by their ids where, of external ids, %s',
  (_, [one, other]) => {
    expect(whoOf(ann('c1', one), ann('c2', other))).toEqual(['ann@x.example · c1', 'ann@x.example · c2']);
  },
);

test('names that look alike are told apart, however their accents are written', () => {
  const [composed, decomposed] = ['Zo\u00eb', 'Zoe\u0308'].map((name, index) => ({
    target: { type: 'customer', id: `c${index}`, name },
  }));
  expect(whoOf(...[composed, decomposed].flatMap((each) => each ?? []))).toEqual(['c0', 'c1']);
});

test('customers who differ already have no id in their rows', () => {
  const other = ann('c2', { email: 'ann@y.example', externalIds: ['A-2'] });
  expect(whoOf(ann('c1', { externalIds: ['A-1'] }), other)).toEqual(['ann@x.example', 'ann@y.example']);
});
