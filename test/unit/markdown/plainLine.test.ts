import { describe, expect, test } from 'vitest';
import { plainLine, saysNothing } from '../../../src/markdown/plainLine.ts';

const labelOf = (text: string) => {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => !saysNothing(line));
  return plainLine(lines[at] ?? '', lines.slice(at + 1));
};

describe('the first line of a text has no marks of a list or of Markdown', () => {
  test.each([
    ['- Call Ann\n- Call Bob', 'Call Ann'],
    ['- 5 seats', '5 seats'],
    ['* [x] done', 'done'],
    ['- [ ] open', 'open'],
    ['\u2022 Call Ann', 'Call Ann'],
    ['+ a\n+ b', 'a'],
    ['1. a\n2. b', 'a'],
    ['4) a\n   - x\n5) b', 'a'],
    ['a. x\nb. y', 'x'],
    ['i. x\nii. y', 'x'],
    ['- - a', 'a'],
    ['- 1. a\n- 2. b', 'a'],
    ['> - **a** b', 'a b'],
    ['## A *b*', 'A b'],
    ['---\n\nText', 'Text'],
    ['```js title="a"\nconst a = 1;\n```', 'const a = 1;'],
    ['| a | **b** |\n| - | - |', 'a b'],
    ['**Bold** and __bold__, *em* _em_, ~~gone~~ `a*b*`', 'Bold and bold, em em, gone a*b*'],
    ['***both***', 'both'],
    ['合同**明天**到期', '合同明天到期'],
    ['[page](https://a.test/b) ![i](https://a.test/i.png) [](https://a.test)', 'page i https://a.test'],
    ['see <https://a.test>', 'see https://a.test'],
    ['\\*a\\* `\\_`', '*a* \\_'],
  ])('%j', (text, label) => {
    expect(labelOf(text)).toBe(label);
  });
});

test.each([
  '1. May',
  '12. May\n3. June',
  '+ 3 seats',
  '-5 degrees',
  '#tag',
  '2*3*4 = 24',
  '2**3**4',
  'a * b * c',
  'snake_case_name',
  '5 ~ 6 ~~ 7',
  'C:\\temp\\new',
  'List<T> [1] (a)',
  'f[i](j)',
  'J. Smith',
  '`` ` ',
])('nothing is removed of %j', (text) => {
  expect(labelOf(text)).toBe(text.split('\n')[0]?.trim());
});
