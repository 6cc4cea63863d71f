import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Keyring } from '../../../src/accounts/keyring.ts';
import { KeyMarkers } from '../../../src/accounts/keyMarkers.ts';
import { Keys } from '../../../src/accounts/keys.ts';
import { CallTimer } from '../../../src/call/callTimer.ts';
import { clockText, talkTime } from '../../../src/call/timedCall.ts';
import { FolderLinks } from '../../../src/folders/folderLinks.ts';
import { RecentTargets } from '../../../src/customers/recentTargets.ts';
import { snapshotSchema } from '../../../src/form/messages.ts';
import { formMessageSchema } from '../../../src/form/pageMessages.ts';
import { validate } from '../../../src/form/schemas.ts';
import { DiscardedDrafts } from '../../../src/drafts/discardedDrafts.ts';
import { DraftStore } from '../../../src/drafts/draftStore.ts';
import { Failure } from '../../../src/base/failure.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { allAtOnce } from '../../support/allAtOnce.ts';
import { markdownHere } from '../../support/markdownHere.ts';
import { createServerClock } from '../../../src/http/serverClock.ts';
import { createNotebook } from '../../../src/providers/notebook/notebook.ts';
import { entryText } from '../../../src/vscode/outbox/entryText.ts';
import { exportMarkdown } from '../../../src/vscode/outbox/exportMarkdown.ts';
import { outboxSummary } from '../../../src/vscode/outbox/outboxSummary.ts';
import { dateAndTime, timeOfDay } from '../../../src/vscode/times.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { anyBody, nearJson } from '../../support/anyWire.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import {} from '../../support/composeHarness.ts';
import { newHost } from '../../support/testPlatform.ts';
import { snapshot } from '../form/snapshots.ts';
import { memoryLog } from '../http/loopback.ts';
import { entryOf } from '../../support/entries.ts';
import { noDownload } from '../../support/noDownload.ts';

// Whatever damage or another program leaves on the disk, in the keyring or in the settings is read as a value or left
// out: it never makes a start fail, and the log quotes nothing of it.

/** What the entry and the drafts say. */
const secret = 'text of e1';
const entry = entryOf('e1', {
  status: {
    state: 'uncertain',
    failure: { reason: 'timeout', message: 'Late.', field: 'text', status: 504, retryAfterMs: 5 },
    since: 5,
    candidates: [{ id: 'n', text: 'T' }],
  },
});
const waiting = entryOf('e1', {
  stamp: '2026-01-05T12:00:00.000Z',
  status: { state: 'waiting', notBefore: 1, due: 2, failure: { reason: 'offline', message: 'No.' } },
});
const draft = {
  ...entry.draft,
  id: 'd1',
  window: 'home',
  target: { type: 'customer', id: 'Acme', name: 'Acme' },
  attachments: [{ uri: 'file:///a', name: 'a', size: 1 }],
};

/** Everything of the product that reads the disk, on one with these files. */
function desk(lying: Readonly<Record<string, string>>) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  for (const [path, text] of Object.entries(lying)) disk.put(path, text);
  const { files } = disk;
  const log = memoryLog();
  const host = newHost();
  let ids = 0;
  const newId = () => `new-${++ids}`;
  return { clock, disk, files, log, host, newId };
}

function expectDiscreet(lines: readonly string[]): void {
  expect(lines.filter((line) => line.includes(secret) || line.includes('alert('))).toEqual([]);
}

test('any file in the outbox is an entry that can be shown, or is set aside', async () => {
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(entry, waiting).chain(anyBody),
      anyBody({ version: 1, id: 'r1', accountId: 'one', noteId: 'n' }),
      async (body, receipt) => {
        const { clock, files, log, host, newId } = desk({
          '/outbox/entries/e1.json': body,
          '/outbox/stored/r1.json': receipt,
        });
        const outbox = new Outbox({ files, clock, host, log, newId, folder: '/outbox' });
        await outbox.load();
        const entries = outbox.entries();
        understood += entries.length;
        const now = clock.now();
        const parts = {
          now,
          time: timeOfDay('en'),
          date: dateAndTime('en'),
          blobPath: (hash: string) => hash,
        };
        for (const each of entries) expect(entryText(each, parts).state).not.toBe('');
        exportMarkdown({ entries, proposals: [] }, parts);
        outboxSummary(entries, now, parts.time);
        outbox.receipts.noteIds('one');
        expectDiscreet(log.lines);
      },
    ),
    { numRuns: 400 },
  );
  expect(understood).toBeGreaterThan(10);
});

test('any file among the drafts is a draft or is left alone', async () => {
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(anyBody(draft), anyBody(draft), async (body, thrown) => {
      const { clock, disk, files, log, host, newId } = desk({
        '/drafts/d1.json': body,
        '/gone/d1.json': thrown,
      });
      const drafts = new DraftStore({ files, clock, host, log, newId, folder: '/drafts', window: 'home' });
      const found = await drafts.all();
      understood += found.length;
      await new DiscardedDrafts({ files, folder: '/gone', log, newId }).all();
      expect(disk.text('/drafts/d1.json')).toBe(new TextDecoder().decode(new TextEncoder().encode(body)));
      expectDiscreet(log.lines);
    }),
    { numRuns: 400 },
  );
  expect(understood).toBeGreaterThan(10);
});

test('any file of the call timer is a call, or none, and the next one can be timed', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyBody({
        version: 1,
        id: 'c1',
        accountId: 'one',
        target: { type: 'customer', id: 'Acme', name: secret },
        runs: [{ from: 1, to: 2 }, { from: 3 }],
        warned: true,
      }),
      async (body) => {
        const { clock, files, log, newId } = desk({ '/call.json': body });
        const timer = new CallTimer({ files, path: '/call.json', clock, newId, log });
        await timer.reload();
        if (timer.call) expect(clockText(talkTime(timer.call, clock.now()))).toBeTypeOf('string');
        await timer.pause();
        await timer.discard();
        await timer.start('one', { type: 'customer', id: 'New' });
        expect(timer.call?.target?.id).toBe('New');
        expectDiscreet(log.lines);
      },
    ),
    { numRuns: 200 },
  );
});

test('any file of recent targets is a list for every account', async () => {
  const whole = { version: 1, accounts: { one: [{ type: 'customer', id: 'Acme', name: 'Acme' }] } };
  await fc.assert(
    fc.asyncProperty(
      anyBody(whole),
      fc.constantFrom('one', 'constructor', 'tostring', 'two'),
      async (body, id) => {
        const { files, log, newId } = desk({ '/recent.json': body });
        const recent = new RecentTargets({ files, path: '/recent.json', log, newId });
        await recent.load();
        expect(Array.isArray(recent.of(id))).toBe(true);
        await recent.add(id, { type: 'customer', id: 'New' });
        expect(recent.of(id)[0]).toEqual({ type: 'customer', id: 'New' });
        expectDiscreet(log.lines);
      },
    ),
    { numRuns: 200 },
  );
});

test('any file of linked folders is a list, and the next folder can be linked', async () => {
  const link = { accountId: 'one', target: { type: 'customer', id: 'Acme', name: secret }, linkedAt: 1 };
  const noted = [{ accountId: 'one', target: 'customer Acme', notes: ['a'] }];
  const folder = { uri: 'file:///app', name: 'app', links: [link], isDeclined: false, noted };
  await fc.assert(
    fc.asyncProperty(anyBody({ version: 1, folders: [folder] }), async (body) => {
      const { clock, files, log, newId } = desk({ '/links.json': body });
      const links = new FolderLinks({
        files,
        path: '/links.json',
        clock,
        log,
        newId,
        turn: { take: (work) => work() },
      });
      await links.load();
      await links.countNote(folder, link, 'b');
      await links.link({ uri: 'file:///new', name: '' }, link);
      expect(links.folders[0]).toMatchObject({ uri: 'file:///new', links: [{ target: link.target }] });
      expectDiscreet(log.lines);
    }),
    { numRuns: 200 },
  );
});

test('any secret is the key of its origin, or a reason why there is none', async () => {
  const origin = 'https://api.example.com';
  await fc.assert(
    fc.asyncProperty(
      anyBody({ version: 1, key: 'key-of-a', origin }),
      anyBody({ version: 1, keptIn: 'keyring', host: 'h' }),
      async (raw, marker) => {
        const { clock, files, log, host, newId } = desk({ '/keys/a.json': marker });
        const secrets = {
          get: () => Promise.resolve(raw),
          store: () => Promise.resolve(),
          delete: () => Promise.resolve(),
        };
        const markers = new KeyMarkers({ files, folder: '/keys', newId });
        const keys = new Keys({ keyring: new Keyring(secrets, clock), markers, host, log });
        const found = await keys.find('a', origin);
        if (found.state === 'there') expect(found.key).not.toBe('');
        await markers.read('a');
        expect(log.lines.every((line) => !line.includes('key-of-a'))).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test('any file in the notebook is a note or left out', async () => {
  const { signal } = new AbortController();
  const heads = fc.constantFrom(
    '---\n',
    '---\r\n',
    '\uFEFF---\n',
    '---\nid: a\ncustomer: "Acme"\n',
    'customer: &a [*a]\n',
  );
  const ends = fc.constantFrom('---\n\nText\n', '\n---\n', '');
  await fc.assert(
    fc.asyncProperty(
      heads,
      anyBody({ id: 'a', customer: 'Acme', kind: 'call', attachment: { name: 'a', size: 1 } }),
      ends,
      async (head, body, end) => {
        const { clock, files, log } = desk({ '/notes/a.md': `${head}${body}\n${end}` });
        const provider = createNotebook(() => '/notes').open({
          account: { id: 'notebook', provider: 'notebook', label: 'Notebook', fields: {} },
          key: () => Promise.reject(new Failure('keyMissing', 'None.')),
          send: () => Promise.reject(new Failure('offline', 'None.')),
          files,
          clock,
          download: noDownload,
          serverClock: createServerClock(clock),
          inTurns: allAtOnce,
          markdown: markdownHere,
          log,
        });
        const { notes } = await provider.list({ limit: 5 }, signal);
        for (const note of notes) expect(note.url).toBe('file:///notes/a.md');
        expectDiscreet(log.lines);
      },
    ),
    { numRuns: 200 },
  );
});

test('any message of the form, and any snapshot to it, is understood or refused', () => {
  const message = { type: 'edit', seq: 1, field: 'text', value: 'x', draftId: 'd', protocol: 1 };
  fc.assert(
    fc.property(anyBody(message), anyBody(snapshot()), nearJson, (said, shown, other) => {
      for (const text of [said, shown, JSON.stringify(other)]) {
        const value: unknown = parsed(text);
        const { data } = formMessageSchema.safeParse(value);
        // Only the known members of a message get through.
        if (data?.type === 'edit')
          expect(Object.keys(data).sort()).toEqual(['draftId', 'field', 'seq', 'type', 'value']);
        validate(snapshotSchema, value);
      }
    }),
    { numRuns: 500 },
  );
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
