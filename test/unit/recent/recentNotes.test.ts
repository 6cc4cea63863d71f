import { expect, test } from 'vitest';
import type { Entry } from '../../../src/outbox/entry.ts';
import type { OpenAccount } from '../../../src/accounts/accountBook.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { RecentNotes } from '../../../src/recent/recentNotes.ts';
import { fakeService, deferred, storedAs, type FakeService } from '../../support/fakeProvider.ts';
import { memoryLog } from '../http/loopback.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';
import { entryOf } from '../../support/entries.ts';
import { noSignal, stubContext } from '../../support/stubService.ts';

function open(service: FakeService, id: string): OpenAccount {
  const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
  const account = { ...context.account, id, label: `Account ${id}` };
  return { account, kind: service.kind, provider: service.kind.open({ ...context, account }) };
}

const noted = (id: string): StoredNote => storedAs(id, { note: noteOf(`text of ${id}`) });
const page = (...ids: readonly string[]) => Promise.resolve({ notes: ids.map(noted), cursor: undefined });

function openNotes(...services: readonly FakeService[]) {
  const log = memoryLog();
  const accounts = services.map((service, index) => open(service, `a-${index + 1}`));
  const recent = new RecentNotes({ accounts: () => accounts, log });
  const ids = () => recent.accounts().map(({ notes }) => notes.map(({ id }) => id));
  return { recent, log, ids };
}

test('shows every account’s notes; an account that cannot be read keeps its old notes and says why', async () => {
  const [one, two] = [fakeService('crm'), fakeService('shop')];
  one.list = () => page('1', '2');
  two.list = () => page('3');
  const { recent, log, ids } = openNotes(one, two);
  await recent.refresh(noSignal);
  expect(ids()).toEqual([['1', '2'], ['3']]);
  one.list = () => Promise.reject(new Failure('keyMissing', 'No key.'));
  two.list = () => Promise.reject(new TypeError('text of a note'));
  await recent.refresh(noSignal);
  expect(ids()).toEqual([['1', '2'], ['3']]);
  expect(recent.accounts().map(({ failure }) => failure?.reason)).toEqual(['keyMissing', 'unreadable']);
  expect(log.lines.join('\n')).not.toContain('text of');
});

test('a note that was just stored shows at once, only once, and not forever', async () => {
  const service = fakeService();
  service.list = () => page('1');
  const { recent, ids } = openNotes(service);
  await recent.refresh(noSignal);
  recent.add('a-1', noted('2'));
  recent.add('gone', noted('3'));
  expect(ids()).toEqual([['2', '1']]);
  await recent.refresh(noSignal);
  expect(ids()).toEqual([['2', '1']]);
  service.list = () => page('2', '1');
  await recent.refresh(noSignal);
  expect(ids()).toEqual([['2', '1']]);
  // Deleted at the service.
  service.list = () => page('1');
  await recent.refresh(noSignal);
  expect(ids()).toEqual([['1']]);
});

test('calls during a refresh share one further refresh', async () => {
  const service = fakeService();
  let readings = 0;
  const first = deferred<{ notes: StoredNote[]; cursor: undefined }>();
  service.list = (_, signal) => (++readings === 1 ? first.until(signal) : page('new'));
  const { recent, ids } = openNotes(service);
  const all = [recent.refresh(noSignal), recent.refresh(noSignal), recent.refresh(noSignal)];
  first.resolve({ notes: [noted('old')], cursor: undefined });
  await Promise.all(all);
  expect([readings, ids()]).toEqual([2, [['new']]]);
  await recent.refresh(noSignal);
  expect(readings).toBe(3);
});

/** A service with `count` notes, in pages of two; the cursor is where the next page begins. */
function paged(count: number) {
  const service = fakeService();
  const queries: Parameters<FakeService['list']>[0][] = [];
  const all = Array.from({ length: count }, (_, index) => String(index + 1));
  service.list = (query) => {
    queries.push(query);
    const from = Number(query.cursor ?? 0);
    const notes = all.slice(from, from + 2).map(noted);
    return Promise.resolve({ notes, cursor: from + 2 < all.length ? String(from + 2) : undefined });
  };
  return { service, all, queries };
}

test('older notes are read page by page, and are still there after a refresh', async () => {
  const { service, all } = paged(5);
  const { recent, ids } = openNotes(service);
  const hasMore = () => recent.accounts().map((each) => each.hasMore);
  await recent.more('a-1', noSignal);
  await recent.refresh(noSignal);
  expect([ids(), hasMore()]).toEqual([[['1', '2']], [true]]);
  await recent.more('a-1', noSignal);
  await recent.more('gone', noSignal);
  expect([ids(), hasMore()]).toEqual([[['1', '2', '3', '4']], [true]]);
  all.unshift('new');
  await recent.refresh(noSignal);
  expect([ids(), hasMore()]).toEqual([[['new', '1', '2', '3']], [true]]);
  await recent.more('a-1', noSignal);
  await recent.more('a-1', noSignal);
  await recent.more('a-1', noSignal);
  expect([ids(), hasMore()]).toEqual([[['new', '1', '2', '3', '4', '5']], [false]]);
});

test('a note that moved to the next page is shown once; reading an older page can be tried again', async () => {
  const { service, all } = paged(4);
  const { recent, ids } = openNotes(service);
  await recent.refresh(noSignal);
  all.unshift('new');
  await recent.more('a-1', noSignal);
  expect(ids()).toEqual([['1', '2', '3']]);
  const { list } = service;
  service.list = () => Promise.reject(new Failure('offline', 'No network.'));
  await recent.more('a-1', noSignal);
  expect(recent.accounts()[0]).toMatchObject({ failure: { reason: 'offline' }, hasMore: true });
  service.list = list;
  await recent.more('a-1', noSignal);
  expect(recent.accounts()[0]).toMatchObject({ failure: undefined, hasMore: false });
  expect(ids()).toEqual([['1', '2', '3', '4']]);
});

test('a refresh that fails at an older page asks no further, and keeps what was read before', async () => {
  const { service } = paged(5);
  const { recent, ids } = openNotes(service);
  await recent.refresh(noSignal);
  await recent.more('a-1', noSignal);
  const { list } = service;
  let olderPages = 0;
  service.list = (query, signal) => {
    if (query.cursor === undefined) return list(query, signal);
    olderPages += 1;
    // A second try would be answered, so that a loop without an end cannot hang the test.
    return olderPages > 1 ? list(query, signal) : Promise.reject(new Failure('offline', 'No network.'));
  };
  await recent.refresh(noSignal);
  expect([ids(), olderPages]).toEqual([[['1', '2', '3', '4']], 1]);
  expect(recent.accounts()[0]).toMatchObject({ failure: { reason: 'offline' }, hasMore: true });
});

test('a list ends at a page that names itself as the next one', async () => {
  const service = fakeService();
  service.list = ({ cursor }) => Promise.resolve({ notes: [noted(cursor ?? '1')], cursor: '2' });
  const { recent, ids } = openNotes(service);
  await recent.refresh(noSignal);
  await recent.more('a-1', noSignal);
  expect([ids(), recent.accounts()[0]?.hasMore]).toEqual([[['1', '2']], false]);
});

test('a filter takes effect at once, and the service is asked to apply what it can', async () => {
  const { service, queries } = paged(3);
  const { recent, ids } = openNotes(service);
  await recent.refresh(noSignal);
  await recent.more('a-1', noSignal);
  recent.filter = { kind: 'call' };
  expect([ids(), recent.accounts()[0]?.hasMore]).toEqual([[[]], false]);
  recent.filter = { kind: 'note', author: 'ada@example.com', text: 'OF 2' };
  await recent.refresh(noSignal);
  expect(queries.at(-1)).toEqual({ limit: 50, kind: 'note', author: 'ada@example.com' });
  recent.filter = { author: 'A name of another service', text: 'òf 2' };
  await recent.refresh(noSignal);
  expect(queries.at(-1)).toEqual({ limit: 50 });
  expect(ids()).toEqual([[]]);
  recent.filter = { text: 'òf 2' };
  expect(ids()).toEqual([['2']]);
});

test('a changed note shows at once in its place and a deleted one disappears, until the service lists otherwise', async () => {
  const service = fakeService();
  service.list = () => page('1', '2', '3');
  const { recent, ids } = openNotes(service);
  await recent.refresh(noSignal);
  recent.add('a-1', noted('new'));
  const edit = entryOf('e', { accountId: 'a-1', action: { does: 'edit', noteId: '2', change: {}, base } });
  recent.recordStored(edit, { ...noted('2'), text: 'Mine.' });
  recent.recordStored({ ...edit, action: { does: 'remove', noteId: '3', base } }, undefined);
  recent.recordStored({ ...edit, action: { does: 'remove', noteId: 'new', base } }, undefined);
  expect(ids()).toEqual([['1', '2']]);
  expect(recent.accounts()[0]?.notes.map(({ text }) => text)).toEqual(['text of 1', 'Mine.']);
  await recent.refresh(noSignal);
  expect(ids()).toEqual([['1', '2', '3']]);
  expect(recent.accounts()[0]?.notes[1]?.text).toBe('text of 2');
});

test('a note is shown once: as stored or as pending', async () => {
  const { recent, ids } = openNotes(fakeService());
  await recent.refresh(noSignal);
  const sending = entryOf('e', { accountId: 'a-1', status: { state: 'sending', since: 1, by: 'me' } });
  const other = entryOf('o', { accountId: 'a-1' });
  expect(recent.pending([sending, other])).toEqual([sending, other]);
  recent.recordStored(sending, noted('1'));
  expect([ids(), recent.pending([sending, other])]).toEqual([[['1']], [other]]);
  // Its entry could not be removed, and became uncertain.
  const failure = { reason: 'storage', message: 'The disk is full.' } as const;
  const again: Entry = { ...sending, status: { state: 'uncertain', failure, since: 1 } };
  expect(recent.pending([again])).toEqual([again]);
});

const base = { text: 'text of 2' };
