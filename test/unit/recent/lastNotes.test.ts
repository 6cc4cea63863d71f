import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { NotePage } from '../../../src/providers/provider.ts';
import { LastNotes } from '../../../src/recent/lastNotes.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { customer, deferred, fakeService, storedAs } from '../../support/fakeProvider.ts';
import { memoryLog } from '../http/loopback.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';

const acme = customer('Acme');
const stored = (id: string, target = acme) => storedAs(id, { note: { ...noteOf('Hello'), target } });

function open() {
  const service = fakeService();
  const harness = openMemoryHarness({ services: [service] });
  const clock = fakeClock();
  const log = memoryLog();
  const lastNotes = new LastNotes({ clock, log });
  const asked: string[] = [];
  const answers: Record<string, () => Promise<NotePage>> = {};
  service.list = ({ target, limit }) => {
    asked.push(`${target?.id} ${limit}`);
    return answers[target?.id ?? '']?.() ?? Promise.resolve({ notes: [], cursor: undefined });
  };
  const entry = (changes: Partial<Entry>) => ({ accountId: 'one', ...changes }) as Entry;
  return { lastNotes, clock, log, asked, answers, account: harness.book.default(), service, entry };
}

test('the last note is read once, one note, and told when it is there', async () => {
  const { lastNotes, asked, answers, account } = open();
  answers['Acme'] = () => Promise.resolve({ notes: [stored('n-1')], cursor: 'more' });
  let changes = 0;
  lastNotes.onChange(() => (changes += 1));
  expect(lastNotes.of(account, acme)).toEqual({ state: 'reading' });
  expect(lastNotes.of(account, acme)).toEqual({ state: 'reading' });
  await settle();
  expect(lastNotes.of(account, acme)).toMatchObject({ state: 'note', note: { id: 'n-1' } });
  expect([asked, changes]).toEqual([['Acme 1'], 1]);
});

test('what was read lately is not read again; what is old is, and stays on the screen meanwhile', async () => {
  const { lastNotes, clock, asked, answers, account } = open();
  answers['Acme'] = () => Promise.resolve({ notes: [stored('n-1')], cursor: undefined });
  lastNotes.of(account, acme);
  await settle();
  lastNotes.of(account, customer('Bolt'));
  await settle();
  expect(lastNotes.of(account, acme)).toMatchObject({ note: { id: 'n-1' } });
  await settle();
  expect(asked).toEqual(['Acme 1', 'Bolt 1']);
  await clock.advance(121_000);
  expect(lastNotes.of(account, acme)).toMatchObject({ note: { id: 'n-1' } });
  await settle();
  expect(asked).toEqual(['Acme 1', 'Bolt 1', 'Acme 1']);
});

test('another customer, or none, ends the reading of the first one', async () => {
  const { lastNotes, answers, account, service } = open();
  const slow = deferred<NotePage>();
  const signals: AbortSignal[] = [];
  const list = service.list;
  service.list = (query, signal) => {
    signals.push(signal);
    return list(query, signal);
  };
  answers['Acme'] = () => slow.until(new AbortController().signal);
  lastNotes.of(account, acme);
  lastNotes.of(account, customer('Bolt'));
  await settle();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  slow.resolve({ notes: [stored('late')], cursor: undefined });
  await settle();
  expect(lastNotes.of(account, acme)).toEqual({ state: 'reading' });
  lastNotes.end();
  expect(signals.at(-1)?.aborted).toBe(true);
});

test('no notes, and no answer, are told apart; the log names no customer', async () => {
  const { lastNotes, log, answers, account } = open();
  answers['Bolt'] = () => Promise.reject(new Failure('offline', 'No network.'));
  lastNotes.of(account, acme);
  await settle();
  expect(lastNotes.of(account, acme)).toEqual({ state: 'none' });
  lastNotes.of(account, customer('Bolt'));
  await settle();
  expect(lastNotes.of(account, customer('Bolt'))).toEqual({ state: 'unknown' });
  expect(log.lines.join()).toContain('offline');
  expect(log.lines.join()).not.toContain('Bolt');
});

test('a note that was stored is the last one at once, for its customer and no other', async () => {
  const { lastNotes, asked, account, entry } = open();
  for (const target of [acme, customer('Bolt')]) {
    lastNotes.of(account, target);
    await settle();
  }
  lastNotes.recordStored(entry({}), stored('new'));
  expect(lastNotes.of(account, acme)).toMatchObject({ note: { id: 'new' } });
  expect(lastNotes.of(account, customer('Bolt'))).toEqual({ state: 'none' });
  expect(asked).toHaveLength(2);
});

test('a last note that was changed or deleted is read again', async () => {
  const { lastNotes, asked, answers, account, entry } = open();
  answers['Acme'] = () => Promise.resolve({ notes: [stored('n-1')], cursor: undefined });
  lastNotes.of(account, acme);
  await settle();
  const action = { does: 'remove', noteId: 'n-1', base: { text: 'Hello' } } as const;
  lastNotes.recordStored(entry({ action }), undefined);
  answers['Acme'] = () => Promise.resolve({ notes: [stored('n-0')], cursor: undefined });
  expect(lastNotes.of(account, acme)).toEqual({ state: 'reading' });
  await settle();
  expect(lastNotes.of(account, acme)).toMatchObject({ note: { id: 'n-0' } });
  expect(asked).toHaveLength(2);
});

test('what could not be read is read again when it may be readable now, and nothing else is', async () => {
  const { lastNotes, asked, answers, account } = open();
  answers['Acme'] = () => Promise.reject(new Failure('keyRefused', 'The key is refused.'));
  lastNotes.of(account, acme);
  await settle();
  lastNotes.of(account, customer('Bolt'));
  await settle();
  let changes = 0;
  lastNotes.onChange(() => (changes += 1));
  answers['Acme'] = () => Promise.resolve({ notes: [stored('n-1')], cursor: undefined });
  lastNotes.forgetUnread();
  expect([lastNotes.of(account, acme), changes]).toEqual([{ state: 'reading' }, 1]);
  await settle();
  lastNotes.of(account, customer('Bolt'));
  await settle();
  expect(lastNotes.of(account, acme)).toMatchObject({ note: { id: 'n-1' } });
  expect(asked).toEqual(['Acme 1', 'Bolt 1', 'Acme 1']);
});

test('the customer of another account of the same service is another one', async () => {
  const { lastNotes, asked, account } = open();
  lastNotes.of(account, acme);
  await settle();
  lastNotes.of({ ...account, account: { ...account.account, id: 'two' } }, acme);
  await settle();
  expect(asked).toHaveLength(2);
});
