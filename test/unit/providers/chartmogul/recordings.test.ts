import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
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
import { answer, noSignal, stubContext } from '../../../support/stubService.ts';

/** Real exchanges, which are not the project's to hold: replayed where they lie beside it. */
const folder = path.resolve(import.meta.dirname, '../../../../../shared/recordings/chartmogul');
const recordingSchema = z.object({
  recorded: z.string(),
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.string()).optional(),
  }),
  response: z.object({ status: z.number(), body: z.unknown() }),
});
type Recording = z.infer<typeof recordingSchema> & { readonly name: string };

const recordings: Recording[] = (existsSync(folder) ? readdirSync(folder) : []).map((name) => ({
  name,
  ...recordingSchema.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))),
}));

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

/** What an answer is about, and whether it is a page; undefined: nothing of it is used here. */
function kindOf({ request: { method, path: where }, response: { status } }: Recording) {
  const [, name, rest] = /^\/v1\/(\w+)(\/.+)?$/.exec(where) ?? [];
  const resource = Object.keys(resources).find((each): each is Resource => each === name);
  if (resource === undefined || status < 200 || status >= 300 || method === 'DELETE') return undefined;
  // An abandoned path.
  if (/^\/cus_[^/]+\/notes/.test(rest ?? '')) return undefined;
  const paged = resource !== 'ping' && resource !== 'account' && method === 'GET';
  return { resource, page: paged && (rest === undefined || rest === '/search') };
}

const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body ?? ''));

describe.skipIf(recordings.length === 0)('recorded exchanges', () => {
  /** Pages of customers had another shape before the API that is documented today. */
  const olden = z.object({ customers: z.array(z.unknown()) });
  const isOlden = ({ response }: Recording) => olden.safeParse(response.body).success;
  const read = recordings.filter((recording) => kindOf(recording) !== undefined && !isOlden(recording));

  it.each(recordings.filter(isOlden))('$name is older than the documentation', ({ recorded }) => {
    expect(recorded).toMatch(/^2016/);
  });

  it.each(read)('$name', (recording) => {
    const { resource = 'ping', page } = kindOf(recording) ?? {};
    const { body } = recording.response;
    // The first page of an old listing by number has no cursor.
    const entries = page === true ? z.object({ entries: z.array(z.unknown()) }).parse(body).entries : [body];
    for (const entry of entries) {
      const known = resources[resource].parse(entry);
      const note = noteSchema.safeParse(known).data;
      if (note !== undefined) {
        expect(storedNote(note)).toMatchObject({
          author: expect.stringMatching(/./) as unknown,
          createdAt: expect.any(Date) as unknown,
          updatedAt: expect.any(Date) as unknown,
        });
      }
      const customer = customerSchema.safeParse(known).data;
      if (customer !== undefined) {
        expect(targetOf(customer).name).not.toBe('');
        if (recording.recorded > '2023')
          expect(entryOf(customer)).toMatchObject({
            status: expect.stringMatching(/^[A-Z]/) as unknown,
            mrr: { currency: expect.stringMatching(/^[A-Z]{3}$/) as unknown },
          });
      }
      const contact = contactSchema.safeParse(known).data;
      if (contact !== undefined) expect(contactEntry(contact).target.id).toMatch(/^con_/);
    }
    if (page === true && recording.recorded > '2023' && recording.request.query?.['page'] === undefined)
      expect(pageSchema.safeParse(body).success || customerPageSchema.safeParse(body).success).toBe(true);
  });

  it('cover every resource that is used', () => {
    const seen = new Set(read.map((recording) => kindOf(recording)?.resource));
    expect([...seen].toSorted()).toEqual(Object.keys(resources).toSorted());
  });

  it.each(
    recordings.filter(
      ({ request }) => /notes|contacts|tasks/.test(request.path) && request.method === 'DELETE',
    ),
  )('$name is taken for done', async ({ response }) => {
    const { context } = stubContext({}, () => answer(response.status, text(response.body)));
    await expect(chartmogul.open(context).remove?.('note_1', noSignal)).resolves.toBeUndefined();
  });

  it.each(
    recordings.filter(
      ({ request }) => /\/(customer_)?notes\/note_/.test(request.path) && request.method === 'PATCH',
    ),
  )('$name is taken for changed', async ({ request, response }) => {
    const uuid = request.path.split('/').at(-1) ?? '';
    const note = { uuid, customer_uuid: 'cus_1', type: 'note', text: 'read again' };
    const { context, seen } = stubContext({}, ({ method }) =>
      method === 'PATCH' ? answer(response.status, text(response.body ?? '')) : answer(200, note),
    );
    const change = { text: { format: 'typed', value: 'x' } } as const;
    const edited = await chartmogul.open(context).edit?.(uuid, change, noSignal);
    expect(edited?.id).toBe(uuid);
    const again = seen.some(({ method, url }) => method === 'GET' && url.includes(uuid));
    expect(again).toBe(response.status === 304);
  });

  it.each(recordings.filter(({ response }) => response.status >= 400))('$name', ({ response }) => {
    const body = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
    expect(readErrorBody(body).words).toMatch(/\w{3}/);
    expect(readErrorBody(body).known).toBe(typeof response.body !== 'string');
  });
});
