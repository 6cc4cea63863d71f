import { expect, test } from 'vitest';
import { parseFileName } from '../../../src/storage/claims.ts';
import { processTable, type BootSources } from '../../../src/storage/processTable.ts';
import { processHost, processRuns } from '../../../src/storage/processHost.ts';

const here = {
  machine: 'Ann’s Laptop.local',
  table: 'boot 8776b82c in pid:[4026531836]',
  pid: 42,
  start: 'a1',
  runs: (pid: number) => pid !== 13,
};
const gone = { ...here, pid: 13, start: 'b2' };
const mac = { ...here, table: '1790000000' };
const goneOnMac = { ...gone, table: '1790000000' };

test('its id fits into a file name, and does not reveal the machine’s name', () => {
  for (const facts of [here, mac, { ...here, table: undefined }]) {
    const { id } = processHost(facts);
    expect(parseFileName(`entry@${id}.json`)).toEqual({ name: 'entry', owner: id });
    expect(id).not.toMatch(/ann|laptop/i);
  }
});

test.each([
  ['itself', here, false],
  ['a process that runs', { ...here, pid: 7, start: 'b2' }, false],
  ['a process that is gone', gone, true],
  ['an earlier process of its own number', { ...here, start: 'b2' }, true],
  ['a process of another machine', { ...gone, machine: 'other' }, false],
  ['a process of another boot', { ...gone, table: 'boot 2 in pid:[4026531836]' }, false],
  ['a process of another namespace', { ...gone, table: 'boot 8776b82c in pid:[4026532001]' }, false],
  ['a process whose table is not known', { ...gone, table: undefined }, false],
  ['its own number in another namespace', { ...here, start: 'b2', table: 'boot 8776b82c in pid:[7]' }, false],
])('%s', (_, other, ended) => {
  expect(processHost(here).hasEnded(processHost(other).id)).toBe(ended);
});

test.each([
  ['the same second', 0, true],
  ['a minute more', 60, true],
  ['a minute less', -60, true],
  ['more than a minute', 61, false],
  ['another day', -86_400, false],
])('where only the boot’s start is known, %s', (_, seconds, ended) => {
  const other = { ...goneOnMac, table: String(1790000000 + seconds) };
  expect(processHost(mac).hasEnded(processHost(other).id)).toBe(ended);
});

test('while a host does not know its own table of processes, nobody has certainly ended', () => {
  const unsure = processHost({ ...here, table: undefined });
  expect(unsure.hasEnded(processHost({ ...gone, table: undefined }).id)).toBe(false);
});

test.each(['', 'x', 'not-one-of-ours', 'a@b', 'a-b-c-d-e'])(
  'whether the host “%s” has ended cannot be known',
  (id) => {
    expect(processHost(here).hasEnded(id)).toBe(false);
  },
);

test('an id of an earlier version is read, and does not say whether its host has ended', () => {
  const earlier = processHost(gone).id.split('-').slice(0, 3).join('-');
  expect(parseFileName(`entry@${earlier}.json`)).toEqual({ name: 'entry', owner: earlier });
  expect(processHost(here).hasEnded(earlier)).toBe(false);
});

test('an id without a process number says nothing', () => {
  const id = processHost(gone).id.replace('-13-', '-none-');
  expect(processHost({ ...here, runs: () => false }).hasEnded(id)).toBe(false);
});

test('the system is asked whether a process runs', () => {
  expect(processRuns(process.pid)).toBe(true);
  // Larger than any system gives.
  expect(processRuns(2 ** 30)).toBe(false);
});

test('what the system cannot say of a process is no proof of its end', () => {
  expect(processRuns(Number.NaN)).toBe(true);
});

/** A machine; `fail`: what cannot be read. */
function sources(platform: NodeJS.Platform, fail?: string): BootSources {
  const read = (path: string, text: string) => {
    if (path === fail) throw new Error(`ENOENT ${path}`);
    return text;
  };
  return {
    platform,
    readText: (path) => read(path, '8776b82c-5995\n'),
    readLink: (path) => read(path, 'pid:[4026531836]'),
    now: () => 1_790_000_100_400,
    uptime: () => 100.2,
  };
}

test('on Linux, boot and namespace name the table of processes', () => {
  expect(processTable(sources('linux'))).toBe('boot 8776b82c-5995 in pid:[4026531836]');
});

test.each(['/proc/sys/kernel/random/boot_id', '/proc/self/ns/pid'])('without %s it has no name', (path) => {
  expect(processTable(sources('linux', path))).toBeUndefined();
});

test.each(['darwin', 'win32'] as const)('on %s, the second of the boot names it', (platform) => {
  expect(processTable(sources(platform))).toBe('1790000000');
  expect(processTable({ ...sources(platform), uptime: () => Number.NaN })).toBeUndefined();
});
