import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printDocument, readDocument, withOneLineEnd } from '../../../src/document/documentText.ts';

const front = { account: 'Work', customer: 'Acme Corp', kind: 'note', date: 'now', author: '' };

test('a document has a front matter that a person can write, and the text below it', () => {
  expect(printDocument(front, 'Hello')).toBe(
    '---\naccount: Work\ncustomer: Acme Corp\nkind: note\ndate: now\nauthor:\n---\n\nHello\n',
  );
});

test.each(['25', '007', '1.50', 'null', 'true', '~'])(
  'a value of %j stands there without quotes',
  (duration) => {
    const content = printDocument({ kind: 'call', duration }, 'Hello');
    expect(content).toBe(`---\nkind: call\nduration: ${duration}\n---\n\nHello\n`);
    expect(readDocument(content).front).toEqual({ kind: 'call', duration });
  },
);

test('any text and any values come back as they were', () => {
  const value = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .map((text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim());
  const text = fc
    .array(fc.constantFrom('---', '\n', '\r\n', '- a', 'customer: x', ' ', '\u2028', 'é'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(value, value, text, (account, customer, body) => {
      const reading = readDocument(printDocument({ account, customer }, body));
      expect(reading).toEqual({ text: withOneLineEnd(body), front: { account, customer }, problems: [] });
    }),
  );
});

describe('what the user leaves behind is read, or said in its line', () => {
  test.each([
    ['no front matter', 'Just text\n', { text: 'Just text', front: undefined, problems: [] }],
    ['an empty one', '---\n---\n\nText\n', { text: 'Text', front: {}, problems: [] }],
    [
      'no empty line after it',
      '---\nkind: call\n---\nText',
      { text: 'Text', front: { kind: 'call' }, problems: [] },
    ],
    [
      'CRLF',
      '---\r\nkind: call\r\n---\r\n\r\nA\r\nB\r\n',
      { text: 'A\nB', front: { kind: 'call' }, problems: [] },
    ],
    [
      'a value that looks like a number',
      '---\ncustomer: 007\n---\n',
      { text: '', front: { customer: '007' }, problems: [] },
    ],
  ])('%s', (_case, content, expected) => {
    expect(readDocument(content)).toEqual(expected);
  });

  test.each([
    ['no end', '---\nkind: call\nText', undefined, 0],
    ['a value with a colon', '---\nkind: note\ncustomer: a: b\n---\n\nText', 'Text', 2],
    ['no member', '---\nhello\n---\n\nText', 'Text', 1],
    ['an unknown member', '---\nkind: note\npriority: high\n---\n\nText', 'Text', 2],
    ['a list', '---\ncustomer: [a, b]\n---\n\nText', 'Text', 1],
  ])('%s', (_case, content, text, line) => {
    const reading = readDocument(content);
    expect(reading.text).toBe(text);
    expect(reading.problems.map((problem) => problem.line)).toEqual([line]);
  });
});
