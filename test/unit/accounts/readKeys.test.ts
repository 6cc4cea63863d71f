import { expect, test } from 'vitest';
import { openEditorHarness, keyOf } from '../../support/editorHarness.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { readKeys } from '../../../src/accounts/readKeys.ts';

test('the keys of all accounts become known', async () => {
  await using harness = await openEditorHarness({ services: [fakeService('crm'), fakeService('desk')] });
  const known: string[] = [];
  await readKeys({ ...harness, addSecret: (secret) => known.push(secret) });
  expect(known.sort()).toEqual([keyOf('one'), keyOf('two')]);
});

test('a keyring that hangs, or fails, is not waited for', async () => {
  await using harness = await openEditorHarness({ services: [fakeService('crm'), fakeService('desk')] });
  const clock = fakeClock();
  const known: string[] = [];
  let isOver = false;
  const keys = {
    find: (id: string) =>
      id === 'one' ? new Promise<never>(() => undefined) : Promise.reject(new Error('no keyring')),
  };
  const reading = readKeys({
    book: harness.book,
    keys,
    clock,
    addSecret: (secret) => known.push(secret),
  }).then(() => (isOver = true));
  await settle();
  expect(isOver).toBe(false);
  await clock.advance(2_000);
  await reading;
  expect(known).toEqual([]);
});
