import { expect, test } from 'vitest';
import { parseFileName } from '../../../src/storage/claims.ts';
import { processHost, processRuns } from '../../../src/storage/processHost.ts';

const here = { machine: 'Ann’s Laptop.local', pid: 42, start: 'a1', runs: (pid: number) => pid !== 13 };

test('its id fits into a file name, and does not reveal the machine’s name', () => {
  const { id } = processHost(here);
  expect(parseFileName(`entry@${id}.json`)).toEqual({ name: 'entry', owner: id });
  expect(id).not.toMatch(/ann|laptop/i);
});

test.each([
  ['itself', here, false],
  ['a process that runs', { ...here, pid: 7, start: 'b2' }, false],
  ['a process that is gone', { ...here, pid: 13, start: 'b2' }, true],
  ['an earlier process of its own number', { ...here, start: 'b2' }, true],
  ['a process of another machine', { ...here, machine: 'other', pid: 13, start: 'b2' }, false],
])('%s', (_, other, ended) => {
  expect(processHost(here).hasEnded(processHost(other).id)).toBe(ended);
});

test.each(['', 'x', 'not-one-of-ours', 'a@b'])('whether the host “%s” has ended cannot be known', (id) => {
  expect(processHost(here).hasEnded(id)).toBe(false);
});

test('the system is asked whether a process runs', () => {
  expect(processRuns(process.pid)).toBe(true);
  // Larger than any system gives.
  expect(processRuns(2 ** 30)).toBe(false);
});
