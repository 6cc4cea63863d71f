import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { askChoice, askInTurn, askMasked, askText, onAnswer } from '../../../../src/vscode/ask.ts';
import { StepBox } from '../../../../src/vscode/box/stepBox.ts';
import { constant, verbatim } from '../../../../src/vscode/verbatim.ts';
import { openEditor } from '../../../support/editor/editor.ts';
import { fakeClock, settle } from '../../../support/fakeClock.ts';

/** A box that is shown before anything is asked in it, two questions, and what was answered. */
function openBox() {
  const editor = openEditor();
  const clock = fakeClock();
  const box = new StepBox((ms) => clock.wait(ms));
  box.open(constant`New Note`);
  const [pick] = editor.madePicks;
  if (!pick) throw new Error('The box is not shown.');
  const answers: unknown[] = [];
  const store = (value: unknown) => answers.push(value);
  const items = ['Work', 'Home', 'Homestead'].map((label) => ({ label: verbatim(label), value: label }));
  const typed: string[] = [];
  const account = (step: number) =>
    onAnswer(askChoice(box, { title: 'New Note', placeholder: 'Which account?', items, step }), store);
  const text = (step: number) =>
    onAnswer(
      askText(box, {
        title: 'Text',
        prompt: 'Enter sends it',
        step,
        typed: (value) => typed.push(value),
        problem: (value) => (value === '' ? 'Write something.' : undefined),
      }),
      store,
    );
  const askBoth = () => askInTurn(box, [account, text]);
  return { editor, clock, box, pick, answers, typed, account, text, askBoth };
}

test('one picker asks all questions: it is shown at once and disposed of after the last', async () => {
  const { editor, pick, answers, askBoth } = openBox();
  expect([pick.isShown, pick.title, pick.busy]).toEqual([true, 'New Note', true]);
  const asked = askBoth();
  await pick.choose('Work');
  await settle();
  expect([pick.isShown, pick.title, pick.busy, pick.value]).toEqual([true, 'Text', false, '']);
  pick.type('Hello').enter();
  expect([await asked, answers, pick.isDisposed]).toEqual([true, ['Work', 'Hello'], true]);
  expect(editor.madePicks).toEqual([pick]);
});

test('what is typed before the questions are ready answers them in their turn, Enter included', async () => {
  const { pick, answers, typed, askBoth } = openBox();
  pick.type('work').enter();
  pick.type('workHello').enter();
  pick.type('workHello there');
  expect([await askBoth(), answers, typed.at(-1)]).toEqual([true, ['Work', 'Hello'], 'Hello']);
});

test('what is typed between Enter and the next question begins the next one, and the box is set right in a pause', async () => {
  const { clock, pick, answers, typed, askBoth } = openBox();
  pick.type('work').enter();
  pick.type('workHel');
  const asked = askBoth();
  await settle();
  expect([pick.title, pick.value, typed]).toEqual(['Text', 'workHel', ['Hel']]);
  pick.type('workHell');
  await clock.advance(200);
  expect(pick.value).toBe('workHell');
  await clock.advance(200);
  expect(pick.value).toBe('Hell');
  pick.type('Hello').enter();
  expect([await asked, answers]).toEqual([true, ['Work', 'Hello']]);
});

test('Enter on an early text with which something is wrong says so, and the text stays', async () => {
  const { pick, answers, typed, text, box } = openBox();
  pick.enter();
  pick.type('Hel').enter();
  void askInTurn(box, [text]);
  await settle();
  expect([pick.validationMessage, pick.value, answers, typed.at(-1)]).toEqual([
    'Write something.',
    'Hel',
    [],
    'Hel',
  ]);
  pick.enter();
  await settle();
  expect(answers).toEqual(['Hel']);
});

test('Enter before the rows are drawn takes the only one that fits; otherwise the box says why, and keeps its text', async () => {
  const { pick, answers, askBoth } = openBox();
  pick.type('home').enter();
  void askBoth();
  expect([pick.title, pick.value, answers]).toEqual([
    'New Note · Several fit “home”: choose one',
    'home',
    [],
  ]);
  pick.type('homex').enter();
  expect(pick.title).toBe('New Note · Nothing fits “homex”');
  pick.type('');
  expect(pick.title).toBe('New Note');
  pick.enter();
  expect([pick.title, answers]).toEqual(['New Note · Choose a row, or type', []]);
  pick.type('homes').enter();
  await settle();
  expect([answers, pick.title]).toEqual([['Homestead'], 'Text']);
});

test('the highlighted row is taken once it is drawn, however many fit', async () => {
  const { pick, answers, askBoth } = openBox();
  void askBoth();
  pick.type('home');
  await pick.choose('Home');
  await settle();
  expect(answers).toEqual(['Home']);
});

test('a second Enter does not answer the next question', async () => {
  const { pick, answers, askBoth } = openBox();
  pick.type('work').enter();
  pick.enter();
  void askBoth();
  await settle();
  expect([answers, pick.title, pick.validationMessage]).toEqual([['Work'], 'Text', 'Write something.']);
});

test('rows never touch the text', async () => {
  const { pick, text, box } = openBox();
  void askInTurn(box, [text]);
  pick.enter();
  const set: string[] = [];
  pick.onDidChangeValue((value) => set.push(value));
  pick.type('H');
  pick.items = [];
  await settle();
  expect([set, pick.value]).toEqual([['H'], 'H']);
});

test('Back discards what is typed for the question that is left', async () => {
  const { pick, typed, askBoth } = openBox();
  void askBoth();
  await pick.choose('Work');
  await settle();
  pick.type('Hel').press(QuickInputButtons.Back);
  await settle();
  expect([pick.title, pick.value, typed]).toEqual(['New Note', '', ['Hel']]);
});

test.each(['before', 'while'])('Escape %s a question is asked ends the series', async (when) => {
  const { editor, pick, answers, askBoth } = openBox();
  if (when === 'before') pick.escape();
  const asked = askBoth();
  if (when === 'while') pick.escape();
  expect([await asked, answers, pick.isDisposed, editor.madePicks]).toEqual([false, [], true, [pick]]);
});

test('a key is asked for in a masked box, and the question after it in a new picker', async () => {
  const { editor, box, pick, text } = openBox();
  const asked = askInTurn(box, [(step) => askMasked(box, { title: 'Key', prompt: 'Key', step }), text]);
  const masked = await editor.inputs.next();
  expect([masked.password, pick.isDisposed]).toEqual([true, true]);
  masked.type('sk-1').enter();
  const next = await editor.picks.next();
  expect([next === pick, next.value, next.isShown]).toEqual([false, '', true]);
  next.escape();
  expect(await asked).toBe(false);
});

test('Escape before a key is asked for asks for none', async () => {
  const { editor, box, pick } = openBox();
  pick.escape();
  expect(await askMasked(box, { title: 'Key', prompt: 'Key' })).toEqual({ reply: 'closed' });
  expect(editor.questions.left).toEqual([]);
});

test('a row that looks different now, and means the same, is taken before it is drawn anew', async () => {
  const { box, pick } = openBox();
  const row = (label: string, id: number) => ({ label: verbatim(label), id });
  const reply = box.ask<ReturnType<typeof row>, number>({ meaningOf: ({ id }) => id }, (step) => {
    step.show([row('Acme', 1), row('Acorn', 2)], '');
    return {
      typed: () => undefined,
      entered: (_, chosen) => {
        if (chosen) step.answer({ reply: 'value', value: chosen.id });
        return chosen !== undefined;
      },
      pressed: () => step.show([row('Acme, pinned', 1), row('Acorn, pinned', 2)], ''),
    };
  });
  await settle();
  pick.press(QuickInputButtons.Back);
  pick.enterAt(1);
  expect(await reply).toEqual({ reply: 'value', value: 2 });
});

test('Enter that is waited for answers no question, and what is typed stays for the next one', async () => {
  const { pick, box, answers, askBoth } = openBox();
  const pressed = box.waitForEnter(constant`Enter tries again.`);
  pick.type('wor');
  expect([pick.title, pick.busy]).toEqual(['Enter tries again.', false]);
  pick.enter();
  expect([await pressed, pick.busy]).toEqual([true, true]);
  void askBoth();
  expect([pick.title, pick.value, answers]).toEqual(['New Note', 'wor', []]);
  pick.enter();
  await settle();
  expect(answers).toEqual(['Work']);
});

test('closing the box ends the wait for Enter, and without a box nothing is waited for', async () => {
  const { pick, box } = openBox();
  const pressed = box.waitForEnter(constant`Enter tries again.`);
  pick.escape();
  expect(await pressed).toBe(false);
  expect(await box.waitForEnter(constant`Enter tries again.`)).toBe(false);
});
