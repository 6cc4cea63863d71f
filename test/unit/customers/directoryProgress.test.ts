import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { DirectoryStatus } from '../../../src/customers/directoryIndex.ts';
import { isFilling, progressText } from '../../../src/customers/directoryProgress.ts';

const filled: DirectoryStatus = { state: 'idle', count: 1_200, whole: true, unread: 0, failure: undefined };
const failure = new Failure('offline', 'No network.');

test.each<[Partial<DirectoryStatus>, string | undefined]>([
  [{ whole: false, state: 'filling' }, '1,200 customers read so far'],
  [{ whole: false, state: 'filling', count: 1 }, '1 customer read so far'],
  [{ whole: false, state: 'halted', failure }, 'Only 1,200 customers read so far: No network.'],
  [{ whole: false, state: 'halted' }, 'Only 1,200 customers read so far: the rest could not be read.'],
  [{ whole: false }, '1,200 customers; perhaps not all, since the list repeats itself'],
  [{ whole: false, count: 0 }, undefined],
  [{ unread: 3 }, '3 more could not be read; see the log'],
  [{}, undefined],
  [{ state: 'filling' }, undefined],
  [{ state: 'halted', failure }, undefined],
])('for a directory that is %j, the text is: %s', (status, text) => {
  expect(progressText({ ...filled, ...status }, 'customer')).toBe(text);
});

test.each<[Partial<DirectoryStatus>, boolean]>([
  [{ whole: false, state: 'filling' }, true],
  [{ whole: false, count: 0 }, true],
  [{ whole: false }, false],
  [{ whole: false, state: 'halted', count: 0 }, false],
  [{ state: 'filling' }, false],
])('whether a directory that is %j is being filled: %s', (status, expected) => {
  expect(isFilling({ ...filled, ...status })).toBe(expected);
});
