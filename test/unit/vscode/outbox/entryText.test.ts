import { expect, test } from 'vitest';
import type { EntryStatus } from '../../../../src/outbox/entry.ts';
import { entryText } from '../../../../src/vscode/outbox/entryText.ts';
import { entryOf } from '../../../support/entries.ts';

const now = 1_000_000;
const parts = { now, time: (at: number) => `T+${(at - now) / 1000}` };
const offline = { reason: 'offline', message: 'ChartMogul could not be reached.' } as const;
const noKey = { reason: 'keyRefused', message: 'ChartMogul did not accept the key.' } as const;
const lost = { reason: 'timeout', message: 'ChartMogul did not answer in time.' } as const;

function textOf(status: EntryStatus, attempts = 2) {
  return entryText(entryOf('a', { status, attempts }), parts);
}

test.each<[string, EntryStatus, number, string]>([
  ['new', { state: 'waiting' }, 0, 'waiting to be sent'],
  ['in its undo time', { state: 'waiting', notBefore: now + 3_000 }, 0, 'can be taken back · leaves in 3 s'],
  [
    'after a failure',
    { state: 'waiting', failure: offline, due: now + 40_000 },
    2,
    'waiting to be sent · 2 tries · next in 40 s · ChartMogul could not be reached',
  ],
  [
    'about to be tried',
    { state: 'waiting', failure: offline, due: now - 1 },
    1,
    'waiting to be sent · 1 try · ChartMogul could not be reached',
  ],
  [
    'without a key',
    { state: 'waiting', failure: noKey },
    1,
    'waits for a key, needs you · 1 try · ChartMogul did not accept the key',
  ],
  ['first try', { state: 'sending', since: now, by: 'here' }, 1, 'sending…'],
  ['third try', { state: 'sending', since: now, by: 'here' }, 3, 'sending… · try 3'],
  [
    'refused',
    { state: 'refused', failure: { reason: 'refused', message: 'The text is too long.' } },
    1,
    'refused, needs you · 1 try · The text is too long',
  ],
  [
    'stopped',
    { state: 'refused', failure: { reason: 'cancelled', message: 'Sending was cancelled.' } },
    0,
    'held back by you · Sending was cancelled',
  ],
  [
    'uncertain',
    { state: 'uncertain', failure: lost, since: now },
    1,
    'may be stored, looking for it · 1 try · ChartMogul did not answer in time',
  ],
  [
    'for the user to decide',
    { state: 'uncertain', failure: lost, since: now, candidates: [{ id: '1', text: 'x' }] },
    1,
    'may be stored, needs you · 1 try · ChartMogul did not answer in time',
  ],
])('%s', (_, status, attempts, line) => {
  expect(textOf(status, attempts).description).toBe(line);
});

test('the tooltip and the spoken text name a time of day, which stays true while it is read', () => {
  const { tooltip, spoken } = textOf({ state: 'waiting', failure: offline, due: now + 40_000 });
  expect(tooltip).toBe(
    [
      'text of a',
      '',
      'Waiting to be sent; to Account one, for Acme.',
      '2 tries; next at T+40.',
      'ChartMogul could not be reached.',
      'Nothing was stored yet. It will be sent automatically; Send Now does not wait.',
    ].join('\n'),
  );
  expect(spoken).toBe(
    'waiting to be sent, 2 tries, next at T+40: text of a. ChartMogul could not be reached.',
  );
});

test('each state but sending says what can be done', () => {
  const last = (status: EntryStatus) => textOf(status).tooltip.split('\n').at(-1);
  expect(last({ state: 'waiting', failure: noKey })).toContain('when the key is replaced');
  expect(last({ state: 'refused', failure: noKey })).toContain('Edit and send it again, or discard it');
  expect(last({ state: 'uncertain', failure: lost, since: now })).toContain('is looking for it');
  const candidates = [{ id: '1', text: 'x' }];
  expect(last({ state: 'uncertain', failure: lost, since: now, candidates })).toContain('shows both texts');
  expect(last({ state: 'uncertain', failure: lost, since: now, candidates: [] })).toContain('too many notes');
  expect(last({ state: 'uncertain', failure: lost, since: now, sender: 'host', candidates: [] })).toContain(
    'keeps looking',
  );
});

test.each([
  [1, '1 s'],
  [40_000, '40 s'],
  [99_001, '2 min'],
  [3_600_000, '60 min'],
  [7_200_000, '2 h'],
])('%i ms are %s, never less', (ms, text) => {
  const { description } = textOf({ state: 'waiting', due: now + ms, failure: offline });
  expect(description).toContain(`next in ${text} ·`);
});

const base = { text: 'As it was.' };

test('an edit and a deletion say what they are, and what becomes of the stored note', () => {
  const entry = entryOf('a');
  const edit = { ...entry, action: { does: 'edit', noteId: '1', change: {}, base } } as const;
  const removal = {
    ...entry,
    note: { ...entry.note, kind: 'call' },
    action: { does: 'remove', noteId: '1', base },
  } as const;
  const waiting = [edit, removal].map((each) => entryText(each, parts));
  expect(waiting.map(({ description }) => description)).toEqual([
    'edit of a note · waiting to be sent',
    'deletion of a call · waiting to be sent',
  ]);
  expect(waiting[0]?.tooltip).toContain('Edit of a note, waiting to be sent; to Account one, for Acme.');
  expect(waiting[1]?.spoken).toContain('deletion of a call, waiting to be sent');
  const refused = { reason: 'forbidden', message: 'You may not.' } as const;
  expect(entryText({ ...removal, status: { state: 'refused', failure: refused } }, parts).tooltip).toContain(
    'Nothing was deleted. Try again with Send Now',
  );
});

test('of a deletion whose answer was lost, the text says that it may be done', () => {
  const status = { state: 'uncertain', failure: lost, since: now } as const;
  const removal = entryOf('a', { status, attempts: 1, action: { does: 'remove', noteId: '1', base } });
  expect(entryText(removal, parts).description).toContain(' · may be done, looking for it · ');
  const undecided = { ...removal, status: { ...status, candidates: [] } };
  expect(entryText(undecided, parts).description).toContain(' · may be done, needs you · ');
});

test('a conflict needs the user, and says what shows both versions', () => {
  const failure = { reason: 'conflict', message: 'The note was changed elsewhere.' } as const;
  const action = { does: 'edit', noteId: '1', change: {}, base } as const;
  const { description, tooltip } = entryText(
    { ...entryOf('a'), action, status: { state: 'refused', failure } },
    parts,
  );
  expect(description).toBe('edit of a note · changed elsewhere, needs you · The note was changed elsewhere');
  expect(tooltip).toContain('Nothing was changed. Send Now shows both versions, and you decide.');
});

test('the tooltip names the files whose notes follow the first one', () => {
  const sha256 = '0'.repeat(64);
  const further = ['logo.png', 'plan.txt'].map((name) => ({
    id: `a+${name}`,
    note: { ...entryOf('a').note, attachment: { name, mime: 'image/png', size: 1, sha256 } },
  }));
  const tooltipOf = (count: number) =>
    entryText(entryOf('a', { further: further.slice(0, count) }), parts).tooltip;
  expect(tooltipOf(2)).toContain(
    '2 further notes follow it, one for each of the files “logo.png”, “plan.txt”: Account one takes one file a note.',
  );
  expect(tooltipOf(1)).toContain('A further note follows it, for the file “logo.png”');
  expect(tooltipOf(0)).not.toContain('follow');
});
