import { expect, test } from 'vitest';
import type { HttpResponse } from '../../../../src/http/send.ts';
import { connect } from '../../../../src/providers/activeplatform/connection.ts';
import { openResellerNames } from '../../../../src/providers/activeplatform/resellerNames.ts';
import { answer, noSignal, stubContext } from '../../../support/stubService.ts';

const reseller = (id: number, name: string) => ({
  id: String(id),
  type: 'resellers',
  attributes: { general: { name } },
});

/** The names below a reseller, by pages of the service's list; and the pages that were asked for. */
function openNames(reply: (page: number) => HttpResponse) {
  const pages: number[] = [];
  const fields = { baseUrl: 'https://test.activeplatform.com', resellerId: '1' };
  const { context } = stubContext(fields, ({ url }) => {
    const page = Number(new URL(url).searchParams.get('page[number]'));
    pages.push(page);
    return reply(page);
  });
  return { names: openResellerNames(connect(context)), pages };
}

test('names are read page by page, and once; what has no name or cannot be read is left out', async () => {
  const full = Array.from({ length: 50 }, (_, n) => reseller(100 + n, `Reseller ${n}`));
  const { names, pages } = openNames((page) =>
    answer(200, { data: page === 1 ? full : [reseller(7, ' Baltic '), reseller(8, ' '), { id: '9' }] }),
  );
  const read = await names(noSignal);
  expect([read.size, read.get('100'), read.get('7')]).toEqual([51, 'Reseller 0', 'Baltic']);
  await names(noSignal);
  expect(pages).toEqual([1, 2]);
});

test('no more than twenty pages are read', async () => {
  const { names, pages } = openNames((page) =>
    answer(200, { data: Array.from({ length: 50 }, (_, n) => reseller(page * 50 + n, `Reseller ${n}`)) }),
  );
  expect((await names(noSignal)).size).toBe(1_000);
  expect(pages).toHaveLength(20);
});

test('a token that may not read resellers has no names', async () => {
  const { names } = openNames(() => answer(403, { errors: [] }));
  expect((await names(noSignal)).size).toBe(0);
});
