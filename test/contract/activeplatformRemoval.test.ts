import type { Provider } from '../../src/providers/provider.ts';
import { describe, expect, it } from 'vitest';
import { applyAction, checkApplied, checkReadiness } from '../../src/delivery/applyAction.ts';
import { stateAfter } from '../../src/delivery/retry.ts';
import type { Action } from '../../src/model/action.ts';
import { versionOf } from '../../src/model/change.ts';
import type { Target } from '../../src/model/note.ts';
import { demoEntities } from '../sandbox/demo.ts';
import type { SandboxOptions } from '../sandbox/options.ts';
import { activeplatform, type SandboxCase } from './cases.ts';
import { entry, failureOf, noSignal } from './contractCase.ts';

/** A change of a stored note, or its deletion, does not ask whom its entry is about. */
const ofEntry = (action: Action) => ({ action, target: { type: 'customer', id: 'c1' } });
const checkEntry = (provider: Provider, action: Action, signal: AbortSignal) =>
  checkApplied(provider, ofEntry(action), signal);

// Deleting a note of ActivePlatform, as the outbox does it. Its error bodies are not documented, so a 404 decides
// nothing: the list of the target's notes does.

const always = () => true;
const targets: readonly Target[] = [
  { type: 'account', id: String(demoEntities.account) },
  { type: 'subscription', id: String(demoEntities.subscription) },
  { type: 'order', id: String(demoEntities.order) },
];

/** A stored note about this target, and its deletion. It is an hour old, so that no list can be older than it. */
async function removalOf(its: SandboxCase, target = its.validTarget.target, age = 3_600_000) {
  const { id } = await its.provider.create(await entry(its, { target }), noSignal);
  const { notes } = its.service.sandbox.state.activeplatform;
  const at = notes.findIndex((each) => String(each.id) === id);
  const stored = notes[at];
  if (!stored) throw new Error('the note is stored');
  notes[at] = { ...stored, createdAt: stored.createdAt - age };
  const note = await its.provider.read(id, noSignal);
  const action: Action = { does: 'remove', noteId: id, base: versionOf(note), target };
  const isThere = () => notes.some((each) => String(each.id) === id);
  return { note, action, isThere, carry: () => applyAction(its.provider, ofEntry(action), noSignal, always) };
}

const open = (options?: SandboxOptions) => activeplatform('quoted')(options);
const gone = { result: 'found', note: undefined };
const notDone = { result: 'absent', final: true };

describe.each(targets)('a note about $type $id', (target) => {
  it('is deleted, and found to be gone when the answer was lost', async () => {
    await using its = await open();
    const { action, isThere, carry } = await removalOf(its, target);
    const others = its.service.noteCount() - 1;
    expect(await checkReadiness(its.provider, action, noSignal)).toBe('ready');
    expect(await checkApplied(its.provider, ofEntry(action), noSignal)).toEqual(notDone);
    expect(await carry()).toBeUndefined();
    expect([isThere(), its.service.noteCount()]).toEqual([false, others]);
    expect(await checkApplied(its.provider, ofEntry(action), noSignal)).toEqual(gone);
    expect(await checkReadiness(its.provider, action, noSignal)).toEqual({ done: undefined });
    const asked = its.service.requests.filter(({ method }) => method === 'DELETE');
    expect(asked.map(({ url }) => url)).toEqual([`/api/v3/resellers/1/notes/${action.noteId}`]);
  });

  it('that is deleted a second time is gone, as its target’s list shows', async () => {
    await using its = await open();
    const { carry } = await removalOf(its, target);
    await carry();
    expect(await carry()).toBeUndefined();
    const last = its.service.requests.at(-1);
    expect(last?.method).toBe('GET');
    expect(last?.url).toContain(encodeURIComponent(`filter[${target.type}_id]`));
  });

  it('stays where the installation has no such method, and the user is told so', async () => {
    await using its = await open({ switches: { deletesNotes: false } });
    const { action, isThere, carry } = await removalOf(its, target);
    const failure = await failureOf(carry());
    expect(failure).toMatchObject({ reason: 'refused', status: 404 });
    expect(failure.message).toContain('This installation of ActivePlatform does not delete notes');
    expect(isThere()).toBe(true);
    expect(await checkApplied(its.provider, ofEntry(action), noSignal)).toEqual(notDone);
  });
});

it.each([404, 405, 501])('the answer %i decides nothing, whatever its body', async (status) => {
  for (const body of [
    '',
    '404 Not Found',
    '<html>Not here</html>',
    '{}',
    '{"errors":[{"detail":"No such note"}]}',
  ])
    for (const stored of [true, false]) {
      await using its = await open();
      const { isThere, carry } = await removalOf(its);
      its.service.injectFault({ kind: 'answer', method: 'DELETE', status, body, stored });
      const ended = await carry().catch((error: unknown) => error);
      if (stored) expect(ended).toBeUndefined();
      else expect(ended).toMatchObject({ reason: 'refused', status });
      expect(isThere()).toBe(!stored);
    }
});

it.each([
  { kind: 'answer', status: 500 },
  { kind: 'answer', status: 404 },
  { kind: 'answer', status: 429 },
  { kind: 'answer', status: 403 },
  { kind: 'answer', status: 401 },
  { kind: 'answer', status: 200, body: '{}' },
  { kind: 'html' },
  { kind: 'truncate' },
  { kind: 'drop', at: 'request' },
] as const)('a list that cannot be read (%j) leaves it uncertain', async (fault) => {
  await using its = await open({ switches: { deletesNotes: false } });
  const { action, carry } = await removalOf(its);
  its.service.injectFault({ ...fault, method: 'GET', path: 'notes?', times: 20 });
  const failure = await failureOf(carry());
  expect(stateAfter(failure)).toBe('uncertain');
  expect(failure.message).toContain('does not say whether the note is deleted');
  its.service.injectFault({ kind: 'answer', status: 404, method: 'GET', path: `notes/${action.noteId}` });
  await failureOf(checkApplied(its.provider, ofEntry(action), noSignal));
});

it('a list that may be older than the note leaves it uncertain, until the list has caught up', async () => {
  await using its = await open({ switches: { listLag: 240_000 } });
  const { action, isThere, carry } = await removalOf(its, undefined, 0);
  its.service.injectFault({ kind: 'answer', status: 404, method: 'DELETE', times: 2 });
  expect(stateAfter(await failureOf(carry()))).toBe('uncertain');
  its.service.injectFault({ kind: 'answer', status: 404, method: 'GET', path: `notes/${action.noteId}` });
  expect(await failureOf(checkApplied(its.provider, ofEntry(action), noSignal))).toMatchObject({
    reason: 'unreadable',
  });
  its.service.sandbox.switches.listLag = 0;
  expect(await failureOf(carry())).toMatchObject({ reason: 'refused' });
  expect(isThere()).toBe(true);
});

it('a note that its own path does not give, but the list does, is still to be deleted', async () => {
  await using its = await open();
  const { action, note } = await removalOf(its);
  for (const body of ['', '{"errors":[{"detail":"No such note"}]}'])
    for (const [work, expected] of [
      [checkReadiness, 'ready'],
      [checkEntry, notDone],
    ] as const) {
      its.service.injectFault({ kind: 'answer', status: 404, method: 'GET', path: `notes/${note.id}`, body });
      expect(await work(its.provider, action, noSignal)).toEqual(expected);
    }
});

it('a note that was changed in the panel meanwhile is a conflict', async () => {
  await using its = await open();
  const { action, note, isThere } = await removalOf(its);
  const { notes } = its.service.sandbox.state.activeplatform;
  const at = notes.findIndex(({ id }) => String(id) === note.id);
  const stored = notes[at];
  if (stored) notes[at] = { ...stored, content: 'Theirs' };
  expect(await failureOf(checkReadiness(its.provider, action, noSignal))).toMatchObject({
    reason: 'conflict',
  });
  expect(await checkApplied(its.provider, ofEntry(action), noSignal)).toEqual(notDone);
  expect(isThere()).toBe(true);
});

it('a web page in answer to a deletion does not mean that it is done', async () => {
  await using its = await open();
  const { carry, isThere } = await removalOf(its);
  its.service.injectFault({ kind: 'html', status: 200, method: 'DELETE' });
  expect(stateAfter(await failureOf(carry()))).toBe('uncertain');
  expect(isThere()).toBe(true);
});

it('a manager whose role may not delete notes is told so', async () => {
  await using its = await open();
  const { action, isThere } = await removalOf(its);
  const provider = its.service.withKey(its.service.readOnlyKey);
  const failure = await failureOf(applyAction(provider, ofEntry(action), noSignal, always));
  expect(failure).toMatchObject({ reason: 'forbidden', status: 403 });
  expect(isThere()).toBe(true);
});
