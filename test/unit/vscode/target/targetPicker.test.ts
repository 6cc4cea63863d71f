import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { pickTarget, type PickedTarget } from '../../../../src/vscode/pickTarget.ts';
import { StepBox } from '../../../../src/vscode/box/stepBox.ts';
import { openMemoryHarness } from '../../../support/composeHarness.ts';
import { openEditor } from '../../../support/editor/editor.ts';
import { settle } from '../../../support/fakeClock.ts';
import { customer } from '../../../support/fakeProvider.ts';
import { listingService, type ListingOptions } from '../../../support/listingService.ts';

async function openPicker(options: ListingOptions = {}) {
  const editor = openEditor();
  const harness = openMemoryHarness({ services: [listingService(options)] });
  const open = harness.book.default();
  const index = harness.directories.of(open, 'customer');
  const chosen: PickedTarget[] = [];
  const box = new StepBox((ms) => harness.clock.wait(ms));
  const question = { title: 'New Note', open, step: 2, typed: '' };
  const reply = pickTarget({ ...harness, box }, question, (picked) => void chosen.push(picked));
  const pick = await editor.picks.next();
  return {
    box,
    pick,
    reply,
    chosen,
    clock: harness.clock,
    recent: harness.recent,
    filled: () => expect.poll(() => index?.status.whole).toBe(true),
    [Symbol.asyncDispose]: async () => {
      pick.dispose();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('a target is found by what is typed, and read before it is the answer', async () => {
  await using picker = await openPicker({ within: [] });
  await picker.filled();
  picker.pick.type('acme');
  expect(picker.pick.labels).toEqual(['Found', 'Acme', '$(search) Customer acme', '$(search) Order acme']);
  await picker.pick.choose('Acme');
  expect([picker.pick.labels, picker.pick.busy]).toEqual([['$(sync~spin) Reading Acme…'], true]);
  const answer = { target: customer('c2'), notChecked: undefined };
  expect(await picker.reply).toEqual({ reply: 'value', value: answer });
  expect([picker.chosen, picker.pick.isShown]).toEqual([[answer], true]);
});

test('Back leaves an entered target before it leaves the question', async () => {
  await using picker = await openPicker();
  await picker.filled();
  const { pick } = picker;
  pick.type('acme');
  await pick.choose('Acme');
  expect([pick.title, pick.value, pick.placeholder]).toEqual(['New Note · Acme', '', 'What of Acme?']);
  await expect.poll(() => pick.labels).toEqual(['Acme', 'Orders', 'First order', 'Second order']);
  pick.press(QuickInputButtons.Back);
  expect([pick.title, pick.value, pick.labels[1]]).toEqual(['New Note', 'acme', 'Acme']);
  pick.press(QuickInputButtons.Back);
  expect([await picker.reply, picker.chosen]).toEqual([{ reply: 'back' }, []]);
});

test('Escape leaves the question', async () => {
  await using picker = await openPicker();
  picker.pick.escape();
  expect([await picker.reply, picker.chosen]).toEqual([{ reply: 'closed' }, []]);
});

test('the button of a row pins it, and unpins it again', async () => {
  await using picker = await openPicker();
  await picker.filled();
  picker.pick.type('acme');
  picker.pick.pressOnRow('Acme');
  await expect.poll(() => picker.pick.labels[0]).toBe('Pinned');
  expect(picker.recent.pinned('one')).toMatchObject([{ id: 'c2' }]);
  picker.pick.pressOnRow('Acme');
  await expect.poll(() => picker.pick.labels[0]).toBe('Found');
  expect(picker.recent.pinned('one')).toEqual([]);
});

test('what is found meanwhile appears, unless the user has moved on to another row', async () => {
  await using picker = await openPicker();
  const { pick } = picker;
  pick.type('acme');
  const before = pick.labels;
  await picker.filled();
  pick.activeItems = [pick.row('Order acme')];
  await picker.clock.advance(500);
  expect(pick.labels).toEqual(before);
  pick.activeItems = [];
  pick.type('acme ');
  expect(pick.labels).toContain('Acme');
});

test('what is found meanwhile appears by itself', async () => {
  await using picker = await openPicker();
  picker.pick.type('acme');
  expect(picker.pick.labels).not.toContain('Acme');
  await picker.filled();
  await picker.clock.advance(500);
  expect(picker.pick.labels).toContain('Acme');
});

test('an icon in a customer’s name stays text', async () => {
  await using picker = await openPicker({ names: ['$(trash) Acme'] });
  await picker.filled();
  picker.pick.type('acme');
  expect(picker.pick.row('Acme').label).toBe('$\u2060(trash) Acme');
});

test('Enter right after the last letter means what fits the text, not the row that was highlighted before', async () => {
  await using picker = await openPicker({ names: ['Acme', 'Umbrella 33', 'Umbrella 34'], within: [] });
  await picker.filled();
  await picker.recent.add('one', customer('c1'));
  const { pick } = picker;
  pick.type('umbrella');
  await settle();
  const highlighted = pick.items.indexOf(pick.row('Customer umbrella'));
  pick.type('umbrella 33').enterAt(highlighted);
  await picker.reply;
  expect(picker.chosen).toMatchObject([{ target: { id: 'c2' } }]);
});

test('Enter chooses nothing while several fit and none is drawn, and takes the highlighted row then', async () => {
  await using picker = await openPicker({ names: ['Acme', 'Umbrella 33', 'Umbrella 34'], within: [] });
  await picker.filled();
  const { pick } = picker;
  pick.type('umbrella').enter();
  expect([pick.value, pick.title, picker.chosen]).toEqual([
    'umbrella',
    'New Note · Several fit “umbrella”: choose one',
    [],
  ]);
  await pick.choose('Umbrella 34');
  await picker.reply;
  expect(picker.chosen).toMatchObject([{ target: { id: 'c3' } }]);
});

test('what is typed while a customer is read is for the next question, and a letter less takes the choice back', async () => {
  await using picker = await openPicker({ within: [] });
  await picker.filled();
  const { pick } = picker;
  pick.type('acme').enter();
  expect(pick.labels).toEqual(['$(sync~spin) Reading Acme…']);
  pick.type('acm');
  expect([pick.busy, picker.chosen]).toEqual([false, []]);
  pick.type('acme').enter();
  pick.type('acmeHello');
  expect(pick.labels).toEqual(['$(sync~spin) Reading Acme…']);
  await picker.reply;
  expect([picker.chosen.length, picker.box.text]).toEqual([1, 'Hello']);
});
