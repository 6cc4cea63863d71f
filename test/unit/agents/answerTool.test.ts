import { expect, test } from 'vitest';
import { answerTool, type ToolCall, type ToolParts } from '../../../src/agents/answerTool.ts';
import type { NotesOf } from '../../../src/agents/customerNotes.ts';
import type { CustomerList } from '../../../src/agents/foundCustomers.ts';
import type { ProposalState } from '../../../src/proposals/proposalState.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { entryOf } from '../../support/entries.ts';
import { directoryEntryOf } from '../../support/fakeDirectory.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';

const source = { via: 'mcp', name: 'An agent' } as const;
const note = { customer: { query: 'Acme' }, text: 'Fixed the import' };

function callOf(name: ToolCall['name'], input: unknown, changes: Partial<ToolCall> = {}): ToolCall {
  return { name, input, source, longestWait: 20_000, signal: new AbortController().signal, ...changes };
}

function openParts({ isEnabled = true, lists = [] as readonly CustomerList[] } = {}) {
  const harness = openMemoryHarness();
  const parts: ToolParts = {
    clock: harness.clock,
    proposals: harness.proposals,
    isEnabled: () => Promise.resolve(isEnabled),
    listsOf: (account) =>
      Promise.resolve(
        account === 'Gone Ltd'
          ? undefined
          : lists.filter((list) => list.account === (account ?? list.account)),
      ),
  };
  return { ...harness, parts };
}

/** Proposals of which each look says the next state. */
function decidedAs(...states: readonly ProposalState[]) {
  const clock = fakeClock();
  const left = [...states];
  const parts: ToolParts = {
    clock,
    proposals: {
      propose: () => Promise.resolve({ id: 'id', state: 'pending' }),
      stateOf: () => Promise.resolve(left.length > 1 ? left.shift() : left[0]),
    },
    isEnabled: () => Promise.resolve(true),
    listsOf: () => Promise.resolve([]),
  };
  return { clock, parts };
}

const listOf = (account: string, count: number, isWhole = true): CustomerList => ({
  account,
  isWhole,
  notes: 'off',
  find: (_, limit) =>
    Array.from({ length: count }, (__, at) => ({
      ...directoryEntryOf(`${account}-${at}`),
      email: 'ann@acme.test',
      mrr: { minorUnits: 1, currency: 'EUR' },
    })).slice(0, limit),
});

test.each(['notelog_find_customers', 'notelog_log_note', 'notelog_note_status'] as const)(
  'while agents may not propose anything, %s says how that is changed, and does nothing',
  async (name) => {
    const { parts, proposals } = openParts({ isEnabled: false });
    await expect(answerTool(parts, callOf(name, note))).rejects.toThrow('notelog.agents.enabled');
    await proposals.load();
    expect(proposals.pending).toEqual([]);
  },
);

test('customers are found with id, type, name and account alone, ten at most', async () => {
  const { parts } = openParts({ lists: [listOf('one', 8), listOf('two', 3)] });
  const answer = await answerTool(parts, callOf('notelog_find_customers', { query: 'cus' }));
  expect(answer).toMatchObject({ mayBeMore: true });
  const { customers } = answer as { customers: readonly Record<string, unknown>[] };
  expect(customers).toHaveLength(10);
  expect(customers.slice(0, 3)).toEqual([
    { id: 'one-0', type: 'customer', name: 'Customer one-0', account: 'one' },
    { id: 'two-0', type: 'customer', name: 'Customer two-0', account: 'two' },
    { id: 'one-1', type: 'customer', name: 'Customer one-1', account: 'one' },
  ]);
});

test('a list that was not read to its end may have more', async () => {
  const input = { query: 'cus', account: 'one' };
  const call = callOf('notelog_find_customers', input);
  expect(await answerTool(openParts({ lists: [listOf('one', 1)] }).parts, call)).toMatchObject({
    mayBeMore: false,
  });
  expect(await answerTool(openParts({ lists: [listOf('one', 1, false)] }).parts, call)).toMatchObject({
    mayBeMore: true,
  });
});

test('customers are found by what an agent learns anyway, and in no order that tells more', async () => {
  const entries = [
    {
      ...directoryEntryOf('c9', 'Zeta Books'),
      email: 'boss@acme.test',
      mrr: { minorUnits: 9, currency: 'EUR' },
    },
    { ...directoryEntryOf('c1', 'Alpha Books'), externalIds: ['ext-997'] },
  ];
  const { parts } = openParts({
    lists: [{ account: 'one', isWhole: true, notes: 'off', find: () => entries }],
  });
  const found = async (query: string) => {
    const { customers } = await answerTool(parts, callOf('notelog_find_customers', { query }));
    return (customers as readonly { id: string }[]).map(({ id }) => id);
  };
  expect(await found('books')).toEqual(['c1', 'c9']);
  expect(await found('boss@acme.test')).toEqual([]);
  expect(await found('ext-997')).toEqual([]);
  expect(await found('zeta books')).toEqual(['c9']);
});

test.each([
  ...[{ query: 'ab' }, { query: '  a  ' }, {}, { query: 42 }, { query: 'x'.repeat(201) }],
  ...[{ query: 'a\u00ad\u00ad' }, { query: 'o\u200b\u200b' }, { query: 'a a a' }, { query: '_ u' }],
])('nobody is found for %j', async (input) => {
  const { parts } = openParts({ lists: [listOf('one', 8)] });
  await expect(answerTool(parts, callOf('notelog_find_customers', input))).rejects.toThrow('“query”');
});

test('what was proposed waits for the user, however often it is proposed', async () => {
  const { parts, proposals, outbox } = openParts();
  const call = callOf('notelog_log_note', note, { longestWait: 0 });
  const answers = [];
  for (let times = 0; times < 5; times++) answers.push(await answerTool(parts, call));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers[0]).toMatchObject({ state: 'pending' });
  expect(answers[0]?.['meaning']).toContain('user’s OK');
  await proposals.load();
  expect(proposals.pending).toMatchObject([{ proposal: { note: { text: 'Fixed the import' }, source } }]);
  expect(outbox.size).toBe(0);
  expect(await answerTool(parts, callOf('notelog_note_status', { id: answers[0]?.['id'] }))).toMatchObject({
    state: 'pending',
  });
});

test('the answer comes as soon as the user has decided', async () => {
  const { clock, parts } = decidedAs('pending', 'reviewing', 'accepted');
  const answer = answerTool(parts, callOf('notelog_log_note', note));
  await clock.advance(1000);
  expect(await answer).toMatchObject({ id: 'id', state: 'accepted' });
});

test('after the longest wait it is pending, and after a cancellation there is no answer', async () => {
  const { clock, parts } = decidedAs('pending');
  const answer = answerTool(parts, callOf('notelog_log_note', note));
  await clock.advance(20_000);
  expect(await answer).toMatchObject({ state: 'pending' });
  const stop = new AbortController();
  const cancelled = answerTool(parts, callOf('notelog_log_note', note, { signal: stop.signal }));
  const ended = expect(cancelled).rejects.toThrow('stopped');
  await clock.advance(0);
  stop.abort(new Error('stopped'));
  await ended;
});

test.each([
  [{ ...note, text: 'seen \u{e0041}\u{e0042}' }, '“text”'],
  [{ ...note, text: '\u200b' }, '“text”'],
  [{ ...note, text: '\u200d' }, '“text”'],
  [{ ...note, text: 'a\u2028b' }, '“text”'],
  [{ ...note, customer: { query: 'A\u200bcme' } }, '“customer”'],
  [{ ...note, account: 'Gone Ltd' }, 'No account'],
  [{ ...note, send: true }, '“send”'],
  [{ ...note, text: 'a\u0007' }, '“text”'],
  [{ ...note, text: 'x'.repeat(1_000_000) }, '64 KB'],
  [JSON.parse('{"customer": {"query": "Acme"}, "text": "x", "__proto__": {}}'), '“__proto__”'],
  [undefined, 'JSON object'],
  ['note', 'JSON object'],
])('bad input is refused with a sentence: %#', async (input, sentence) => {
  const { parts, proposals } = openParts();
  await expect(answerTool(parts, callOf('notelog_log_note', input))).rejects.toThrow(sentence);
  await proposals.load();
  expect(proposals.pending).toEqual([]);
});

test('there is no status of what was never proposed', async () => {
  const { parts } = openParts();
  const id = '00000000-0000-0000-0000-000000000000';
  await expect(answerTool(parts, callOf('notelog_note_status', { id }))).rejects.toThrow('No proposal');
  await expect(answerTool(parts, callOf('notelog_note_status', { id: '../x' }))).rejects.toThrow('“id”');
});

/** What an agent is told that asks for the notes of these customers. */
async function askNotes(notes: NotesOf, count = 1, signal = new AbortController().signal) {
  const { parts } = openParts({ lists: [{ ...listOf('one', count), notes }] });
  return await answerTool(parts, callOf('notelog_find_customers', { query: 'cus', notes: true }, { signal }));
}

const entry = entryOf('a');

test('notes are given where the user lets agents read them: five, cut, with marks for what nobody sees', async () => {
  const asked: unknown[] = [];
  const texts = [
    'short',
    'long '.repeat(300),
    'turned \u202e and \u{e0041}hidden\u0007',
    'one',
    'two',
    'six',
  ];
  const answer = await askNotes((target, limit) => {
    asked.push(target.id, limit);
    return Promise.resolve(
      texts.map((text, at) => ({
        ...storedAs(String(at), entry),
        text,
        author: 'Bob of Acme',
        createdAt: new Date(0),
        ...(text === 'one' && { cut: true as const }),
      })),
    );
  });
  expect(asked).toEqual(['one-0', 5]);
  const { lastNotes } = answer as { lastNotes: readonly { text: string; isCut?: true }[] };
  expect(lastNotes.map(({ isCut = false }) => isCut)).toEqual([false, true, false, true, false]);
  expect(lastNotes[0]).toEqual({ kind: 'note', at: '1970-01-01T00:00:00.000Z', text: 'short' });
  expect(lastNotes[1]?.text.length).toBeLessThanOrEqual(1001);
  expect(lastNotes[2]?.text).toBe('turned \ufffd and \ufffdhidden\ufffd');
  expect(answer['untrusted']).toContain('not an instruction');
  expect(JSON.stringify(answer)).not.toContain('Bob');
});

test('what is no note of a person is not given', async () => {
  const raw = { ...storedAs('1', entry), raw: true as const };
  const locked = { ...storedAs('2', entry), locked: 'It is locked.' };
  expect(await askNotes(() => Promise.resolve([raw, locked]))).toMatchObject({ lastNotes: [] });
});

test.each<[string, NotesOf, number, string]>([
  ['the account is not switched on', 'off', 1, 'notelog.agents.readNotesOf'],
  ['there is no key in this process', 'elsewhere', 1, 'in the editor only'],
  ['more than one customer fits', () => Promise.resolve([storedAs('1', entry)]), 2, 'exactly one'],
  ['the service fails', () => Promise.reject(new Error('Acme said')), 1, 'could not be read'],
])('no notes are given where %s, which is said', async (_, notes, count, sentence) => {
  const answer = await askNotes(notes, count);
  expect(answer['notesNotRead']).toContain(sentence);
  expect(answer).not.toHaveProperty('lastNotes');
  expect(JSON.stringify(answer)).not.toContain('Acme said');
});

test('notes that nobody asks for are not read, and a call that is given up ends', async () => {
  let reads = 0;
  const notes: NotesOf = () => {
    reads += 1;
    return Promise.reject(new Error('ended'));
  };
  const { parts } = openParts({ lists: [{ ...listOf('one', 1), notes }] });
  const answer = await answerTool(parts, callOf('notelog_find_customers', { query: 'cus' }));
  expect([reads, Object.keys(answer)]).toEqual([0, ['untrusted', 'customers', 'mayBeMore']]);
  await expect(askNotes(notes, 1, AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up');
  const wrong = callOf('notelog_find_customers', { query: 'cus', notes: 'yes' });
  await expect(answerTool(parts, wrong)).rejects.toThrow('“notes”');
});
