import { expect, test } from 'vitest';
import { requeue } from '../../../src/delivery/resolveEntry.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { fakeClock, settle, type FakeClock } from '../../support/fakeClock.ts';
import { fakeService, storedAs } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { openComposeHarness, write, type ComposeHarness } from '../../support/composeHarness.ts';

const minute = 60_000;
const text = 'What the customer said';
const attachable = new Map([['file:///a.pdf', Buffer.from('bytes of a.pdf')]]);
const pdf = { uri: 'file:///a.pdf', name: 'a.pdf', size: 14 };

/**
 * Time passes until nothing happens by itself any more; the user sends what was refused and what is in the form. What
 * is neither in the outbox nor in the form cannot be sent later.
 */
async function finish(harness: ComposeHarness, clock: FakeClock): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await clock.advance(10 * minute);
    if (harness.outbox.entries().length === 0 && !harness.composer.hasContent) return;
    for (const { id, status } of harness.outbox.entries())
      if (status.state === 'refused') await requeue(harness, id);
    for (let tries = 0; harness.composer.hasContent && tries < 4; tries++) await logged(harness, clock);
  }
  await clock.advance(10 * minute);
}

/** Presses Log, and lets time pass until the note has been tried. */
async function logged({ composer }: ComposeHarness, clock: FakeClock): Promise<void> {
  const logging = composer.log();
  await clock.advance(minute);
  await Promise.race([logging, settle().then(() => Promise.reject(new Error('The form still waits')))]);
}

/** The clock of a process. Once that was killed, nothing that waits in it goes on. */
function mortalClock(clock: FakeClock): FakeClock & { readonly end: () => void } {
  let hasEnded = false;
  const { promise: never } = Promise.withResolvers<undefined>();
  return {
    ...clock,
    wait: async (ms, signal) => {
      await clock.wait(ms, signal);
      if (hasEnded) await never;
    },
    end: () => {
      hasEnded = true;
    },
  };
}

/** What the service does with the first note that arrives; it stores every other one. */
const firstAnswers = ['stored', 'lost answer', 'offline', 'refused'] as const;

/**
 * One note with a file, sent on a disk that fails from Log on, then a restart on a sound disk after everything
 * that may be under way has ended. Tells how often the service has the note, and where its text is besides.
 */
async function life(fault: Fault, first: (typeof firstAnswers)[number], isKilled: boolean) {
  const service = fakeService();
  const stored: string[] = [];
  const storedNotes: StoredNote[] = [];
  service.answer = (outgoing) => {
    const answer = service.arrived.length === 1 ? first : 'stored';
    if (answer === 'offline') return Promise.reject(new Failure('offline', 'No network.'));
    if (answer === 'refused') return Promise.reject(new Failure('refused', 'Too short.', { field: 'text' }));
    stored.push(outgoing.note.text.value);
    storedNotes.push(storedAs(`${stored.length}`, outgoing));
    if (answer === 'lost answer') return Promise.reject(new Failure('dropped', 'Connection lost.'));
    return Promise.resolve(storedAs(`${stored.length}`, outgoing));
  };
  service.findDuplicate = ({ takenNoteIds }) => {
    const note = storedNotes.find(({ id }) => !takenNoteIds.has(id));
    return Promise.resolve(note ? { result: 'found', note } : { result: 'absent', final: false });
  };
  let before = 0;
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const { files, operations } = faultyFiles(disk.files, (operation) =>
    before === 0 ? undefined : fault({ ...operation, number: operation.number - before }),
  );
  const shared = { services: [service], attachable };
  const mortal = mortalClock(clock);
  const harness = openComposeHarness('/home', { ...shared, files, clock: mortal });
  await harness.start();
  await write(harness, text);
  harness.composer.attach(pdf);
  await harness.drafts.flush();
  before = operations.length;
  await logged(harness, clock);
  const steps = operations.length - before;
  // A killed process presses no button again.
  if (!isKilled && harness.composer.hasContent) await logged(harness, clock);
  harness.delivery.dispose();
  if (isKilled) mortal.end();

  const next = openComposeHarness('/home', { ...shared, files: disk.files, clock });
  await next.start();
  const texts = [
    ...next.outbox.entries().map(({ note }) => note.text.value),
    ...(await next.drafts.all()).map(({ draft }) => draft.values.text),
  ];
  const isOnDisk = texts.includes(text);
  await finish(next, clock);
  next.delivery.dispose();
  const states = next.outbox.entries().map(({ status }) => status.state);
  // Whatever is stored must not wait in the form of the start after that.
  const last = openComposeHarness('/home', { ...shared, files: disk.files, clock });
  await last.start();
  last.delivery.dispose();
  return { steps, stored: [...stored], isOnDisk, states, inForm: last.composer.hasContent };
}

const faults: Record<string, (step: number) => Fault> = {
  'killed at': (step) => (operation) => (operation.number >= step ? 'EKILLED' : undefined),
  'ENOSPC at': (step) => (operation) => (operation.number === step ? 'ENOSPC' : undefined),
  'EACCES at': (step) => (operation) => (operation.number === step ? 'EACCES' : undefined),
  'read-only from': (step) => (operation) =>
    operation.number >= step && !['read', 'names', 'facts'].includes(operation.name) ? 'EROFS' : undefined,
};

test.each(Object.keys(faults).flatMap((name) => firstAnswers.map((first) => [name, first] as const)))(
  '%s any step, service: %s. Nothing lost, nothing sent twice',
  async (name, first) => {
    const { steps } = await life(() => undefined, first, true);
    expect(steps).toBeGreaterThan(25);
    for (let step = 1; step <= steps; step++) {
      const fault = faults[name]?.(step);
      if (!fault) throw new Error('no fault');
      const end = await life(fault, first, name === 'killed at');
      const where = `${name} ${step}: ${JSON.stringify(end)}`;
      expect(end.isOnDisk || end.stored.length === 1, where).toBe(true);
      expect([end.stored.length, end.states, end.inForm], where).toEqual([1, [], false]);
    }
  },
);
