import { expect, test } from 'vitest';
import { RecentNotes } from '../../../src/recent/recentNotes.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { recentAuthors } from '../../../src/recent/recentAuthors.ts';
import { fakeService, storedAs, type FakeService } from '../../support/fakeProvider.ts';
import { memoryLog } from '../http/loopback.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';
import { noSignal, stubContext } from '../../support/stubService.ts';

function noteBy(id: string, author: string, authorEmail?: string): StoredNote {
  return { ...storedAs(id, { note: noteOf(id) }), author, authorEmail };
}

async function authorsOf(service: FakeService, notes: readonly StoredNote[]) {
  const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
  const open = { account: context.account, kind: service.kind, provider: service.kind.open(context) };
  service.list = () => Promise.resolve({ notes, cursor: undefined });
  const recent = new RecentNotes({ accounts: () => [open], log: memoryLog() });
  await recent.refresh(noSignal);
  return recentAuthors(recent, open);
}

test('authors named as the service expects, the most recent first, each once', async () => {
  const notes = [
    noteBy('1', 'Ada', 'ada@example.com'),
    noteBy('2', 'Bo'),
    noteBy('3', 'Tomas', 'tomas@example.com'),
    noteBy('4', 'Ada O.', 'ada@example.com'),
  ];
  expect(await authorsOf(fakeService(), notes)).toEqual(['ada@example.com', 'tomas@example.com']);
  expect(
    await authorsOf(fakeService('book', { author: 'name' }), [noteBy('1', 'Ada'), noteBy('2', 'Bo')]),
  ).toEqual(['Ada', 'Bo']);
  expect(await authorsOf(fakeService('none', { author: undefined }), notes)).toEqual([]);
});
