import { expect, test } from 'vitest';
import { DraftStore } from '../../../src/drafts/draftStore.ts';
import { idleAfter } from '../../../src/drafts/draftClaims.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { memoryLog } from '../http/loopback.ts';

function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, text } };
}

/** A store on a disk in memory whose faults can be changed. */
function openStore() {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const faults: { fault: Fault } = { fault: () => undefined };
  const { files, operations } = faultyFiles(disk.files, (operation) => faults.fault(operation));
  const log = memoryLog();
  let ids = 0;
  const store = new DraftStore({
    files,
    folder: '/drafts',
    clock,
    host: { id: 'here', hasEnded: () => false },
    window: 'home',
    log,
    newId: () => `new-${++ids}`,
  });
  const texts = async () => (await store.all()).map(({ draft }) => draft.values.text);
  return { store, clock, log, faults, operations, texts };
}

/** The next call of that name fails, once. */
function once(name: string, code: string): Fault {
  let failed = false;
  return (operation) => {
    if (failed || operation.name !== name) return undefined;
    failed = true;
    return code;
  };
}

const calls = ['makeFolder', 'create', 'write', 'sync', 'close', 'rename', 'syncFolder'];
const codes = ['EBUSY', 'EPERM', 'ENOSPC', 'EIO', 'EMFILE'];

test.each(calls)('the last words typed are on disk though %s failed once', async (call) => {
  for (const code of codes) {
    const { store, clock, faults, texts } = openStore();
    faults.fault = once(call, code);
    store.saveSoon(draftOf('d', 'The last words.'));
    await clock.advance(1_000);
    faults.fault = () => undefined;
    expect(await texts(), code).toEqual(['The last words.']);
    expect(store.failureOf('d')).toBeUndefined();
  }
});

test.each(['touch', 'facts', ...calls])(
  'a draft that was released and is typed in again stays one draft though %s failed once',
  async (call) => {
    const { store, clock, faults, texts } = openStore();
    const taken: string[] = [];
    store.onTaken((id) => taken.push(id));
    store.saveSoon(draftOf('d', 'The first words.'));
    await clock.advance(200 + idleAfter + 1_000);
    faults.fault = once(call, 'EBUSY');
    store.saveSoon(draftOf('d', 'The last words.'));
    await clock.advance(1_000);
    faults.fault = () => undefined;
    expect(taken).toEqual([]);
    expect(await texts()).toEqual(['The last words.']);
  },
);

test('a draft whose release failed once stays one draft when it is typed in again', async () => {
  const { store, clock, faults, texts } = openStore();
  const taken: string[] = [];
  store.onTaken((id) => taken.push(id));
  store.saveSoon(draftOf('d', 'The first words.'));
  await clock.advance(200);
  faults.fault = once('rename', 'EBUSY');
  await clock.advance(idleAfter + 1_000);
  store.saveSoon(draftOf('d', 'The last words.'));
  await clock.advance(1_000);
  expect(taken).toEqual([]);
  expect(await texts()).toEqual(['The last words.']);
});

test('while the disk refuses a draft, the store says why, until it is saved', async () => {
  const { store, clock, faults, texts } = openStore();
  let changes = 0;
  store.onFailureChange(() => (changes += 1));
  faults.fault = ({ name }) => (name === 'write' ? 'ENOSPC' : undefined);
  store.saveSoon(draftOf('d', 'The last words.'));
  await clock.advance(600_000);
  expect(store.failureOf('d')).toMatchObject({
    reason: 'storage',
    message: 'There is no space left on this disk.',
  });
  expect(changes).toBe(1);
  faults.fault = () => undefined;
  await clock.advance(30_000);
  expect(store.failureOf('d')).toBeUndefined();
  expect(changes).toBe(2);
  expect(await texts()).toEqual(['The last words.']);
});

test('the tries become rarer, down to one in half a minute, and each cause is logged once', async () => {
  const { store, clock, log, faults, operations } = openStore();
  faults.fault = ({ name }) => (name === 'create' ? 'EROFS' : undefined);
  store.saveSoon(draftOf('d', 'The last words.'));
  await clock.advance(600_000);
  const tries = operations.filter(({ name }) => name === 'create').length;
  expect(tries).toBeGreaterThan(20);
  expect(tries).toBeLessThan(30);
  expect(log.lines).toHaveLength(1);
  expect(log.lines.join()).not.toContain('words');
});

test('a draft that cannot be saved does not make others fail', async () => {
  const { store, faults } = openStore();
  faults.fault = ({ name, path }) => (name === 'rename' && path.includes('bad') ? 'EACCES' : undefined);
  store.saveSoon(draftOf('bad', 'bad'));
  store.saveSoon(draftOf('good', 'good'));
  await store.flush('good');
  await expect(store.flush('bad')).rejects.toMatchObject({ reason: 'storage' });
  await expect(store.flush()).rejects.toMatchObject({ reason: 'storage' });
});

test('a draft that is removed, or a store that is disposed of, is not tried again', async () => {
  const { store, clock, faults, operations } = openStore();
  faults.fault = ({ name }) => (name === 'create' ? 'EROFS' : undefined);
  store.saveSoon(draftOf('d', 'gone'));
  await clock.advance(200);
  await store.remove('d');
  expect(store.failureOf('d')).toBeUndefined();
  store.saveSoon(draftOf('e', 'late'));
  await clock.advance(200);
  store.dispose();
  const before = operations.length;
  await clock.advance(600_000);
  expect(operations.length).toBe(before);
});
