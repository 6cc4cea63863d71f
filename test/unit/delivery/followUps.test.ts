import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { takeBack } from '../../../src/delivery/takeBack.ts';
import type { NewTask } from '../../../src/model/task.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import type { Outbox } from '../../../src/outbox/outbox.ts';
import { entryOf } from '../../support/entries.ts';
import { killAtEachOperation, untilEmpty } from '../../support/everyOperation.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { fakeTasks } from '../../support/fakeTasks.ts';
import { openHosts } from '../../support/outboxHosts.ts';

// A note with a follow-up, as one line of the palette makes it.

const followUp = { details: 'Send the quote', assignee: 'ann@x.example', dueOn: '2026-12-04' };
const { note } = entryOf('a');
const wanted: NewTask = { target: note.target, ...followUp };

async function put(outbox: Outbox): Promise<Entry> {
  const own: Entry['note'] = { ...note, text: { format: 'typed', value: followUp.details } };
  const further = [{ id: 'a+2-x', note: own, action: { does: 'followUp' as const, ...followUp } }];
  const entry = entryOf('a', { further });
  await outbox.enqueue(entry);
  return entry;
}

/** A service that keeps notes and tasks, and finds both again. */
function openService() {
  const hosts = openHosts();
  const { service } = hosts;
  const notes: string[] = [];
  const made: NewTask[] = [];
  const looks: NewTask[] = [];
  service.answer = (outgoing) => {
    notes.push(outgoing.id);
    return Promise.resolve(storedAs(`stored-${notes.length}`, outgoing));
  };
  service.findDuplicate = (sent) =>
    Promise.resolve(
      notes.includes(sent.id)
        ? { result: 'found', note: storedAs(`found ${sent.id}`, sent) }
        : { result: 'absent', final: true },
    );
  const tasks = {
    ...fakeTasks(),
    create: (task: NewTask) => {
      made.push(task);
      return Promise.resolve({ ...task, id: `t${made.length}`, completedAt: undefined });
    },
    has: (task: NewTask) => {
      looks.push(task);
      return Promise.resolve(made.some((each) => JSON.stringify(each) === JSON.stringify(task)));
    },
  };
  service.tasks = tasks;
  return { ...hosts, notes, made, looks, tasks };
}

test('the follow-up is made once the note is stored', async () => {
  const opened = openService();
  const here = await opened.host();
  await put(here.outbox);
  expect(await here.outcome('a')).toMatchObject({ state: 'stored' });
  await untilEmpty(opened, here);
  expect([opened.notes, opened.made, opened.looks]).toEqual([['a'], [wanted], []]);
});

test('no follow-up is made of a note that the service refuses, nor of one that is taken back', async () => {
  const opened = openService();
  opened.service.answer = () => Promise.reject(new Failure('refused', 'No.', { status: 422 }));
  const here = await opened.host();
  await put(here.outbox);
  expect(await here.outcome('a')).toMatchObject({ state: 'refused' });
  await opened.clock.advance(3_600_000);
  expect([opened.made, here.outbox.entries().map(({ id }) => id)]).toEqual([[], ['a']]);
  const entry = here.outbox.get('a') ?? expect.fail();
  const parts = { outbox: here.outbox, drafts: here.drafts, newId: () => 'n' };
  expect(await takeBack(parts, entry, () => false)).toMatchObject({ result: 'draft', draft: { id: 'a' } });
  await opened.clock.advance(3_600_000);
  expect([opened.made, here.outbox.entries()]).toEqual([[], []]);
});

test('a follow-up whose answer was lost is looked for, and not made twice', async () => {
  const opened = openService();
  const { create } = opened.tasks;
  opened.tasks.create = async (task) => {
    await create(task);
    throw new Failure('dropped', 'The connection broke.');
  };
  const here = await opened.host();
  await put(here.outbox);
  await untilEmpty(opened, here);
  expect([opened.made, opened.looks, here.outbox.entries()]).toEqual([[wanted], [wanted], []]);
});

test('one that never arrived is made only after the list had minutes to show it', async () => {
  const opened = openService();
  const { create } = opened.tasks;
  let tries = 0;
  opened.tasks.create = (task) =>
    ++tries === 1 ? Promise.reject(new Failure('timeout', 'No answer.')) : create(task);
  const here = await opened.host();
  await put(here.outbox);
  await untilEmpty(opened, here, 30);
  expect([tries, here.outbox.entries().map(({ status }) => status.state)]).toEqual([1, ['uncertain']]);
  await untilEmpty(opened, here);
  expect([tries, opened.made, here.outbox.entries()]).toEqual([2, [wanted], []]);
});

test('a service that cannot be reached gets it later, and one that refuses it leaves it to the user', async () => {
  const opened = openService();
  const { create } = opened.tasks;
  opened.tasks.create = () => Promise.reject(new Failure('offline', 'No network.'));
  const here = await opened.host();
  await put(here.outbox);
  await untilEmpty(opened, here, 20);
  expect(here.outbox.entries().map(({ id, status }) => [id, status.state])).toEqual([['a+2-x', 'waiting']]);
  opened.tasks.create = () => Promise.reject(new Failure('invalid', 'Nobody is called Ann.'));
  await untilEmpty(opened, here, 60);
  expect(here.outbox.entries().map(({ id, status }) => [id, status.state])).toEqual([['a+2-x', 'refused']]);
  opened.tasks.create = create;
  expect(opened.made).toEqual([]);
});

test('a window that dies at any operation of the disk loses no follow-up, and none is made twice', async () => {
  const operations = await killAtEachOperation(
    { open: openService, put },
    (dies, { notes, made }, { outbox }) => {
      expect([dies, notes, made, outbox.entries()]).toEqual([dies, ['a'], [wanted], []]);
    },
  );
  expect(operations).toBeGreaterThan(30);
});
