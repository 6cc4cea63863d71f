import { expect, test } from 'vitest';
import { readYaml } from '../../../src/base/frontMatter.ts';

test('every scalar is a string', () => {
  expect(readYaml('customer: 007\nnone: ~\nyes: true')).toEqual({
    value: { customer: '007', none: '~', yes: 'true' },
  });
});

test('the line that cannot be read is one of the whole text', () => {
  expect(readYaml('customer: Acme\nauthor: "Ann')).toEqual({ problem: 'noYamlIn', line: 3 });
});

test.each([
  ['? [Acme]\n: x'],
  ['{a: b}: c'],
  ['list:\n  - [[a]]: b'],
  // These took seven seconds, or more.
  ['? '.repeat(399)],
  [`${'? '.repeat(399)}x${'['.repeat(3000)}`],
])('a mapping or a list for a key is not read: %j', (yaml) => {
  expect(readYaml(yaml)).toHaveProperty('problem');
});

test('an alias is followed, and one for what is not there is no YAML', () => {
  expect(readYaml('a: &b Acme\nc: *b')).toEqual({ value: { a: 'Acme', c: 'Acme' } });
  expect(readYaml('a: *b')).toEqual({ problem: 'noYaml' });
});
