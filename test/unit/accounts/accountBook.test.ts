import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Account } from '../../../src/model/account.ts';
import { AccountBook } from '../../../src/accounts/accountBook.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { memoryLog } from '../http/loopback.ts';
import { stubContext } from '../../support/stubService.ts';

/** A book over settings that hold `raw`, whatever that is. */
function openBook(raw: unknown, defaultId = '') {
  const saved = { accounts: raw, defaultId };
  const log = memoryLog();
  const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
  const embedded = { ...fakeService('embedded').kind, accountFields: [], keyLabel: undefined };
  const book = new AccountBook({
    settings: {
      accounts: () => saved.accounts,
      saveAccounts: (accounts) => Promise.resolve(void (saved.accounts = accounts)),
      defaultAccount: () => saved.defaultId,
      saveDefaultAccount: (id) => Promise.resolve(void (saved.defaultId = id)),
    },
    kinds: [fakeService('crm').kind, embedded],
    contextOf: (account) => ({ ...context, account }),
    log,
  });
  return { book, saved, log, ids: () => book.all().map(({ account }) => account.id) };
}

function accountOf(id: string, more: Partial<Account> = {}): Account {
  return { id, provider: 'crm', label: `Account ${id}`, fields: {}, ...more };
}

test('the default account comes first, then those of the settings in their order, then the embedded one', () => {
  const raw = [accountOf('a'), accountOf('b')];
  expect(openBook(raw).ids()).toEqual(['a', 'b', 'embedded']);
  expect(openBook(raw, 'b').ids()).toEqual(['b', 'a', 'embedded']);
  expect(openBook(raw, 'embedded').book.default().account.id).toBe('embedded');
  expect(openBook(raw, 'gone').book.default().account.id).toBe('a');
  expect(openBook(undefined).book.default().account.id).toBe('embedded');
});

test.each<[string, unknown]>([
  ['no object', 7],
  ['no id', { provider: 'crm', label: 'A', fields: {} }],
  ['an id that is a path', accountOf('../a')],
  ['no label', accountOf('a', { label: ' ' })],
  ['a number among the fields', { ...accountOf('a'), fields: { place: 7 } }],
  ['an unknown provider', accountOf('a', { provider: 'other' })],
  ['a field that will not do', accountOf('a', { fields: { place: 'bad' } })],
  ['the id of the embedded one', accountOf('embedded')],
  ['an id twice', accountOf('good', { label: 'Impostor' })],
])('%s: the entry is skipped with one warning, and the others stay', (_, raw) => {
  const { book, ids, log } = openBook([accountOf('good'), raw]);
  expect(ids()).toEqual(['good', 'embedded']);
  expect(ids()).toEqual(['good', 'embedded']);
  expect(book.find('good')?.account.label).toBe('Account good');
  expect(log.lines).toHaveLength(1);
});

test('with anything in the settings there is an account, nothing throws, and the log quotes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), fc.string(), (raw, defaultId) => {
      const { book, log } = openBook(raw, defaultId);
      expect(book.default()).toBeDefined();
      expect(new Set(book.all().map(({ account }) => account.id)).size).toBe(book.all().length);
      book.find(defaultId);
      expect(
        log.lines.every((line) => /^(Setting notelog\.accounts, entry \d+|Account [a-z0-9-]+): /.test(line)),
      ).toBe(true);
    }),
  );
});

test('saving and removing an account keep all other entries', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), async (foreign) => {
      const { book, saved } = openBook(foreign);
      await book.save(accountOf('mine-1234'));
      expect(saved.accounts).toEqual([...foreign, accountOf('mine-1234')]);
      await book.save(accountOf('mine-1234', { label: 'Renamed' }));
      expect(saved.accounts).toEqual([...foreign, accountOf('mine-1234', { label: 'Renamed' })]);
      await book.remove('mine-1234');
      expect(saved.accounts).toEqual(foreign);
    }),
  );
});

test('a removed account is no longer the default', async () => {
  const { book, saved } = openBook([accountOf('a'), accountOf('b')], 'b');
  await book.remove('a');
  expect(saved.defaultId).toBe('b');
  await book.remove('b');
  expect(saved).toEqual({ accounts: [], defaultId: '' });
});

test('an account is opened once, and again after a change', async () => {
  const { book } = openBook([accountOf('a')]);
  const before = book.find('a');
  expect(book.find('a')).toBe(before);
  await book.save(accountOf('a', { fields: { place: 'elsewhere' } }));
  expect(book.find('a')).not.toBe(before);
  expect(book.find('a')?.provider).not.toBe(before?.provider);
});
