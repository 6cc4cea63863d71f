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

test('a time of day stays true while it is read, in the tooltip and for a screen reader', () => {
  const { tooltip, spoken } = textOf({ state: 'waiting', failure: offline, due: now + 40_000 });
  expect(tooltip).toBe(
    [
      'text of a',
      '',
      'Queued',
      'About Acme, in Account one.',
      'Tried 2 times. Next try at T+40.',
      'ChartMogul could not be reached.',
      'It has not been saved yet. It goes out automatically.',
    ].join('\n'),
  );
  expect(spoken).toBe('Queued: Acme, text of a. Next try at T+40. ChartMogul could not be reached.');
});

test('a new note in its undo time has neither tries nor a reason', () => {
  const { detail, tooltip } = textOf({ state: 'waiting', notBefore: now + 3_000 }, 0);
  expect(detail).toBe('Goes out in 3 s');
  expect(tooltip.split('\n').slice(2)).toEqual([
    'Queued',
    'About Acme, in Account one.',
    'Goes out at T+3.',
    'It has not been saved yet. It goes out automatically.',
  ]);
  expect(textOf({ state: 'waiting' }, 1).tooltip).toContain('Tried once.');
});

const edit = { does: 'edit', noteId: '1', change: {}, base: { text: 'As it was.' } } as const;
const remove = { does: 'remove', noteId: '1', base: { text: 'As it was.' } } as const;
const candidates = [{ id: '1', text: 'x' }];

test.each<[string, EntryStatus, string]>([
  ['without a key', { state: 'waiting', failure: noKey }, 'as soon as the key works'],
  ['refused', { state: 'refused', failure: noKey }, 'Edit it and log it again, or discard it.'],
  [
    'on hold',
    { state: 'refused', failure: { reason: 'cancelled', message: 'Stopped.' } },
    'It stays here until you log or discard it.',
  ],
  ['looked for', { state: 'uncertain', failure: lost, since: now }, 'Checking whether it was saved…'],
  ['found', { state: 'uncertain', failure: lost, since: now, candidates }, 'has a note like it'],
  ['not found', { state: 'uncertain', failure: lost, since: now, candidates: [] }, 'too many notes'],
  [
    'with a silent window',
    { state: 'uncertain', failure: lost, since: now, sender: 'host', candidates: [] },
    'that window is gone for good',
  ],
])('each state says what can be done: %s', (_, status, advice) => {
  expect(textOf(status).tooltip.split('\n').at(-1)).toContain(advice);
});

test('a note that is being sent has no advice, and one that the user stopped no reason', () => {
  expect(textOf({ state: 'sending', since: now, by: 'here' }).tooltip).toMatch(/Tried 2 times\.$/);
  const stopped = { reason: 'cancelled', message: 'Sending was cancelled.' } as const;
  expect(textOf({ state: 'refused', failure: stopped }).tooltip).not.toContain('Sending was cancelled.');
});

test.each([
  [1, '1 s'],
  [40_000, '40 s'],
  [99_001, '2 min'],
  [3_600_000, '60 min'],
  [7_200_000, '2 h'],
])('%i ms are %s, never less', (ms, text) => {
  expect(textOf({ state: 'waiting', due: now + ms, failure: offline }).detail).toBe(`Next try in ${text}`);
});

test('a change and a deletion say what they are, and what becomes of the stored note', () => {
  const texts = (status: EntryStatus) =>
    [edit, remove].map((action) => entryText(entryOf('a', { status, action }), parts));
  expect(texts({ state: 'waiting' }).map(({ state }) => state)).toEqual(['Change queued', 'Deletion queued']);
  const refused = { reason: 'forbidden', message: 'You may not.' } as const;
  const [change, deletion] = texts({ state: 'refused', failure: refused });
  expect([change?.state, deletion?.state]).toEqual(['Change not saved: edit it', 'Not deleted: try again']);
  expect(deletion?.tooltip).toContain('Nothing was deleted. Try again, or discard the deletion.');
  const lostWith = { state: 'uncertain', failure: lost, since: now } as const;
  expect(texts(lostWith).map(({ state }) => state)).toEqual([
    'Checking whether it was changed…',
    'Checking whether it was deleted…',
  ]);
  expect(texts({ ...lostWith, candidates: [] })[1]?.tooltip).toContain(
    'Try again: nothing is deleted twice.',
  );
});

test('a conflict says that both versions can be compared', () => {
  const failure = { reason: 'conflict', message: 'The note was changed elsewhere.' } as const;
  const { state, detail, tooltip } = entryText(
    entryOf('a', { action: edit, status: { state: 'refused', failure } }),
    parts,
  );
  expect([state, detail]).toEqual(['Conflict: compare', undefined]);
  expect(tooltip).toContain('Compare both versions, then choose which one stays.');
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
    '2 more notes follow for the files “logo.png”, “plan.txt”: Account one takes one file a note.',
  );
  expect(tooltipOf(1)).toContain('Another note follows for the file “logo.png”');
  expect(tooltipOf(0)).not.toContain('follow');
});

const followUp = { details: 'Send the quote', assignee: 'ann@x.example', dueOn: '2026-12-04' };

test('an entry names the follow-up that its note waits for', () => {
  const action = { does: 'followUp' as const, ...followUp };
  const entry = entryOf('a', { further: [{ id: 'a+2-x', note: entryOf('a').note, action }] });
  expect(entryText(entry, parts).tooltip).toContain(
    'A follow-up is saved after it, due 2026-12-04: Send the quote',
  );
});

test.each([
  [{ state: 'waiting' }, 'The follow-up goes out automatically', 'Follow-up queued'],
  [
    { state: 'refused', failure: { reason: 'invalid', message: 'No.' } },
    'the follow-up was not. Try again',
    'Follow-up not saved',
  ],
  [
    { state: 'uncertain', failure: { reason: 'dropped', message: 'Lost.' }, since: 0 },
    'It is saved again only if it was not.',
    'Checking whether the follow-up was saved',
  ],
] as const)('a follow-up says of %j that its note is saved', (status, advice, leads) => {
  const entry = entryOf('a', { action: { does: 'followUp', ...followUp }, status });
  const { state, tooltip } = entryText(entry, parts);
  expect(state).toContain(leads);
  expect(tooltip).toContain('Its note is saved');
  expect(tooltip).toContain(advice);
});
