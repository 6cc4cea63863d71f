import { describe, expect, it } from 'vitest';
import { buildCustomer } from '../sandbox/build.ts';
import { demoCustomers } from '../sandbox/demo.ts';
import { chartmogul } from './cases.ts';
import { entry, failureOf, noSignal } from './provider.contract.ts';
import { readAll, readDirectory } from './reading.contract.ts';

// What services answer now and then, in one place: each ends in something that a person can do something with.

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
      const found = await its.provider.findTargets('customer', typed, noSignal);
      expect(found.map(({ id }) => id)).toEqual([tailspin.uuid, contoso.uuid]);
    }
  });

  it('with a note of a type that is not known, and one that cannot be read', async () => {
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

  it('with one note in a form that is not known', async () => {
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

  it.each(['{}', '[]', '{"entries":{}}', '{"entries":[]}', '{"customers":[],"has_more":false}'])(
    'with a page that is none: %s',
    async (body) => {
      await using its = await mogul();
      its.service.injectFault({ kind: 'answer', status: 200, body, times: 3 });
      for (const call of [
        () => its.provider.list({ limit: 5 }, noSignal),
        async () => its.provider.directory?.({ type: 'customer' }, noSignal),
        async () => its.provider.tasks?.open(its.validTarget.target, noSignal),
      ])
        expect(await failureOf(call())).toMatchObject({ reason: 'unreadable' });
    },
  );

  it('with customers of which some cannot be read, or none', async () => {
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

  it('that it no longer knows a cursor', async () => {
    await using its = await mogul();
    for (const id of ['a', 'b']) await its.provider.create(await entry(its, {}, id), noSignal);
    const { cursor = '' } = await its.provider.list({ limit: 1 }, noSignal);
    const body = JSON.stringify({ code: 400, message: 'Parameter "cursor" is invalid', param: 'cursor' });
    its.service.injectFault({ kind: 'answer', status: 400, body });
    expect(await failureOf(its.provider.list({ limit: 1, cursor }, noSignal))).toMatchObject({
      reason: 'invalid',
      message: 'This list cannot be continued. Refresh it.',
      status: 400,
    });
    // The same without a cursor is about something else.
    its.service.injectFault({ kind: 'answer', status: 400, body });
    expect(await failureOf(its.provider.list({ limit: 1 }, noSignal))).toMatchObject({ reason: 'refused' });
  });

  it.each<[string, readonly (readonly [string, string])[], number]>([
    ['with one cursor', [['a', 'x']], 1],
    ['with ever new cursors', Array.from({ length: 40 }, (_, at) => ['a', `x${at}`] as const), 1],
    [
      'in a circle of three',
      Array.from({ length: 90 }, (_, at) => ['abc'[at % 3] ?? '', `x${at}`] as const),
      3,
    ],
    [
      'after some that do not',
      Array.from({ length: 90 }, (_, at) => [at < 5 ? `n${at}` : 'r', `x${at}`] as const),
      6,
    ],
  ])('with a page that repeats for ever, %s', async (_, pages, distinct) => {
    await using its = await mogul();
    for (const [id, cursor] of pages)
      its.service.injectFault({
        kind: 'answer',
        status: 200,
        path: '/customer_notes',
        body: page([{ ...note, uuid: `note_${id}` }], cursor, true),
        ...(pages.length === 1 && { times: 10 }),
      });
    const notes = await readAll(its.provider, { limit: 1, target: its.validTarget.target });
    expect(new Set(notes.map(({ id }) => id)).size).toBe(distinct);
    expect(notes.length).toBeLessThan(4 * distinct);
    expect(its.lines.join()).toContain('breaks off');
  });

  it('the same filters on every page', async () => {
    await using its = await mogul();
    for (const id of ['a', 'b', 'c']) await its.provider.create(await entry(its, {}, id), noSignal);
    const author = its.author;
    const target = its.validTarget.target;
    await readAll(its.provider, { limit: 1, kind: 'note', target, author: 'ada@example.com' });
    const asked = its.service.sandbox.requests
      .filter(({ url }) => url.includes('author_email'))
      .map(({ url }) => new URL(url, 'http://x').searchParams);
    expect(asked.length).toBeGreaterThan(2);
    for (const query of asked)
      expect(Object.fromEntries(query)).toMatchObject({
        type: 'note',
        author_email: 'ada@example.com',
        customer_uuid: target.id,
        per_page: '1',
      });
    expect(asked.slice(1).every((query) => query.has('cursor'))).toBe(true);
    expect(author).not.toBe('ada@example.com');
  });

  it('a deletion with 404 in JSON is done, in a web page it is not', async () => {
    await using its = await mogul();
    its.service.injectFault({
      kind: 'answer',
      status: 404,
      method: 'DELETE',
      body: '{"code":404,"message":"No"}',
    });
    await its.provider.remove?.('note_1', noSignal);
    its.service.injectFault({ kind: 'html', status: 404, method: 'DELETE' });
    const removing = Promise.resolve(its.provider.remove?.('note_1', noSignal));
    expect(await failureOf(removing)).toMatchObject({
      reason: 'notFound',
      message: 'ChartMogul does not answer at this address; check the base URL.',
    });
  });

  it.each(['object200', 'message202', 'empty204'] as const)('a deletion with %s', async (deleteAnswer) => {
    await using its = await mogul({ switches: { deleteAnswer } });
    const { id } = await its.provider.create(await entry(its), noSignal);
    await its.provider.remove?.(id, noSignal);
    expect(await failureOf(its.provider.read(id, noSignal))).toMatchObject({ reason: 'notFound' });
  });

  it('a change with 304: the note is read again', async () => {
    await using its = await mogul();
    const made = await its.provider.create(await entry(its), noSignal);
    its.service.injectFault({ kind: 'answer', status: 304, method: 'PATCH', body: '' });
    const change = { text: { format: 'typed', value: made.text } } as const;
    expect(await its.provider.edit?.(made.id, change, noSignal)).toEqual(
      await its.provider.read(made.id, noSignal),
    );
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
    ]);
    its.service.injectFault({ kind: 'answer', status: 200, path: '/tasks', body });
    const tasks = await its.provider.tasks?.open(its.validTarget.target, noSignal);
    expect(tasks?.map(({ id, dueOn }) => [id, dueOn])).toEqual([
      ['d', '2026-09-30'],
      ['a', undefined],
      ['unreadable 1', undefined],
    ]);
    expect(tasks?.at(-1)?.details).toContain('"task_details": "Call"');
    expect(its.lines.join()).toContain('a task is shown as it came: task_uuid');
  });

  it('a key that may not write, to each change', async () => {
    await using its = await mogul();
    const { id } = await its.provider.create(await entry(its), noSignal);
    const reader = its.service.withKey(its.service.readOnlyKey);
    const change = { text: { format: 'typed', value: 'x' } } as const;
    const task = { target: its.validTarget.target, details: 'x', assignee: its.author, dueOn: '2030-01-31' };
    for (const call of [
      async () => reader.edit?.(id, change, noSignal),
      async () => reader.remove?.(id, noSignal),
      async () => reader.tasks?.create(task, noSignal),
    ])
      expect(await failureOf(call())).toMatchObject({ reason: 'forbidden' });
  });
});
