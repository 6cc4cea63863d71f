import { expect, test } from 'vitest';
import { createApp } from '../../../../src/app/createApp.ts';
import type { Account } from '../../../../src/model/account.ts';
import { absentKind } from '../../../../src/providers/extensions/absentKind.ts';
import { foreignKind } from '../../../../src/providers/extensions/foreignKind.ts';
import { readRegistration } from '../../../../src/providers/extensions/registration.ts';
import { exampleNoteProvider } from '../../../contract/exampleExtension/exampleNoteProvider.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeClock, settle } from '../../../support/fakeClock.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import { testPlatform, testSettings, unwatched } from '../../../support/testPlatform.ts';

const theirs: Account = {
  id: 'theirs',
  provider: 'example.crm/notes',
  label: 'Theirs',
  fields: { baseUrl: 'https://crm.example.com' },
};
const ours: Account = { id: 'ours', provider: 'crm', label: 'Ours', fields: {} };

test('a note for an extension that is not there waits and says for what; others go; it goes once when it comes', async () => {
  const clock = fakeClock();
  const { files } = memoryFiles(() => clock.now());
  const service = fakeService();
  const posts: string[] = [];
  const app = createApp(
    testPlatform('/storage', {
      files: unwatched(files),
      clock,
      settings: testSettings([theirs, ours]),
      fetch: (url) => {
        posts.push(url);
        const note = {
          id: 1,
          customer: { id: 7, name: 'Northwind' },
          text: 'x',
          author: 'Ada',
          at: '2026-01-01T00:00:00Z',
        };
        return Promise.resolve(
          new Response(JSON.stringify(note), {
            status: 201,
            headers: { 'content-type': 'application/json' },
          }),
        );
      },
    }),
    { kinds: [service.kind] },
  );
  await app.keys.save('theirs', 'a key', 'https://crm.example.com');
  await app.start();
  const place = app.book.find('theirs')?.kind.tenant(theirs) ?? '';
  await app.outbox.enqueue(
    entryOf('waits', {
      accountId: 'theirs',
      accountLabel: 'Theirs',
      place,
      note: { ...entryOf('x').note, target: { type: 'customer', id: '7' } },
    }),
  );
  await app.outbox.enqueue(entryOf('goes', { accountId: 'ours', place: 'here' }));
  await clock.advance(60_000);
  expect(app.outbox.get('waits')).toMatchObject({
    status: { state: 'waiting', failure: { reason: 'offline' } },
  });
  expect(JSON.stringify(app.outbox.get('waits'))).toContain('the extension “example.crm”');
  expect(app.outbox.get('goes')).toBeUndefined();

  const remove = app.addKind(foreignKind(readRegistration(exampleNoteProvider)));
  expect(app.book.find('theirs')?.kind.title).toBe('Example CRM');
  expect(app.book.find('theirs')?.kind.tenant(theirs)).toBe(place);
  app.delivery.wake('account');
  await clock.advance(60_000);
  expect(app.outbox.get('waits')).toBeUndefined();
  expect(posts).toEqual(['https://crm.example.com/notes']);
  // As fast as the provider says, and not as fast as its stand-in.
  const { signal } = new AbortController();
  const provider = app.book.find('theirs')?.provider;
  await Promise.all([1, 2, 3].map(async () => provider?.read('1', signal)));
  remove();
  expect(app.book.find('theirs')?.kind.title).toBe('example.crm');
  await settle();
  await app.close();
});

test('only ids of extensions have a stand-in', () => {
  expect(absentKind('chartmogul')).toBeUndefined();
  expect(absentKind('../x')).toBeUndefined();
  expect(absentKind('example.crm/notes')?.id).toBe('example.crm/notes');
});
