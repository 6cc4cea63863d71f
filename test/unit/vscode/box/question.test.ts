import { expect, test } from 'vitest';
import type { QuickInputButton } from 'vscode';
import { setHead, type StepHead } from '../../../../src/vscode/box/question.ts';
import { constant } from '../../../../src/vscode/verbatim.ts';

const button: QuickInputButton = { iconPath: { id: 'add' } };
const head: StepHead = {
  title: constant`New Note`,
  placeholder: constant`Name or id`,
  busy: false,
  buttons: [button],
};

/** A box with this head, and the properties of it that were set since. */
function openBox() {
  const shown: { -readonly [Name in keyof StepHead]: StepHead[Name] } = { ...head };
  const set: string[] = [];
  const box = new Proxy(shown, {
    set: (target, name, value) => {
      set.push(String(name));
      return Reflect.set(target, name, value);
    },
  });
  return { box, set };
}

test.each<[Partial<StepHead>, string[]]>([
  [{}, []],
  [{ buttons: [button] }, []],
  [{ title: constant`Log Call` }, ['title']],
  [{ placeholder: constant`Order id` }, ['placeholder']],
  [{ busy: true }, ['busy']],
  [{ buttons: [] }, ['buttons']],
  [{ buttons: [{ ...button }] }, ['buttons']],
])('of a box’s head with %j, no more is sent to the editor than %j', (change, expected) => {
  const { box, set } = openBox();
  setHead(box, { ...head, ...change });
  expect([set, box]).toEqual([expected, { ...head, ...change }]);
});
