import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { OutboxStatus } from '../../../../src/vscode/outbox/outboxStatus.ts';
import { openEditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';

const agent = { via: 'mcp', name: 'An agent' } as const;
const far = Date.parse('2030-01-01');
const waiting = {
  state: 'waiting',
  due: far,
  failure: { reason: 'offline', message: 'No connection.' },
} as const;
const refused = { state: 'refused', failure: { reason: 'refused', message: 'Too short.' } } as const;

async function open() {
  // Not started: nothing is sent meanwhile.
  const harness = await openEditorHarness();
  await harness.outbox.load();
  const view: { badge: vscode.ViewBadge | undefined } = { badge: undefined };
  const { outbox, proposals, clock, editor } = harness;
  const status = new OutboxStatus({ outbox, proposals, clock, view });
  const [item] = editor.statusBarItems;
  if (!item) throw new Error('there is no entry in the status bar');
  return {
    ...harness,
    view,
    item,
    [Symbol.asyncDispose]: async () => {
      status.dispose();
      await harness[Symbol.asyncDispose]();
    },
  };
}

test('nothing is shown when no note waits', async () => {
  await using opened = await open();
  await opened.clock.advance(250);
  expect([opened.item.isShown, opened.view.badge]).toEqual([false, undefined]);
});

test('what waits is counted at the view, and the status bar shows only what needs the user', async () => {
  await using opened = await open();
  const { outbox, clock, item, view } = opened;
  await outbox.enqueue(entryOf('a', { status: waiting }));
  await clock.advance(250);
  expect([item.isShown, view.badge?.value]).toEqual([false, 1]);
  await outbox.enqueue(entryOf('b', { status: refused }));
  await clock.advance(250);
  expect([item.isShown, item.text, item.backgroundColor?.id, view.badge]).toEqual([
    true,
    '$(warning) 1 note needs attention, 1 pending',
    'statusBarItem.warningBackground',
    { value: 2, tooltip: '1 note needs attention, 1 pending' },
  ]);
  expect(item.accessibilityInformation?.label).toBe(
    'Notelog: 1 note needs attention, 1 pending. Shows Recent Notes.',
  );
  for (const id of ['a', 'b']) await (await outbox.claim(id))?.remove();
  await clock.advance(250);
  expect([item.isShown, view.badge]).toEqual([false, undefined]);
});

test('what was proposed needs the user: it is counted, and no warning', async () => {
  await using opened = await open();
  const { outbox, proposals, clock, item, view } = opened;
  const propose = (text: string) => proposals.propose({ customer: { query: 'Acme' }, text }, agent);
  await propose('One');
  await proposals.reload();
  await clock.advance(250);
  expect([item.isShown, item.text, item.backgroundColor, view.badge]).toEqual([
    true,
    '$(bell-dot) 1 proposed note needs your OK',
    undefined,
    { value: 1, tooltip: '1 proposed note needs your OK' },
  ]);
  await propose('Two');
  await proposals.reload();
  await outbox.enqueue(entryOf('a', { status: waiting }));
  await clock.advance(250);
  expect([item.text, view.badge]).toEqual([
    '$(bell-dot) 2 proposed notes need your OK',
    { value: 3, tooltip: '1 note pending, 2 proposed notes need your OK' },
  ]);
  await outbox.enqueue(entryOf('b', { status: refused }));
  await clock.advance(250);
  expect([item.text, item.backgroundColor?.id]).toEqual([
    '$(warning) 1 note needs attention, 1 pending, 2 proposed notes need your OK',
    'statusBarItem.warningBackground',
  ]);
  for (const { proposal } of proposals.pending) await proposals.decline(proposal, () => Promise.resolve());
  for (const id of ['a', 'b']) await (await outbox.claim(id))?.remove();
  await clock.advance(250);
  expect([item.isShown, view.badge]).toEqual([false, undefined]);
});

test('a note that goes out at once does not flash', async () => {
  await using opened = await open();
  const { outbox, clock, item } = opened;
  await clock.advance(250);
  await outbox.enqueue(entryOf('a', { status: refused }));
  await (await outbox.claim('a'))?.remove();
  expect(item.isShown).toBe(false);
  await clock.advance(250);
  expect(item.isShown).toBe(false);
});
