import { describe, expect, it } from 'vitest';
import { hasVersion, hasChange, versionOf, type NoteChange } from '../../src/model/change.ts';
import type { StoredNote } from '../../src/model/note.ts';
import type { Action } from '../../src/model/action.ts';
import { applyAction, checkApplied, checkReadiness } from '../../src/delivery/applyAction.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { activeplatform, chartmogul, notebook } from './cases.ts';
import { entry, failureOf, noSignal, type ContractCase } from './contractCase.ts';

/** A change of a stored note, or its deletion, does not ask whom its entry is about. */
const ofEntry = (action: Action) => ({ action, target: { type: 'customer', id: 'c1' } });
const checkEntry = (provider: Provider, action: Action, signal: AbortSignal) =>
  checkApplied(provider, ofEntry(action), signal);

// What the outbox does with stored notes, for every provider that can change them.

const always = () => true;

/** A call that is stored, as a list shows it. */
async function stored(its: ContractCase): Promise<StoredNote> {
  const outgoing = await entry(its, { kind: 'call', durationSeconds: 60, author: its.author });
  const { id } = await its.provider.create(outgoing, noSignal);
  return await its.provider.read(id, noSignal);
}

function editOf(note: StoredNote, change: NoteChange): Action {
  return { does: 'edit', noteId: note.id, change, base: versionOf(note) };
}

const carry = (provider: Provider, action: Action) =>
  applyAction(provider, ofEntry(action), noSignal, always);

const cases = {
  notebook,
  'chartmogul (customer_notes)': chartmogul('customer_notes'),
  'chartmogul (notes)': chartmogul('notes'),
};

describe.each(Object.entries(cases))('%s', (_, open) => {
  it('a note that was only read again counts as unchanged, in a list too', async () => {
    await using its = await open();
    const note = await stored(its);
    const { notes } = await its.provider.list({ limit: 5 }, noSignal);
    const listed = notes.find(({ id }) => id === note.id);
    expect(listed && hasVersion(listed, versionOf(note))).toBe(true);
  });

  it.each<NoteChange>([
    { text: { format: 'typed', value: 'Mine <b>&</b>\nof two lines' } },
    { text: { format: 'file', value: '  a\n\n  b', name: 'a.txt' } },
    { durationSeconds: 754 },
    { occurredAt: '2025-05-06T12:00:00.000Z' },
  ])('the change %j is made, and found when its answer was lost', async (change) => {
    await using its = await open();
    const { provider } = its;
    const note = await stored(its);
    const action = editOf(note, change);
    expect(await checkReadiness(provider, action, noSignal)).toBe('ready');
    expect(await checkApplied(provider, ofEntry(action), noSignal)).toEqual({
      result: 'absent',
      final: true,
    });
    const now = await carry(provider, action);
    expect(now && hasVersion(now, versionOf(await provider.read(note.id, noSignal)))).toBe(true);
    expect(await checkApplied(provider, ofEntry(action), noSignal)).toMatchObject({
      result: 'found',
      note: { id: note.id },
    });
    expect(await checkReadiness(provider, action, noSignal)).toMatchObject({ done: { id: note.id } });
  });

  it('making the same change twice does no harm', async () => {
    await using its = await open();
    const action = editOf(await stored(its), { text: { format: 'typed', value: 'Mine.' } });
    const [once, twice] = [await carry(its.provider, action), await carry(its.provider, action)];
    expect(once && twice && hasVersion(twice, versionOf(once))).toBe(true);
  });

  it('a change that was made elsewhere meanwhile is a conflict, for a deletion too', async () => {
    await using its = await open();
    const { provider } = its;
    const note = await stored(its);
    await carry(provider, editOf(note, { text: { format: 'typed', value: 'Theirs.' } }));
    const mine = editOf(note, { text: { format: 'typed', value: 'Mine.' } });
    const removal: Action = { does: 'remove', noteId: note.id, base: versionOf(note) };
    for (const action of [mine, removal]) {
      expect(await failureOf(checkReadiness(provider, action, noSignal))).toMatchObject({
        reason: 'conflict',
      });
      expect(await checkApplied(provider, ofEntry(action), noSignal)).toEqual({
        result: 'absent',
        final: true,
      });
    }
    expect((await provider.read(note.id, noSignal)).text).toBe('Theirs.');
  });

  it('a deletion may be repeated, and is found when its answer was lost', async () => {
    await using its = await open();
    const { provider } = its;
    const note = await stored(its);
    const action: Action = { does: 'remove', noteId: note.id, base: versionOf(note) };
    expect(await checkReadiness(provider, action, noSignal)).toBe('ready');
    expect(await carry(provider, action)).toBeUndefined();
    expect(await carry(provider, action)).toBeUndefined();
    expect(await checkApplied(provider, ofEntry(action), noSignal)).toEqual({
      result: 'found',
      note: undefined,
    });
    expect(await checkReadiness(provider, action, noSignal)).toEqual({ done: undefined });
    const edit = editOf(note, { durationSeconds: 1 });
    expect(await failureOf(checkReadiness(provider, edit, noSignal))).toMatchObject({ reason: 'notFound' });
  });
});

it('activeplatform cannot edit', async () => {
  await using its = await activeplatform('quoted')();
  const { id } = await its.provider.create(await entry(its), noSignal);
  const action: Action = { does: 'edit', noteId: id, change: {}, base: { text: 'A note' } };
  expect(await failureOf(carry(its.provider, action))).toMatchObject({ reason: 'invalid' });
  expect([its.kind.capabilities.edit, its.kind.capabilities.remove]).toEqual([false, true]);
});

it('chartmogul: the text that nobody touched keeps its HTML byte for byte, and 304 is no failure', async () => {
  await using its = await chartmogul('notes')();
  const note = await stored(its);
  const kept = its.service.sandbox.state.chartmogul.notes.find(({ uuid }) => uuid === note.id);
  if (!kept) throw new Error('the note is stored');
  kept.text = '<p>Wants  <b >two</b> seats &mdash; <i>soon</i>.</p>';
  const seen = await its.provider.read(note.id, noSignal);
  await carry(its.provider, editOf(seen, { durationSeconds: 5 }));
  expect([kept.text, kept.callDuration]).toEqual(['<p>Wants  <b >two</b> seats &mdash; <i>soon</i>.</p>', 5]);
  its.service.injectFault({ method: 'PATCH', kind: 'answer', status: 304 });
  expect(await carry(its.provider, editOf(seen, { durationSeconds: 5 }))).toMatchObject({
    durationSeconds: 5,
  });
});

it('chartmogul: a note that differs in formatting does not have the change; one that differs in line breaks has it', async () => {
  await using its = await chartmogul('customer_notes')();
  const { provider } = its;
  const note = await stored(its);
  const change: NoteChange = { text: { format: 'typed', value: 'One\ntwo' } };
  const holds = async (html: string) =>
    await provider.hasChange?.({ ...note, text: 'One\ntwo', html }, change);
  expect([await holds('One<br />two'), await holds('<b>One</b><br>two')]).toEqual([true, false]);
  const plain = { ...note, text: 'a & b', html: undefined };
  expect(await provider.hasChange?.(plain, { text: { format: 'typed', value: 'a & b' } })).toBe(true);
  expect(hasChange({ ...note, text: 'One\ntwo' }, change)).toBe(true);
});

it.each([
  ['notes', 'customer_notes'],
  ['customer_notes', 'notes'],
] as const)(
  'chartmogul: the check of an account with %s fails where only %s is served',
  async (path, served) => {
    await using its = await chartmogul(path)({ switches: { servedCollections: served } });
    expect(await failureOf(its.provider.verify(noSignal))).toMatchObject({
      reason: 'notServed',
      status: 404,
    });
    its.service.sandbox.switches.servedCollections = path;
    expect(await its.provider.verify(noSignal)).toMatchObject({ name: 'Demo Company' });
  },
);

it('chartmogul: a note is neither changed nor taken for deleted while its path is not served', async () => {
  await using its = await chartmogul('notes')();
  const { provider, service } = its;
  const note = await stored(its);
  const edit = editOf(note, { durationSeconds: 5 });
  const removal: Action = { does: 'remove', noteId: note.id, base: versionOf(note) };
  service.sandbox.switches.servedCollections = 'customer_notes';
  for (const action of [edit, removal])
    for (const work of [checkReadiness, checkEntry])
      expect(await failureOf(work(provider, action, noSignal))).toMatchObject({ reason: 'notServed' });
  for (const action of [edit, removal])
    expect(await failureOf(carry(provider, action))).toMatchObject({ reason: 'notServed' });
  service.sandbox.switches.servedCollections = 'both';
  expect(hasVersion(await provider.read(note.id, noSignal), versionOf(note))).toBe(true);
});

it('chartmogul: a web page instead of an answer does not mean that the note is gone', async () => {
  await using its = await chartmogul('customer_notes')();
  const note = await stored(its);
  const action: Action = { does: 'remove', noteId: note.id, base: versionOf(note) };
  for (const look of [checkReadiness, checkEntry]) {
    its.service.injectFault({ method: 'GET', kind: 'html', status: 404 });
    expect(await failureOf(look(its.provider, action, noSignal))).toMatchObject({ reason: 'notServed' });
  }
});
