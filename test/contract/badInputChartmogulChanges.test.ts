import { describe, expect, it } from 'vitest';
import { chartmogul } from './cases.ts';
import { entry, failureOf, noSignal } from './contractCase.ts';

// Unusual answers to changes, deletions and refused keys: each ends in something that a person can act on.

const mogul = chartmogul('customer_notes');

describe('ChartMogul’s answers to changes:', () => {
  it('a 404 to a deletion means that it is done if it says that the note is missing', async () => {
    await using its = await mogul();
    its.service.injectFault({
      kind: 'answer',
      status: 404,
      method: 'DELETE',
      body: '{"code":404,"message":"No"}',
    });
    await its.provider.remove?.('note_1', noSignal);
    await its.provider.remove?.('note_2', noSignal);
    expect(its.service.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
  });

  it.each([
    '<html>Oops!</html>',
    '404 Not Found',
    '',
    '{}',
    '{"error":"Not Found"}',
    '{"message":"No route"}',
  ])('a 404 to a deletion with %j does not mean that the note is deleted', async (body) => {
    await using its = await mogul();
    const { id } = await its.provider.create(await entry(its), noSignal);
    const contentType = body.startsWith('{') ? 'application/json' : 'text/plain';
    its.service.injectFault({ kind: 'answer', status: 404, method: 'DELETE', body, contentType });
    const removing = Promise.resolve(its.provider.remove?.(id, noSignal));
    const failure = await failureOf(removing);
    expect(failure).toMatchObject({ reason: 'notServed', status: 404 });
    expect(failure.message).toMatch(/^ChartMogul does not serve notes at the API path “customer_notes”/);
    expect((await its.provider.read(id, noSignal)).id).toBe(id);
  });

  it.each(['object200', 'message202', 'empty204'] as const)('a deletion with %s', async (deleteAnswer) => {
    await using its = await mogul({ switches: { deleteAnswer } });
    const { id } = await its.provider.create(await entry(its), noSignal);
    await its.provider.remove?.(id, noSignal);
    expect(await failureOf(its.provider.read(id, noSignal))).toMatchObject({ reason: 'notFound' });
  });

  it('a web page with status 200 does not mean that a note is deleted, changed, or a follow-up done', async () => {
    await using its = await mogul();
    const { id } = await its.provider.create(await entry(its), noSignal);
    const { target } = its.validTarget;
    const due = { target, details: 'x', assignee: its.author, dueOn: '2030-01-31' };
    const task = await its.provider.tasks?.create(due, noSignal);
    const change = { text: { format: 'typed', value: 'x' } } as const;
    for (const [method, call] of [
      ['DELETE', async () => its.provider.remove?.(id, noSignal)],
      ['PATCH', async () => its.provider.edit?.(id, change, noSignal)],
      ['PATCH', async () => its.provider.tasks?.complete(task?.id ?? '', noSignal)],
    ] as const) {
      its.service.injectFault({ kind: 'html', status: 200, method });
      expect(await failureOf(call())).toMatchObject({ reason: 'unreadable', status: 200 });
    }
    expect((await its.provider.read(id, noSignal)).text).toBe('A note');
    expect(await its.provider.tasks?.open(target, noSignal)).toHaveLength(1);
  });

  it('a change with 304: the note is read again', async () => {
    await using its = await mogul();
    const note = await its.provider.create(await entry(its), noSignal);
    its.service.injectFault({ kind: 'answer', status: 304, method: 'PATCH', body: '' });
    const change = { text: { format: 'typed', value: note.text } } as const;
    expect(await its.provider.edit?.(note.id, change, noSignal)).toEqual(
      await its.provider.read(note.id, noSignal),
    );
  });

  it('every change fails with a read-only key', async () => {
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
