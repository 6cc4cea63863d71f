import { describe, expect, it } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { chartmogul } from './cases.ts';
import { entry, failureOf, noSignal } from './contractCase.ts';
import { readAll } from './reading.contract.ts';

// Unusual answers to requests for lists: each ends in something that a person can act on.

const { northwind } = demoCustomers;
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
  it.each(['{}', '[]', '{"entries":{}}', '{"entries":[]}', '{"customers":[],"has_more":false}'])(
    'with %s instead of a page',
    async (body) => {
      await using its = await mogul();
      its.service.injectFault({ kind: 'answer', status: 200, body, times: 4 });
      for (const call of [
        () => its.provider.list({ limit: 5 }, noSignal),
        async () => its.provider.directory?.({ type: 'customer' }, noSignal),
        async () => its.provider.tasks?.open(its.validTarget.target, noSignal),
        async () => its.provider.tasks?.list({}, noSignal),
      ])
        expect(await failureOf(call())).toMatchObject({ reason: 'unreadable' });
    },
  );

  it('that it does not know a cursor any more', async () => {
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
    // Without a cursor, the same answer means something else.
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
    expect(its.lines.join()).toContain('ends early');
  });

  it('requests that have the same filters for every page', async () => {
    await using its = await mogul();
    for (const id of ['a', 'b', 'c']) await its.provider.create(await entry(its, {}, id), noSignal);
    const author = its.author;
    const target = its.validTarget.target;
    await readAll(its.provider, { limit: 1, kind: 'note', target, author: 'ada@example.com' });
    const queries = its.service.sandbox.requests
      .filter(({ url }) => url.includes('author_email'))
      .map(({ url }) => new URL(url, 'http://x').searchParams);
    expect(queries.length).toBeGreaterThan(2);
    for (const query of queries)
      expect(Object.fromEntries(query)).toMatchObject({
        type: 'note',
        author_email: 'ada@example.com',
        customer_uuid: target.id,
        per_page: '1',
      });
    expect(queries.slice(1).every((query) => query.has('cursor'))).toBe(true);
    expect(author).not.toBe('ada@example.com');
  });
});
