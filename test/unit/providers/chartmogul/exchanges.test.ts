import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { wireAccountSchema, pingSchema } from '../../../../src/providers/chartmogul/account.ts';
import { chartmogul } from '../../../../src/providers/chartmogul/chartmogul.ts';
import { pageSchema } from '../../../../src/providers/chartmogul/connection.ts';
import { contactEntry, contactSchema } from '../../../../src/providers/chartmogul/contact.ts';
import {
  customerPageSchema,
  customerSchema,
  entryOf,
  targetOf,
} from '../../../../src/providers/chartmogul/customer.ts';
import { taskSchema } from '../../../../src/providers/chartmogul/tasks.ts';
import { noteSchema, storedNote } from '../../../../src/providers/chartmogul/wireNote.ts';
import { readErrorBody } from '../../../../src/providers/errorBody.ts';
import { describeBeside } from '../../../support/besideProject.ts';
import { type Exchange, recordedExchanges, writtenExchanges } from '../../../support/chartmogulExchanges.ts';
import { answer, noSignal, stubContext } from '../../../support/stubService.ts';

const resources = {
  customer_notes: noteSchema,
  notes: noteSchema,
  customers: customerSchema,
  contacts: contactSchema,
  tasks: taskSchema,
  ping: pingSchema,
  account: wireAccountSchema,
};
type Resource = keyof typeof resources;

/** What an answer is about, and whether it is a page; undefined: the product does not use it. */
function kindOf({ request: { method, path: where }, response: { status } }: Exchange) {
  const [, name, rest] = /^\/v1\/(\w+)(\/.+)?$/.exec(where) ?? [];
  const resource = Object.keys(resources).find((each): each is Resource => each === name);
  if (resource === undefined || status < 200 || status >= 300 || method === 'DELETE') return undefined;
  // An abandoned path.
  if (/^\/cus_[^/]+\/notes/.test(rest ?? '')) return undefined;
  const paged = resource !== 'ping' && resource !== 'account' && method === 'GET';
  return { resource, page: paged && (rest === undefined || rest === '/search') };
}

const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body ?? ''));

describe('exchanges written by hand', () => replay(writtenExchanges()));
describeBeside('recordings', { title: 'recorded exchanges', count: 88 }, () => replay(recordedExchanges()));

function replay(exchanges: readonly Exchange[]): void {
  /** Pages of customers had another shape before the API that is documented today. */
  const olden = z.object({ customers: z.array(z.unknown()) });
  const isOlden = ({ response }: Exchange) => olden.safeParse(response.body).success;
  const read = exchanges.filter((exchange) => kindOf(exchange) !== undefined && !isOlden(exchange));

  it.each(exchanges.filter(isOlden))('$name is older than the documentation', ({ recorded }) => {
    expect(recorded).toMatch(/^2016/);
  });

  it.each(read)('$name', (exchange) => {
    const { resource = 'ping', page } = kindOf(exchange) ?? {};
    const { body } = exchange.response;
    // The first page of an old listing by number has no cursor.
    const entries = page === true ? z.object({ entries: z.array(z.unknown()) }).parse(body).entries : [body];
    for (const entry of entries) {
      const value = resources[resource].parse(entry);
      const note = noteSchema.safeParse(value).data;
      if (note !== undefined) {
        expect(storedNote(note)).toMatchObject({
          author: expect.stringMatching(/./) as unknown,
          createdAt: expect.any(Date) as unknown,
          updatedAt: expect.any(Date) as unknown,
        });
      }
      const customer = customerSchema.safeParse(value).data;
      if (customer !== undefined) {
        expect(targetOf(customer).name).not.toBe('');
        if (exchange.recorded > '2023')
          expect(entryOf(customer)).toMatchObject({
            status: expect.stringMatching(/^[A-Z]/) as unknown,
            mrr: { currency: expect.stringMatching(/^[A-Z]{3}$/) as unknown },
          });
      }
      const contact = contactSchema.safeParse(value).data;
      if (contact !== undefined) expect(contactEntry(contact).target.id).toMatch(/^con_/);
    }
    if (page === true && exchange.recorded > '2023' && exchange.request.query?.['page'] === undefined)
      expect(pageSchema.safeParse(body).success || customerPageSchema.safeParse(body).success).toBe(true);
  });

  it('cover every resource that is used', () => {
    const covered = new Set(read.map((exchange) => kindOf(exchange)?.resource));
    expect([...covered].toSorted()).toEqual(Object.keys(resources).toSorted());
  });

  it.each(
    exchanges.filter(
      ({ request }) => /notes|contacts|tasks/.test(request.path) && request.method === 'DELETE',
    ),
  )('$name counts as done', async ({ response }) => {
    const { context } = stubContext({}, () => answer(response.status, text(response.body)));
    await expect(chartmogul.open(context).remove?.('note_1', noSignal)).resolves.toBeUndefined();
  });

  it.each(
    exchanges.filter(
      ({ request }) => /\/(customer_)?notes\/note_/.test(request.path) && request.method === 'PATCH',
    ),
  )('$name counts as changed', async ({ request, response }) => {
    const uuid = request.path.split('/').at(-1) ?? '';
    const note = { uuid, customer_uuid: 'cus_1', type: 'note', text: 'read again' };
    const { context, requests } = stubContext({}, ({ method }) =>
      method === 'PATCH' ? answer(response.status, text(response.body ?? '')) : answer(200, note),
    );
    const change = { text: { format: 'typed', value: 'x' } } as const;
    const edited = await chartmogul.open(context).edit?.(uuid, change, noSignal);
    expect(edited?.id).toBe(uuid);
    const again = requests.some(({ method, url }) => method === 'GET' && url.includes(uuid));
    expect(again).toBe(response.status === 304);
  });

  it.each(exchanges.filter(({ response }) => response.status >= 400))('$name', ({ response }) => {
    const body = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
    expect(readErrorBody(body).words).toMatch(/\w{3}/);
    expect(readErrorBody(body).hasKnownShape).toBe(typeof response.body !== 'string');
  });
}
