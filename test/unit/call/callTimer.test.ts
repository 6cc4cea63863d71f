import { randomUUID } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { callDraft } from '../../../src/call/callDraft.ts';
import { CallTimer } from '../../../src/call/callTimer.ts';
import { startTime, clockText, isRunning, spokenLength, talkTime } from '../../../src/call/timedCall.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { parseDuration } from '../../../src/model/duration.ts';
import { fakeClock, type FakeClock } from '../../support/fakeClock.ts';
import { customer } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';

const minute = 60_000;

/** A window's timer; every window has its own, over the same file. */
function openTimer(folder: string, clock: FakeClock, fault: Fault = () => undefined) {
  const log = memoryLog();
  const path = join(folder, 'call.json');
  const { files } = faultyFiles(nodeFiles, fault);
  return { timer: new CallTimer({ files, path, clock, newId: randomUUID, log }), path, log };
}

const saveNothing = () => Promise.resolve();

function talked(timer: CallTimer, clock: FakeClock): number | undefined {
  return timer.call && talkTime(timer.call, clock.now());
}

test('a call goes on through pauses and a restart, and only the user can read its file', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock();
  const began = clock.now();
  const { timer, path } = openTimer(folder.path, clock);
  await timer.start('one', customer('Acme'));
  await clock.advance(5 * minute);
  await timer.pause();
  await timer.pause();
  await clock.advance(30 * minute);
  expect([talked(timer, clock), timer.call && isRunning(timer.call)]).toEqual([5 * minute, false]);
  expect((await stat(path)).mode & 0o077).toBe(0);

  const { timer: next } = openTimer(folder.path, clock);
  await next.reload();
  await next.resume();
  await next.resume();
  await clock.advance(2 * minute);
  expect(talked(next, clock)).toBe(7 * minute);
  const call = await next.stop(saveNothing);
  expect(call && [startTime(call), talkTime(call, clock.now()), isRunning(call)]).toEqual([
    began,
    7 * minute,
    false,
  ]);
  await timer.reload();
  expect([timer.call, next.call, await next.stop(saveNothing)]).toEqual([undefined, undefined, undefined]);
});

test('a second call cannot be timed, in any window', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock();
  const [one, two] = [openTimer(folder.path, clock), openTimer(folder.path, clock)];
  await one.timer.start('one', customer('Acme'));
  await expect(two.timer.start('one', customer('Bolt'))).rejects.toMatchObject({ reason: 'invalid' });
  expect(two.timer.call?.target).toEqual(customer('Acme'));
  await two.timer.discard();
  await one.timer.pause();
  expect(one.timer.call).toBeUndefined();
});

test('a call that cannot be saved goes on, and a change that cannot be written fails', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock();
  let full = false;
  const { timer } = openTimer(folder.path, clock, ({ name }) =>
    full && name === 'create' ? 'ENOSPC' : undefined,
  );
  await timer.start('one', customer('Acme'));
  await expect(timer.stop(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
  expect(timer.call && isRunning(timer.call)).toBe(true);
  full = true;
  await expect(timer.pause()).rejects.toMatchObject({ reason: 'storage' });
  expect(timer.call && isRunning(timer.call)).toBe(true);
});

test('a damaged file is logged without the customer’s name, and the next call can be timed', async () => {
  await using folder = await temporaryFolder();
  const { timer, path, log } = openTimer(folder.path, fakeClock());
  await writeFile(path, '{"target":"Acme');
  await timer.reload();
  expect(timer.call).toBeUndefined();
  expect(log.lines.join()).toMatch(/call timer cannot be read/);
  expect(log.lines.join()).not.toContain('Acme');
  await timer.start('one', customer('Bolt'));
  expect(await readFile(path, 'utf8')).toContain('Bolt');
});

test('the user is warned of a call that lasts too long once, by one window', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock();
  const [one, two] = [openTimer(folder.path, clock), openTimer(folder.path, clock)];
  expect(await one.timer.warn()).toBe(false);
  await one.timer.start('one', customer('Acme'));
  const warnings = await Promise.all([one.timer.warn(), one.timer.warn()]);
  expect([...warnings, await two.timer.warn()]).toEqual([true, false, false]);
});

test('listeners are called after a change only', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock();
  const [one, two] = [openTimer(folder.path, clock), openTimer(folder.path, clock)];
  const customers: (string | undefined)[] = [];
  two.timer.onChange(() => customers.push(two.timer.call?.target?.id));
  await two.timer.reload();
  await one.timer.start('one', customer('Acme'));
  await two.timer.reload();
  await two.timer.reload();
  await one.timer.discard();
  await two.timer.reload();
  expect(customers).toEqual(['Acme', undefined]);
});

test('a call is as long as the timer ran in total, and never negative when the clock is set back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ does: fc.constantFrom('pause', 'resume', 'warn'), after: fc.nat(4 * 3600_000) }), {
        maxLength: 12,
      }),
      async (steps) => {
        await using folder = await temporaryFolder();
        const clock = fakeClock();
        const { timer } = openTimer(folder.path, clock);
        await timer.start('one', customer('Acme'));
        let running = true;
        let expected = 0;
        for (const { does, after } of steps) {
          await clock.advance(after);
          if (running) expected += after;
          if (does === 'pause') running = false;
          if (does === 'resume') running = true;
          await (does === 'pause' ? timer.pause() : does === 'resume' ? timer.resume() : timer.warn());
        }
        expect(talked(timer, clock)).toBe(expected);
        expect(timer.call && talkTime(timer.call, startTime(timer.call) - 3600_000)).toBeGreaterThanOrEqual(
          0,
        );
      },
    ),
    { numRuns: 30 },
  );
});

test('the clock’s text is what the form reads as a duration', () => {
  expect([0, 59_999, 60_000, 754_000, 3_909_000, 100 * 3600_000].map(clockText)).toEqual([
    '0:00',
    '0:59',
    '1:00',
    '12:34',
    '1:05:09',
    '100:00:00',
  ]);
  fc.assert(
    fc.property(fc.nat(99 * 3600), (seconds) => {
      expect(parseDuration(clockText(seconds * 1000))).toBe(seconds);
    }),
  );
});

test('a screen reader gets whole minutes, and for the first one "less than a minute"', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock();
  const { timer } = openTimer(folder.path, clock);
  await timer.start('work', customer('c1'));
  const spoken = () => timer.call && spokenLength(timer.call, clock.now());
  expect(spoken()).toBe('less than a minute');
  await clock.advance(2 * minute + 59_000);
  expect(spoken()).toBe('2 min');
});

test('the form is filled with customer, start and length', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock(Date.parse('2026-07-29T14:00:00.000Z'));
  const { timer } = openTimer(folder.path, clock);
  await timer.start('one', customer('Acme'));
  await clock.advance(754_000);
  const call = await timer.stop(saveNothing);
  if (!call) throw new Error('the call was stopped already');
  expect(callDraft(call, clock.now(), { backDating: true, targets: [] })).toMatchObject({
    id: call.id,
    target: customer('Acme'),
    values: {
      account: 'one',
      kind: 'call',
      targetType: 'customer',
      target: 'Acme',
      text: '',
      occurredAt: '2026-07-29T14:00:00.000Z',
      duration: '12:34',
    },
  });
  expect(callDraft(call, clock.now(), { backDating: false, targets: [] }).values.occurredAt).toBe('');
});

test('whom a call is with can be said later, and only while there is one', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock();
  const { timer } = openTimer(folder.path, clock);
  await timer.start('one', undefined);
  const runs = timer.call?.runs;
  await clock.advance(minute);
  await timer.setTarget('two', customer('Acme'));
  expect(timer.call).toMatchObject({ accountId: 'two', target: customer('Acme'), runs });
  const { timer: next } = openTimer(folder.path, clock);
  await next.reload();
  expect(next.call?.target).toEqual(customer('Acme'));
  await next.discard();
  await timer.setTarget('one', customer('Other'));
  expect(timer.call).toBeUndefined();
});
