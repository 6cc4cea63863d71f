import { describe, expect, it } from 'vitest';
import { buildCustomer } from '../sandbox/build.ts';
import { demoCustomers } from '../sandbox/demo.ts';
import { chartmogul } from './cases.ts';
import { entry, failureOf, noSignal } from './contractCase.ts';
import { readAll, readDirectory } from './reading.contract.ts';

// Unusual answers about customers, notes and tasks: each ends in something that a person can act on.

const { northwind, contoso, tailspin } = demoCustomers;
const mogul = chartmogul('customer_notes');
const note = {
  uuid: 'note_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f2a09',
  customer_uuid: northwind.uuid,
  type: 'note',
  text: 'Readable',
  created_at: '2025-01-02T00:00:00.000Z',
};
const page = (entries: readonly unknown[], cursor = 'bmV4dA==', has_more = false) =>
  JSON.stringify({ entries, cursor, has_more });

describe('ChartMogul answers', () => {
  it('that a customer was deleted: the notes stay readable, a new one is refused with the reason', async () => {
    await using its = await mogul();
    const { state } = its.service.sandbox;
    const at = state.chartmogul.customers.findIndex(({ uuid }) => uuid === northwind.uuid);
    state.chartmogul.customers.splice(at, 1);
    const notes = await readAll(its.provider, { limit: 50 });
    expect(notes.map(({ target }) => target)).toContainEqual({ type: 'customer', id: northwind.uuid });
    const making = its.provider.create(await entry(its), noSignal);
    expect(await failureOf(making)).toMatchObject({
      reason: 'notFound',
      field: 'target',
      message: expect.stringMatching(
        /Northwind Traders” any more; it may have been deleted, or merged/,
      ) as unknown,
    });
    await its.provider.list({ limit: 50 }, noSignal);
    const directory = await readDirectory(its.provider, { type: 'customer' });
    expect(directory.map(({ target }) => target.id)).not.toContain(northwind.uuid);
  });

  it('with a merged customer: one entry, found by each of its ids', async () => {
    await using its = await mogul();
    const uuid = 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1aff';
    its.service.sandbox.state.chartmogul.customers.push(
      buildCustomer({
        id: 120000099,
        uuid,
        name: 'Merged',
        mrr: 1250,
        owner: 'ada@example.com',
        company: 'Merged Ltd',
        external_id: 'first',
        external_ids: ['first', 'second', ' '],
      }),
    );
    const directory = await readDirectory(its.provider, { type: 'customer' });
    expect(directory.filter(({ target }) => target.id === uuid)).toEqual([
      {
        target: {
          type: 'customer',
          id: uuid,
          name: 'Merged',
          url: expect.stringContaining('Merged') as unknown,
        },
        company: 'Merged Ltd',
        status: 'Active',
        owner: 'ada@example.com',
        externalIds: ['first', 'second'],
        mrr: { minorUnits: 1250, currency: 'EUR', sign: '€' },
      },
    ]);
    for (const typed of ['first', 'second'])
      expect((await its.provider.findTargets('customer', typed, noSignal)).map(({ id }) => id)).toEqual([
        uuid,
      ]);
  });

  it('with several customers for one e-mail address or external id', async () => {
    await using its = await mogul();
    for (const typed of [contoso.email, contoso.externalId]) {
      const targets = await its.provider.findTargets('customer', typed, noSignal);
      expect(targets.map(({ id }) => id)).toEqual([tailspin.uuid, contoso.uuid]);
    }
  });

  it('with a note of an unknown type, and with one that cannot be read', async () => {
    await using its = await mogul();
    const strange = {
      uuid: 'note_strange',
      customer: { name: 'Northwind' },
      created_at: '2025-01-01T00:00:00.000Z',
    };
    its.service.injectFault({
      kind: 'answer',
      status: 200,
      path: '/customer_notes',
      body: page([{ ...note, type: 'meeting' }, strange, { ...note, uuid: 7 }]),
    });
    const { notes } = await its.provider.list({ limit: 5, target: its.validTarget.target }, noSignal);
    const [meeting, ...raw] = notes.toSorted((one, other) => Number(one.raw ?? 0) - Number(other.raw ?? 0));
    expect(meeting).toMatchObject({ id: note.uuid, kind: 'note', text: 'Readable' });
    expect(raw.map(({ id, target }) => [id.replace(/-.*/, ''), target])).toEqual([
      ['unreadable', its.validTarget.target],
      ['note_strange', its.validTarget.target],
    ]);
    expect(raw[1]?.text).toContain('"name": "Northwind"');
    expect(notes).toHaveLength(3);
    expect(its.lines.filter((line) => /unknown type meeting|shown as it came/.test(line))).toHaveLength(3);
    expect(its.lines.join()).not.toContain('Northwind');
  });

  it('with one note in an unknown form', async () => {
    await using its = await mogul();
    its.service.injectFault({
      kind: 'answer',
      status: 200,
      body: JSON.stringify({ note: { text: 'Hello' } }),
    });
    expect(await its.provider.read('note_1', noSignal)).toMatchObject({
      id: 'note_1',
      raw: true,
      text: expect.stringContaining('"text": "Hello"') as unknown,
    });
    its.service.injectFault({
      kind: 'answer',
      status: 200,
      body: JSON.stringify({ ...note, uuid: 'note_2' }),
    });
    expect(await failureOf(its.provider.read('note_1', noSignal))).toMatchObject({ reason: 'unreadable' });
  });

  it('with customers of which some or all cannot be read', async () => {
    await using its = await mogul();
    const customer = { uuid: northwind.uuid, name: 'Northwind', mrr: 'much', external_ids: 'x', company: 7 };
    its.service.injectFault({
      kind: 'answer',
      status: 200,
      path: '/customers',
      body: page([customer, { name: 'No id' }]),
    });
    expect(await its.provider.directory?.({ type: 'customer' }, noSignal)).toEqual({
      entries: [{ target: { type: 'customer', id: northwind.uuid, name: 'Northwind' } }],
      cursor: undefined,
      unread: 1,
    });
    expect(its.lines.join()).toMatch(/left out of customers: 1 of 2 entries: uuid/);
    its.service.injectFault({
      kind: 'answer',
      status: 200,
      path: '/customers',
      body: page([{ name: 'No id' }]),
    });
    const failure = await failureOf(
      Promise.resolve(its.provider.directory?.({ type: 'customer' }, noSignal)),
    );
    expect(failure).toMatchObject({
      reason: 'unreadable',
      message: 'ChartMogul’s list of customers could not be read.',
    });
  });

  it('with tasks that are done, another customer’s, or cannot be read', async () => {
    await using its = await mogul();
    const task = { task_uuid: 'a', customer_uuid: northwind.uuid, task_details: 'Call', due_date: 'soon' };
    const body = page([
      task,
      { ...task, task_uuid: 'b', completed_at: '2025-01-01T00:00:00.000Z' },
      { ...task, task_uuid: 'c', customer_uuid: contoso.uuid },
      { ...task, task_uuid: undefined, due_date: '2025-01-01' },
      { ...task, task_uuid: 'd', due_date: '2026-09-30T07:00:00.000Z' },
      { ...task, task_uuid: 'e', due_date: '2026-10-01T00:00:00+09:00' },
    ]);
    its.service.injectFault({ kind: 'answer', status: 200, path: '/tasks', body });
    const tasks = await its.provider.tasks?.open(its.validTarget.target, noSignal);
    expect(tasks?.map(({ id, dueOn }) => [id, dueOn])).toEqual([
      ['d', '2026-09-30'],
      ['e', '2026-10-01'],
      ['a', undefined],
      ['unreadable 1', undefined],
    ]);
    expect(tasks?.at(-1)?.details).toContain('"task_details": "Call"');
    expect(its.lines.join()).toContain('a task cannot be read and is shown as it came: task_uuid');
  });

  it('with tasks of other assignees, or of nobody, among those of one', async () => {
    await using its = await mogul();
    const task = {
      task_uuid: 'a',
      customer_uuid: northwind.uuid,
      task_details: 'Call',
      assignee: its.author,
    };
    const contact = { associated_object: 'contact', associated_object_uuid: 'con_1' };
    const body = page([
      task,
      { ...task, task_uuid: 'b', assignee: 'other@example.com' },
      { ...task, task_uuid: 'c', assignee: its.author.toUpperCase(), customer_uuid: null, ...contact },
      { ...task, task_uuid: 'd', customer_uuid: null },
      { ...task, task_uuid: 'e', completed_at: '2025-01-01T00:00:00.000Z' },
    ]);
    its.service.injectFault({ kind: 'answer', status: 200, path: '/tasks', body });
    const list = await its.provider.tasks?.list({ assignee: its.author }, noSignal);
    expect(list?.tasks.map(({ id, target }) => [id, target.type, target.id])).toEqual([
      ['a', 'customer', northwind.uuid],
      ['c', 'contact', 'con_1'],
      ['d', 'customer', 'unknown'],
    ]);
  });
});
