import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { askChoice, askInTurn, askText } from '../../../src/vscode/ask.ts';
import { StepBox } from '../../../src/vscode/box/stepBox.ts';
import { openEditor } from '../../support/editor/editor.ts';
import { constant } from '../../../src/vscode/verbatim.ts';

/** A box for which waiting takes no time. */
const instantBox = () => new StepBox(() => Promise.resolve());

test('Enter answers with a text, and the box says what is wrong with it', async () => {
  const editor = openEditor();
  const box = instantBox();
  const answered = askText(box, {
    title: 'New Note',
    prompt: 'What happened?',
    problem: (value) => (value === '' ? 'Write something first.' : undefined),
  });
  const input = await editor.picks.next();
  input.enter();
  expect([input.validationMessage, input.isShown]).toEqual(['Write something first.', true]);
  input.type('Called about SSO');
  expect(input.validationMessage).toBeUndefined();
  input.enter();
  expect([await answered, input.isShown]).toEqual([{ reply: 'value', value: 'Called about SSO' }, true]);
});

test('every change of a text is passed on, so that Escape loses nothing', async () => {
  const editor = openEditor();
  const box = instantBox();
  const typed: string[] = [];
  const answered = askText(box, { title: 'New Note', prompt: 'Text', typed: (value) => typed.push(value) });
  const input = await editor.picks.next();
  input.type('a').type('ab').escape();
  expect([await answered, typed]).toEqual([{ reply: 'closed' }, ['a', 'ab']]);
});

test('a link in a prompt or a problem stays text', async () => {
  const editor = openEditor();
  const box = instantBox();
  const link = '[Invoice](command:workbench.action.quit)';
  void askText(box, { title: 'New Note', prompt: link, problem: () => link });
  const input = await editor.picks.next();
  expect(input.prompt).toBe('[Invoice]\u2060(command:workbench.action.quit)');
  input.enter();
  expect(input.validationMessage).toBe('[Invoice]\u2060(command:workbench.action.quit)');
});

test('a custom button leaves the question and gets what was typed', async () => {
  const editor = openEditor();
  const box = instantBox();
  const button = { iconPath: new vscode.ThemeIcon('edit') };
  const pressed: string[] = [];
  const answered = askText(box, {
    title: 'New Note',
    prompt: 'Text',
    buttons: [{ button, pressed: (value) => pressed.push(value) }],
  });
  const input = await editor.picks.next();
  input.type('half a note').press(button);
  expect([await answered, pressed]).toEqual([{ reply: 'closed' }, ['half a note']]);
});

test('the first question has no way back', async () => {
  const editor = openEditor();
  const box = instantBox();
  const ask = (step: number) =>
    askChoice(box, {
      title: 'Account',
      placeholder: 'Which account?',
      items: [{ label: constant`Work`, value: 1 }],
      step,
    });
  void ask(1);
  expect((await editor.picks.next()).buttons).toEqual([]);
  void ask(2);
  expect((await editor.picks.next()).buttons).toEqual([vscode.QuickInputButtons.Back]);
});

test('Back returns to the last question that was really asked, and steps count those', async () => {
  const editor = openEditor();
  const box = instantBox();
  const steps: string[] = [];
  const ask = (name: string) => (step: number) => {
    steps.push(`${name} ${step}`);
    return askText(box, { title: name, prompt: name, step });
  };
  const finished = askInTurn(box, [ask('account'), () => undefined, ask('customer'), ask('text')]);
  await editor.type('Work');
  await editor.type('Acme');
  (await editor.picks.next()).press(vscode.QuickInputButtons.Back);
  (await editor.picks.next()).press(vscode.QuickInputButtons.Back);
  await editor.type('Home');
  await editor.type('Umbrella');
  await editor.type('Hello');
  expect(await finished).toBe(true);
  expect(steps).toEqual([
    'account 1',
    'customer 2',
    'text 3',
    'customer 2',
    'account 1',
    'customer 2',
    'text 3',
  ]);
});

test('Escape ends the series', async () => {
  const editor = openEditor();
  const box = instantBox();
  const finished = askInTurn(box, [(step) => askText(box, { title: 'Account', prompt: 'Account', step })]);
  (await editor.picks.next()).escape();
  expect(await finished).toBe(false);
});
