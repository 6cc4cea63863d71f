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
import { write } from '../../../support/composeHarness.ts';
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

test('a call is timed at once, and whom it is with is asked meanwhile', async () => {
  await using harness = await startEditorHarness();
  const { editor, services, timer, clock } = harness;
  const began = clock.now();
  const started = startCallTimer(services, undefined);
  const pick = await editor.picks.next();
  expect(pick.title).toBe('Start Call Timer');
  expect([timer.call?.runs, timer.call?.target]).toEqual([[{ from: began }], undefined]);
  await clock.advance(minute);
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  await started;
  expect(timer.call).toMatchObject({
    accountId: 'one',
    target: customer('Acme'),
    runs: [{ from: began }],
  });
});

test('without an answer the call is timed for nobody, and its time goes into the form', async () => {
  await using harness = await startEditorHarness();
  const { services, editor, timer, clock, composer, drafts } = harness;
  const started = startCallTimer(services, undefined);
  (await editor.picks.next()).escape();
  await started;
  await clock.advance(2 * minute);
  expect(timer.call?.target).toBeUndefined();
  await stopCallTimer(services);
  expect(composer.draft.values).toMatchObject({ kind: 'call', target: '', duration: '2:00' });
  expect([(await drafts.all()).length, editor.commands.at(-1)]).toEqual([1, ['notelog.form.focus']]);
});

test('it starts for the customer in the form, and what was noted there meanwhile gets the time', async () => {
  await using harness = await startEditorHarness();
  const { services, editor, timer, clock, composer } = harness;
  await write(harness, 'Wants SSO.');
  const { id } = composer.draft;
  await startCallTimer(services, undefined);
  expect([timer.call?.target, composer.draft.values.kind]).toEqual([customer('Acme'), 'call']);
  await clock.advance(minute);
  composer.edit('text', 'Wants SSO by June.');
  await stopCallTimer(services);
  expect(composer.draft).toMatchObject({
    id,
    values: {
      text: 'Wants SSO by June.',
      kind: 'call',
      duration: '1:00',
      occurredAt: '2026-07-29T14:05:59.123Z',
    },
  });
  expect(editor.questions.left).toEqual([]);
});

test('a note about somebody else, or a call that has a length, keeps its own', async () => {
  for (const [target, duration] of [
    ['Other', ''],
    ['Acme', '3:00'],
  ] as const) {
    await using harness = await openTimed();
    await write(harness, 'Something else.', target);
    harness.composer.edit('kind', 'call');
    harness.composer.edit('duration', duration);
    const { id } = harness.composer.draft;
    await stopCallTimer(harness.services);
    expect(harness.composer.draft.id).not.toBe(id);
    expect(harness.composer.draft.values).toMatchObject({ target: 'Acme', text: '', duration: '1:00' });
    expect(harness.composer.holds(id)).toBe(true);
  }
});

test('a time that cannot be saved is not left in the form, and the timer goes on', async () => {
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  await using harness = await openTimed({ files });
  await write(harness, 'Wants SSO.');
  disk.fault = ({ name, path }) => (name === 'create' && path.includes('drafts') ? 'ENOSPC' : undefined);
  await expect(stopCallTimer(harness.services)).rejects.toMatchObject({ reason: 'storage' });
  expect([harness.timer.call?.target?.id, harness.composer.draft.values.duration]).toEqual(['Acme', '']);
  disk.fault = () => undefined;
  await harness.clock.advance(minute);
  await stopCallTimer(harness.services);
  expect(harness.composer.draft.values).toMatchObject({ text: 'Wants SSO.', duration: '2:00' });
});

test('a note that is just being logged gets no time of a call: it gets a draft of its own', async () => {
  await using harness = await openTimed();
  await write(harness, 'Wants SSO.');
  const logged = harness.composer.log();
  await stopCallTimer(harness.services);
  expect((await logged)?.note).not.toHaveProperty('durationSeconds');
  expect(harness.composer.draft.values).toMatchObject({ text: '', target: 'Acme', duration: '1:00' });
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
  expect(timer.call?.target?.id).toBe('Acme');
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
  expect([harness.timer.call?.target?.id, harness.editor.commands]).toEqual(['Acme', []]);
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
    [
      '$(primitive-square) Stop and Log Call',
      '$(debug-pause) Pause',
      '$(person) Change Customer…',
      '$(trash) Discard',
    ],
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

test('whom the call is with can be chosen and changed while it is timed', async () => {
  await using harness = await startEditorHarness();
  const { editor, services, timer } = harness;
  await timer.start('one', undefined);
  const shown = showCallTimer(services);
  const pick = await editor.picks.next();
  expect(pick.title).toBe('Call with nobody yet');
  await pick.choose('$(person) Choose Customer…');
  const whom = await editor.picks.next();
  whom.type('Acme');
  await whom.choose('Look up customer “Acme”');
  await shown;
  expect(timer.call?.target).toEqual(customer('Acme'));
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
  expect([editor.messages.left, timer.call.target?.id]).toEqual([[], 'Acme']);
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
