import { expect, test } from 'vitest';
import { CountedWarnings } from '../../../src/base/countedWarnings.ts';

test('equal warnings are logged once, and only the first few that differ', () => {
  const lines: string[] = [];
  const warnings = new CountedWarnings({ warn: (line) => void lines.push(line) });
  for (let note = 0; note < 1000; note += 1) warnings.add('no text');
  for (let note = 1; note <= 10; note += 1) warnings.add(`no ${note}`);
  warnings.write();
  warnings.write();
  expect(lines).toEqual([
    'no text (1000 times)',
    'no 1',
    'no 2',
    'no 3',
    'no 4',
    '6 more warnings about this list are left out',
  ]);
});
