import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/files/nodeFiles.ts';
import { Failure } from '../../../src/notes/failure.ts';
import { fakeClock } from '../../fakeClock.ts';
import { fakeService, storedAs } from '../../fakeProvider.ts';
import { faultyFiles, type Fault } from '../../faultyFiles.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { openHouse, write, type House } from './house.ts';

const text = 'What the customer said';
const attachable = new Map([['file:///a.pdf', Buffer.from('bytes of a.pdf')]]);
const pdf = { uri: 'file:///a.pdf', name: 'a.pdf', size: 14 };

/** The user goes on until nothing is left to be done but to decide about what is uncertain. */
async function finish(house: House): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const { id, status } of house.outbox.entries())
      if (status.state === 'waiting' || status.state === 'refused')
        await house.delivery.deliver(id, new AbortController().signal);
    for (let tries = 0; house.composer.hasContent && tries < 4; tries++) await house.composer.send();
  }
}

/** What the service does with the first note that arrives; it stores every other one. */
const firstAnswers = ['stored', 'lost answer', 'offline', 'refused'] as const;

/**
 * One note with a file, sent on a disk that fails from Send on, then a restart on a sound disk after everything
 * that may be under way has ended. Tells how often the service has the note, and where its text is besides.
 */
async function life(fault: Fault, first: (typeof firstAnswers)[number], again: boolean) {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const stored: string[] = [];
  service.answer = (outgoing) => {
    const answer = service.arrived.length === 1 ? first : 'stored';
    if (answer === 'offline') return Promise.reject(new Failure('offline', 'No network.'));
    if (answer === 'refused') return Promise.reject(new Failure('refused', 'Too short.', { field: 'text' }));
    stored.push(outgoing.note.text.value);
    if (answer === 'lost answer') return Promise.reject(new Failure('dropped', 'Connection lost.'));
    return Promise.resolve(storedAs(`${stored.length}`, outgoing));
  };
  let sent = 0;
  const { files, operations } = faultyFiles(nodeFiles, (operation) =>
    sent === 0 ? undefined : fault({ ...operation, number: operation.number - sent }),
  );
  const clock = fakeClock();
  const house = openHouse(folder.path, { files, clock, services: [service], attachable });
  await house.start();
  await write(house, text);
  house.composer.attach(pdf);
  await house.drafts.flush();
  sent = operations.length;
  await house.composer.send();
  const steps = operations.length - sent;
  if (again && house.composer.hasContent) await house.composer.send();

  await clock.advance(16 * 60_000);
  const next = openHouse(folder.path, { clock, services: [service], attachable });
  await next.start();
  const texts = [
    ...next.outbox.entries().map(({ note }) => note.text.value),
    ...(await next.drafts.all()).map(({ values }) => values.text),
  ];
  const kept = texts.includes(text);
  await finish(next);
  const uncertain = next.outbox.entries().filter(({ status }) => status.state === 'uncertain').length;
  const left = next.outbox.entries().length - uncertain;
  // Whatever is stored must not wait in the form of the start after that.
  const last = openHouse(folder.path, { clock, services: [service], attachable });
  await last.start();
  return { steps, stored: [...stored], kept, uncertain, left, inForm: last.composer.hasContent };
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
  { timeout: 60_000 },
  async (name, first) => {
    const { steps } = await life(() => undefined, first, false);
    expect(steps).toBeGreaterThan(25);
    for (let step = 1; step <= steps; step++) {
      const fault = faults[name]?.(step);
      if (!fault) throw new Error('no fault');
      // A killed process presses no button again.
      const { stored, kept, uncertain, left, inForm } = await life(fault, first, name !== 'killed at');
      const where = `${name} ${step}: ${JSON.stringify({ stored, kept, uncertain, left, inForm })}`;
      expect(stored.length, where).toBeLessThanOrEqual(1);
      expect(kept || stored.length === 1, where).toBe(true);
      // In the end it is stored, or the user is asked whether it is.
      expect(stored.length === 1 || uncertain === 1, where).toBe(true);
      expect([left, inForm], where).toEqual([0, false]);
    }
  },
);
