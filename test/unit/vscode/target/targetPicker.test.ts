import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { TargetPicker, type TargetAnswer } from '../../../../src/vscode/target/targetPicker.ts';
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
  const chosen: TargetAnswer[] = [];
  const box = new StepBox((ms) => harness.clock.wait(ms));
  const accounts = [open];
  const question = { title: 'New Note', placeholder: 'Whom?', accounts, connectable: [] };
  const picker = new TargetPicker(harness, question);
  const reply = picker.ask(box, 2).then((answer) => {
    if (answer.reply === 'value') chosen.push(answer.value);
    return answer;
  });
  const pick = await editor.picks.next();
  return {
    picker,
    box,
    pick,
    reply,
    chosen,
    clock: harness.clock,
    recent: harness.recent,
    filled: () => expect.poll(() => index?.status.whole).toBe(true),
    [Symbol.asyncDispose]: async () => {
      pick.dispose();
      picker.dispose();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('a target is found by what is typed, and read before it is the answer', async () => {
  await using picker = await openPicker({ within: [] });
  await picker.filled();
  picker.pick.type('acme');
  expect(picker.pick.labels).toEqual([
    'Acme',
    '$(search) Look up customer “acme” in Account one',
    '$(search) Look up order “acme” in Account one',
  ]);
  await picker.pick.choose('Acme');
  expect([picker.pick.labels, picker.pick.busy]).toEqual([['$(sync~spin) Reading Acme…'], true]);
  const picked = { accountId: 'one', target: customer('c2'), notChecked: undefined };
  const answer = { picked, said: undefined };
  expect(await picker.reply).toEqual({ reply: 'value', value: answer });
  expect([picker.chosen, picker.pick.isShown]).toEqual([[answer], true]);
});

test('Back leaves an entered target before it leaves the question', async () => {
  await using picker = await openPicker();
  await picker.filled();
  const { pick } = picker;
  pick.type('acme');
  await pick.choose('Acme');
  expect([pick.title, pick.value, pick.placeholder]).toEqual([
    'New Note · Acme',
    '',
    'Choose the customer or an order',
  ]);
  await expect.poll(() => pick.labels).toEqual(['Acme', 'Orders', 'First order', 'Second order']);
  pick.press(QuickInputButtons.Back);
  expect([pick.title, pick.value, pick.labels[0]]).toEqual(['New Note', 'acme', 'Acme']);
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
  await expect.poll(() => picker.pick.items[0]?.buttons?.[0]?.tooltip).toBe('Unpin');
  expect(picker.recent.pinned('one')).toMatchObject([{ id: 'c2' }]);
  picker.pick.pressOnRow('Acme');
  await expect.poll(() => picker.pick.items[0]?.buttons?.[0]?.tooltip).toBe('Pin');
  expect(picker.recent.pinned('one')).toEqual([]);
});

test('what is found meanwhile appears, unless the user has moved on to another row', async () => {
  await using picker = await openPicker();
  const { pick } = picker;
  pick.type('acme');
  const before = pick.labels;
  await picker.filled();
  pick.activeItems = [pick.row('Look up order “acme”')];
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
  const highlighted = pick.items.indexOf(pick.row('Look up customer “umbrella”'));
  pick.type('umbrella 33').enterAt(highlighted);
  await picker.reply;
  expect(picker.chosen).toMatchObject([{ picked: { target: { id: 'c2' } } }]);
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
  expect(picker.chosen).toMatchObject([{ picked: { target: { id: 'c3' } } }]);
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
