import { expect, test } from 'vitest';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import {
  discardCallTimer,
  pauseCallTimer,
  showCallTimer,
  startCallTimer,
  stopCallTimer,
  warnOfLongCall,
} from '../../../../src/vscode/commands/callTimer.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import {
  startEditorHarness,
  type EditorHarness,
  type EditorHarnessOptions,
} from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { customer, fakeService, storedAs } from '../../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../../support/faultyFiles.ts';
import { groupRow, noteRow } from '../../../support/treeRows.ts';

const minute = 60_000;

/** A harness with a call to Acme that has been timed for a minute. */
async function openTimed(options: EditorHarnessOptions = {}) {
  const harness = await startEditorHarness(options);
  await harness.timer.start('one', customer('Acme'));
  await harness.clock.advance(minute);
  return harness;
}

const groupOf = ({ book }: EditorHarness): TreeNode =>
  groupRow({ by: 'customer', account: book.default().account, target: customer('Acme') });

test('a call is timed for a customer that is asked for', async () => {
  await using harness = await startEditorHarness();
  const { editor, services, timer } = harness;
  const started = startCallTimer(services, undefined);
  const pick = await editor.picks.next();
  expect(pick.title).toBe('Start Call Timer');
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  await started;
  expect(timer.call).toMatchObject({ accountId: 'one', target: customer('Acme') });
});

test('Escape starts no timer', async () => {
  await using harness = await startEditorHarness();
  const started = startCallTimer(harness.services, undefined);
  (await harness.editor.picks.next()).escape();
  await started;
  expect(harness.timer.call).toBeUndefined();
});

test('a row of a customer or of one of its notes starts it at once', async () => {
  await using harness = await startEditorHarness();
  const { services, timer, book } = harness;
  await startCallTimer(services, groupOf(harness));
  expect(timer.call?.target).toEqual(customer('Acme'));
  await timer.discard();
  const note = storedAs('n1', entryOf('a'));
  const { account } = book.default();
  await startCallTimer(services, noteRow(note, account));
  expect(timer.call?.target.id).toBe('Acme');
});

test('an account that keeps no calls gets no timer', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm', { kinds: ['note'] })] });
  await startCallTimer(harness.services, groupOf(harness));
  await harness.editor.answer('Account one takes notes, but no calls.');
  expect(harness.timer.call).toBeUndefined();
});

test('a second call is not timed; the first one can be logged', async () => {
  await using harness = await openTimed();
  const started = startCallTimer(harness.services, groupOf(harness));
  await harness.editor.answer(
    'A call with Acme of crm is being timed. Stop it before you start another.',
    'Stop and Log Call',
  );
  await started;
  expect([harness.timer.call, harness.composer.draft.values.duration]).toEqual([undefined, '1:00']);
});

test('a stopped call is in the form and on the disk', async () => {
  await using harness = await openTimed();
  const { services, composer, drafts, timer, editor } = harness;
  await stopCallTimer(services);
  expect(composer.draft.values).toMatchObject({
    kind: 'call',
    target: 'Acme',
    duration: '1:00',
    occurredAt: '2026-07-29T14:05:59.123Z',
  });
  expect([(await drafts.all()).length, timer.call, editor.commands.at(-1)]).toEqual([
    1,
    undefined,
    ['notelog.form.focus'],
  ]);
});

test('a service that takes no dates gets none', async () => {
  await using harness = await openTimed({ services: [fakeService('crm', { backDating: false })] });
  await stopCallTimer(harness.services);
  expect(harness.composer.draft.values).toMatchObject({ duration: '1:00', occurredAt: '' });
});

test('a disk that takes no draft leaves the timer running', async () => {
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  await using harness = await openTimed({ files });
  disk.fault = ({ name, path }) => (name === 'create' && path.includes('drafts') ? 'ENOSPC' : undefined);
  await expect(stopCallTimer(harness.services)).rejects.toMatchObject({ reason: 'storage' });
  expect([harness.timer.call?.target.id, harness.editor.commands]).toEqual(['Acme', []]);
});

test('a call can be paused and resumed', async () => {
  await using harness = await openTimed();
  const { services, timer, clock } = harness;
  await pauseCallTimer(services);
  await clock.advance(minute);
  expect(timer.call?.runs).toHaveLength(1);
  await pauseCallTimer(services);
  expect(timer.call?.runs).toHaveLength(2);
  await stopCallTimer(services);
  expect(harness.composer.draft.values.duration).toBe('1:00');
});

test('a timer is discarded only when the user confirms', async () => {
  await using harness = await openTimed();
  const { editor, services, timer, composer } = harness;
  const command = discardCallTimer(services);
  const question = await editor.answer('Discard the call timer?');
  expect([question.modal, question.detail]).toEqual([true, 'Acme of crm, 1:00']);
  await command;
  expect(timer.call).toBeDefined();
  const discarded = discardCallTimer(services);
  await editor.answer('Discard the call timer?', 'Discard');
  await discarded;
  expect([timer.call, composer.hasContent]).toEqual([undefined, false]);
});

test.each([
  ['pause', pauseCallTimer],
  ['stop', stopCallTimer],
  ['discard', discardCallTimer],
] as const)('with no call there is none to %s', async (_, run) => {
  await using harness = await startEditorHarness();
  await run(harness.services);
  await harness.editor.answer('No call is being timed.');
});

test('the status bar’s entry offers what can be done with the call', async () => {
  await using harness = await openTimed();
  const { editor, services, timer } = harness;
  const firstTry = showCallTimer(services);
  const pick = await editor.picks.next();
  expect([pick.title, pick.labels]).toEqual([
    'Call with Acme of crm',
    ['$(primitive-square) Stop and Log Call', '$(debug-pause) Pause', '$(trash) Discard'],
  ]);
  pick.escape();
  await firstTry;
  const paused = showCallTimer(services);
  await editor.choose('Pause');
  await paused;
  expect(timer.call?.runs.at(-1)?.to).toBeDefined();
  const resumed = showCallTimer(services);
  await editor.choose('Resume');
  await resumed;
  expect(timer.call?.runs).toHaveLength(2);
  const secondTry = showCallTimer(services);
  await editor.choose('Discard');
  await editor.answer('Discard the call timer?');
  await secondTry;
  const stopped = showCallTimer(services);
  await editor.choose('Stop and Log Call');
  await stopped;
  expect([timer.call, harness.composer.draft.values.kind]).toEqual([undefined, 'call']);
});

test('without a call, the same entry starts one', async () => {
  await using harness = await startEditorHarness();
  const started = showCallTimer(harness.services);
  const pick = await harness.editor.picks.next();
  expect(pick.title).toBe('Start Call Timer');
  pick.escape();
  await started;
});

test('the user is asked about a forgotten timer once', async () => {
  await using harness = await openTimed();
  const { services, timer, clock, editor } = harness;
  await clock.advance(299 * minute);
  if (!timer.call) throw new Error('no call is timed');
  const { call } = timer;
  const warned = warnOfLongCall(services, call);
  await editor.answer(
    'The call timer for Acme of crm has been running for 5 h. Is the call still going on?',
    'Keep Running',
  );
  await warned;
  await warnOfLongCall(services, call);
  expect([editor.messages.left, timer.call.target.id]).toEqual([[], 'Acme']);
});

test.each([
  ['Stop and Log Call', 'call'],
  ['Discard Timer', 'note'],
])('%s ends a forgotten timer', async (button, kind) => {
  await using harness = await openTimed();
  const { services, timer, editor, composer } = harness;
  if (!timer.call) throw new Error('no call is timed');
  const warned = warnOfLongCall(services, timer.call);
  await editor.answer('Is the call still going on?', button);
  await warned;
  expect([timer.call, composer.draft.values.kind]).toEqual([undefined, kind]);
});
