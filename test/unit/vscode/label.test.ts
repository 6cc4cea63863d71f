import { expect, test } from 'vitest';
import { htmlToText } from '../../../src/providers/htmlText.ts';
import { firstLine, nameOf } from '../../../src/vscode/label.ts';

test('the first line that is not blank stands for the text', () => {
  for (const end of ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f'])
    expect(firstLine(`\n${end}  Hello${end}there`)).toBe('Hello');
  expect(firstLine('x'.repeat(100))).toBe(`${'x'.repeat(80)}…`);
  expect(firstLine(' \n')).toBe('');
  expect(firstLine('***')).toBe('***');
});

test.each([
  ['<ul><li>Call Ann</li><li>Call Bob</li></ul>', 'Call Ann'],
  ['<ol start=4><li>Call Ann</li><li>Call Bob</li></ol>', 'Call Ann'],
  ['<ol type=i><li>Call Ann<ul><li>at 9</li></ul></li><li>Call Bob</li></ol>', 'Call Ann'],
  ['<ul data-type="taskList"><li data-checked="true"><div>Call Ann</div></li></ul>', 'Call Ann'],
  ['<ul><li><ul><li><s>Call</s> Ann</li></ul></li></ul>', 'Call Ann'],
])('a note that is stored as %s has a label without marks', (html, label) => {
  expect(firstLine(htmlToText(html))).toBe(label);
});

test('a label is cut between two characters, and without reading a long text', () => {
  expect(firstLine('x'.repeat(79) + '👩‍👩‍👧')).toBe(`${'x'.repeat(79)}…`);
  expect(firstLine('🇩🇪'.repeat(30))).toBe(`${'🇩🇪'.repeat(20)}…`);
  expect(firstLine('e\u0301'.repeat(60))).toBe(`${'e\u0301'.repeat(40)}…`);
  expect(firstLine(`${'-\n'.repeat(1_000_000)}x`)).toBe('-');
  expect(nameOf({ id: '7', name: 'é'.normalize('NFD').repeat(1_000_000) })).toHaveLength(201);
  expect(nameOf({ id: '7' })).toBe('7');
});
