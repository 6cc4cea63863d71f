import { expect, test } from 'vitest';
import type { TimedCall } from '../../../../src/call/timedCall.ts';
import { CallTimerStatus } from '../../../../src/vscode/call/callTimerStatus.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';

const target = { type: 'customer', id: 'Acme', name: 'Acme Corp' };

async function open() {
  const harness = await startEditorHarness();
  const forgotten: TimedCall[] = [];
  const { timer, clock, editor } = harness;
  const status = new CallTimerStatus({ timer, clock, onTooLong: (call) => void forgotten.push(call) });
  const [item] = editor.statusBarItems;
  if (!item) throw new Error('there is no entry in the status bar');
  return {
    ...harness,
    item,
    forgotten,
    status,
    [Symbol.asyncDispose]: async () => {
      status.dispose();
      await harness[Symbol.asyncDispose]();
    },
  };
}

test('without a call nothing is shown', async () => {
  await using opened = await open();
  const { item, editor } = opened;
  expect([item.isShown, editor.contexts.get('notelog.timing')]).toEqual([false, false]);
});

test('a call with nobody yet is shown, too', async () => {
  await using opened = await open();
  const { item, timer } = opened;
  await timer.start('one', undefined);
  expect([item.text, item.accessibilityInformation?.label]).toEqual([
    '$(call-outgoing) 0:00 Nobody yet',
    'Call with nobody yet, less than a minute',
  ]);
});

test('a call is shown second by second, and read out by the minute', async () => {
  await using opened = await open();
  const { item, timer, clock, editor } = opened;
  await timer.start('one', target);
  expect([item.text, item.isShown, editor.contexts.get('notelog.timing')]).toEqual([
    '$(call-outgoing) 0:00 Acme Corp',
    true,
    true,
  ]);
  await clock.advance(3_000);
  expect(item.text).toBe('$(call-outgoing) 0:02 Acme Corp');
  expect(item.accessibilityInformation?.label).toBe('Call with Acme Corp, less than a minute');
  await timer.pause();
  await clock.advance(60_000);
  expect(item.text).toBe('$(debug-pause) 0:03 Acme Corp');
  expect(item.tooltip).toBe('Paused call with Acme Corp\nClick to resume, stop or discard the timer.');
  await timer.discard();
  expect([item.isShown, editor.contexts.get('notelog.timing')]).toEqual([false, false]);
});

test('a call that another window has ended disappears', async () => {
  await using opened = await open();
  const { item, timer, clock, files, folder } = opened;
  await timer.start('one', target);
  for (const name of await files.names(folder))
    if (name.includes('call')) await files.remove(`${folder}/${name}`);
  const isShown = async (): Promise<boolean> => {
    await clock.advance(11_000);
    return item.isShown;
  };
  await expect.poll(isShown).toBe(false);
});

test('a long name is cut, and an icon in it stays text', async () => {
  await using opened = await open();
  await opened.timer.start('one', { ...target, name: `$(trash) ${'👩‍👩‍👧'.repeat(30)}` });
  expect(opened.item.text).toBe(`$(call-outgoing) 0:00 $\u2060(trash) ${'👩‍👩‍👧'.repeat(14)}…`);
});

test('a call of hours stands out, and nobody is asked about it twice', async () => {
  await using opened = await open();
  const { item, timer, clock, forgotten } = opened;
  await timer.start('one', target);
  expect(item.backgroundColor).toBeUndefined();
  opened.status.dispose();
  await clock.advance(4 * 3600_000);
  await timer.warn();
  expect([item.backgroundColor?.id, forgotten]).toEqual(['statusBarItem.warningBackground', []]);
});

test('a call of hours that nobody was asked about is asked about', async () => {
  await using opened = await open();
  const { timer, clock, forgotten } = opened;
  await timer.start('one', target);
  opened.status.dispose();
  await clock.advance(4 * 3600_000);
  await timer.pause();
  await timer.resume();
  expect(forgotten.map((call) => call.target?.id)).toEqual(['Acme']);
});
