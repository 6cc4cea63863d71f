import { expect, test } from 'vitest';
import type { OpenAccount } from '../../../src/accounts/accountBook.ts';
import { Directories } from '../../../src/customers/directories.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { directoryEntryOf } from '../../support/fakeDirectory.ts';
import { fakeService, type FakeService } from '../../support/fakeProvider.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { allAtOnce } from '../../support/allAtOnce.ts';
import { markdownHere } from '../../support/markdownHere.ts';
import { createServerClock } from '../../../src/http/serverClock.ts';
import { folder } from './directoryHarness.ts';

function home() {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const setting = { keepOnDisk: true };
  let ids = 0;
  const quiet = () => undefined;
  const log = { trace: quiet, info: quiet, warn: quiet, error: quiet };
  const open = () =>
    new Directories({
      files: disk.files,
      folder,
      clock,
      log,
      newId: () => `id-${(ids += 1)}`,
      pause: () => Promise.resolve(),
      host: { id: `host-${(ids += 1)}`, hasEnded: () => false },
      keepOnDisk: () => setting.keepOnDisk,
    });
  const account = (service: FakeService, id = 'work', place = 'here', label = 'Work'): OpenAccount => {
    const opened = { id, provider: service.kind.id, label, fields: { place } };
    const context = {
      account: opened,
      key: () => Promise.resolve('key'),
      send: () => Promise.reject(new Error('not in this test')),
      download: () => Promise.reject(new Error('not in this test')),
      files: disk.files,
      clock,
      serverClock: createServerClock(clock),
      inTurns: allAtOnce,
      markdown: markdownHere,
      log,
    };
    return { account: opened, kind: service.kind, provider: service.kind.open(context) };
  };
  return { clock, disk, setting, open, account };
}

function crm(name = 'Acme') {
  const service = fakeService('crm', {
    directory: [
      { type: 'customer', within: undefined },
      { type: 'order', within: 'customer' },
    ],
  });
  service.directory = ({ type }) =>
    Promise.resolve({
      entries: type === 'customer' ? [directoryEntryOf('c1', name)] : [],
      cursor: undefined,
    });
  return service;
}

test('there is an index for what the service lists as a whole, and for nothing else', () => {
  const { open, account } = home();
  const directories = open();
  const work = account(crm());
  expect(directories.of(work, 'customer')).toBeDefined();
  expect(directories.of(work, 'customer')).toBe(directories.of(work, 'customer'));
  expect(directories.of(work, 'order')).toBeUndefined();
  expect(directories.of(account(fakeService('plain')), 'customer')).toBeUndefined();
});

test('a new label keeps the account’s index; another tenant gets an index of its own, and customers are not mixed', async () => {
  const { clock, open, account, disk } = home();
  const directories = open();
  const before = directories.of(account(crm()), 'customer');
  before?.wake();
  await clock.advance(0);
  expect(directories.of(account(crm(), 'work', 'here', 'Renamed'), 'customer')).toBe(before);
  const after = directories.of(account(crm('Bolt'), 'work', 'elsewhere'), 'customer');
  expect(after).not.toBe(before);
  expect(after?.status.count).toBe(0);
  after?.wake();
  await clock.advance(0);
  expect(after?.find('acme', 5)).toEqual([]);
  expect(after?.find('bolt', 5)).toHaveLength(1);
  expect(disk.list(folder).filter((name) => name.startsWith('work@'))).toHaveLength(1);
  expect(disk.text(`${folder}/work@customer@1-1.json`)).not.toContain('Acme');
  directories.dispose();
});

test('removing an account removes its customers on disk and in memory, and no others', async () => {
  const { clock, open, account, disk } = home();
  const directories = open();
  for (const id of ['work', 'other']) directories.of(account(crm(), id), 'customer')?.wake();
  await clock.advance(0);
  expect(disk.list(folder)).toEqual(['other@customer@1-1.json', 'work@customer@1-1.json']);
  await directories.remove('work');
  expect(disk.list(folder)).toEqual(['other@customer@1-1.json']);
  expect(directories.of(account(crm()), 'customer')?.status.count).toBe(0);
  await directories.keepOnly([]);
  expect(disk.list(folder)).toEqual([]);
  directories.dispose();
});

test('clearing removes everything, even the pages of accounts that are gone, and a page being read does not come back', async () => {
  const { clock, open, account, disk } = home();
  disk.put(`${folder}/gone@customer@1-1.json`, '{}');
  const directories = open();
  const service = crm();
  const index = directories.of(account(service), 'customer');
  let answer: () => void = () => undefined;
  service.directory = () =>
    new Promise(
      (resolve) => (answer = () => resolve({ entries: [directoryEntryOf('c1')], cursor: undefined })),
    );
  index?.wake();
  await clock.advance(0);
  const cleared = directories.removeAll();
  await clock.advance(0);
  answer();
  await cleared;
  await clock.advance(10_000);
  expect(disk.list(folder)).toEqual([]);
  expect(index?.status.count).toBe(0);
  directories.dispose();
});

test('a page that a killed process left half written is removed with the others', async () => {
  const { clock, open, account, disk } = home();
  disk.put(`${folder}/.killed.tmp`, '{"entries":[{"target":{"name":"Ac');
  const directories = open();
  directories.of(account(crm()), 'customer')?.wake();
  await clock.advance(120_000);
  await directories.remove('other');
  expect(disk.list(folder)).toEqual(['work@customer@1-1.json']);
  directories.dispose();
});

test('with the setting off, nothing is kept on disk, and earlier pages are removed', async () => {
  const { clock, open, account, disk, setting } = home();
  const before = open();
  before.of(account(crm()), 'customer')?.wake();
  await clock.advance(0);
  expect(disk.list(folder)).toHaveLength(1);
  setting.keepOnDisk = false;
  await before.applySetting();
  expect(disk.list(folder)).toEqual([]);
  const index = before.of(account(crm()), 'customer');
  index?.wake();
  await clock.advance(0);
  expect(index?.status).toMatchObject({ count: 1, whole: true });
  expect(disk.list(folder)).toEqual([]);
  // Another setting has changed: the index in memory stays.
  await before.applySetting();
  expect(before.of(account(crm()), 'customer')).toBe(index);
  before.dispose();
});

test('a new window finds what an earlier one has read', async () => {
  const { clock, open, account } = home();
  const before = open();
  before.of(account(crm()), 'customer')?.wake();
  await clock.advance(0);
  before.dispose();
  await clock.advance(0);
  const after = open();
  const index = after.of(account(crm()), 'customer');
  await index?.load();
  expect(index?.find('acme', 5)).toHaveLength(1);
  after.dispose();
});
