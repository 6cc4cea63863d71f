import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TypedText } from '../../../../src/vscode/box/typedText.ts';

/** The editor's box at the other end of a channel: what is said and what is written each arrive later, in order. */
function distantBox() {
  let value = '';
  const said: string[] = [];
  const written: string[] = [];
  const text = new TypedText((next) => written.push(next));
  const put = (next: string) => {
    if (next !== value) said.push(next);
    value = next;
  };
  return {
    text,
    value: () => value,
    key: (letter: string) => put(value + letter),
    /** The box says what it held, at the oldest change that has not arrived yet. */
    hear: () => {
      const next = said.shift();
      if (next !== undefined) text.held(next);
    },
    /** The oldest content that was written arrives. */
    obey: () => {
      const next = written.shift();
      if (next !== undefined) put(next);
    },
    /** Everything has arrived. */
    rest() {
      while (said.length + written.length > 0) {
        this.obey();
        this.hear();
      }
    },
  };
}

test('a question begins with an empty box, and keys that came before it was emptied are kept', () => {
  const box = distantBox();
  for (const letter of 'acme') box.key(letter);
  box.rest();
  box.text.next(4, '');
  box.text.settle();
  box.key('H');
  box.obey();
  box.key('i');
  box.rest();
  expect([box.text.text, box.value(), box.text.isSettled]).toEqual(['Hi', 'i', false]);
  box.text.settle();
  box.rest();
  expect([box.text.text, box.value(), box.text.isSettled]).toEqual(['Hi', 'Hi', true]);
});

test('what is typed ahead comes after what a question begins with', () => {
  const box = distantBox();
  for (const letter of 'acmeHi') box.key(letter);
  box.rest();
  box.text.next(4, '5m ');
  expect(box.text.text).toBe('5m Hi');
  box.text.settle();
  box.rest();
  expect(box.value()).toBe('5m Hi');
});

test('a box that was edited elsewhere means what it holds', () => {
  const box = distantBox();
  for (const letter of 'acme') box.key(letter);
  box.rest();
  box.text.next(4, '');
  box.text.held('ac');
  expect(box.text.text).toBe('ac');
});

test('no key is lost, whenever the box says what it holds and whenever it is written to', () => {
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'l') },
    { weight: 6, arbitrary: fc.constant('hear' as const) },
    { weight: 4, arbitrary: fc.constant('obey' as const) },
    { weight: 1, arbitrary: fc.constant('answer' as const) },
    // The pauses of a user on a busy machine can be any two keys.
    { weight: 2, arbitrary: fc.constant('settle' as const) },
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const box = distantBox();
      let all = '';
      let answered = 0;
      for (const does of acts) {
        if (does === 'hear' || does === 'obey') box[does]();
        else if (does === 'settle') box.text.settle();
        else if (does === 'answer') {
          // All that has arrived is an answer, and the box is emptied.
          answered += box.text.text.length;
          box.text.next(box.text.text.length, '');
          box.text.settle();
        } else {
          all += does;
          box.key(does);
        }
      }
      box.rest();
      expect(box.text.text).toBe(all.slice(answered));
      // As in a pause.
      while (!box.text.isSettled) {
        box.text.settle();
        box.rest();
      }
      expect(box.value()).toBe(all.slice(answered));
    }),
    { numRuns: 2000 },
  );
});

test('a letter that is typed twice counts twice, even if the box is being set right to the first', () => {
  const box = distantBox();
  for (const letter of 'acmeal') box.key(letter);
  box.rest();
  box.text.next(4, '');
  box.text.settle();
  // The box is emptied of `acme`, and of this letter.
  box.key('l');
  box.rest();
  box.text.settle();
  box.key('l');
  box.rest();
  box.key('!');
  box.rest();
  expect(box.text.text).toBe('alll!');
});
