import * as z from 'zod';
import { Failure } from '../../../src/base/failure.ts';
import { readJson } from '../../../src/http/readJson.ts';
import { timeOfReading } from '../../../src/http/serverClock.ts';
import type { Note, StoredNote, Target } from '../../../src/model/note.ts';
import { baseUrlField, originOf } from '../../../src/providers/baseUrl.ts';
import { readCursorPage } from '../../../src/providers/cursor.ts';
import { instantOf } from '../../../src/providers/instant.ts';
import { pathPart } from '../../../src/providers/pathPart.ts';
import type { Provider, ProviderContext, ProviderKind } from '../../../src/providers/provider.ts';
import { rawNote } from '../../../src/providers/rawNote.ts';
import { readEntries } from '../../../src/providers/readEntries.ts';
import { openService, type Call } from '../../../src/providers/service.ts';

const longestText = 2000;
const maxPageSize = 100;

/** A service that exists in the tests only: docs/adding-a-provider.md explains this file. */
export const exampleProvider: ProviderKind = {
  id: 'example',
  title: 'Example CRM',
  capabilities: {
    kinds: ['note'],
    targets: [{ type: 'customer', label: 'customer', idLabel: 'number', placeholder: '7' }],
    attachments: 'none',
    author: undefined,
    backDating: false,
    longestText,
    directory: [{ type: 'customer', within: undefined }],
    edit: false,
    remove: false,
    tasks: undefined,
  },
  limits: { requestsPerSecond: 10, connections: 4 },
  accountFields: [baseUrlField('Where the API answers.', 'https://crm.example.com', undefined)],
  keyLabel: 'Access token',
  origin: ({ fields }) => originOf(fields['baseUrl'] ?? ''),
  tenant: ({ fields }) => fields['baseUrl'] ?? '',
  open,
};

const customerSchema = z
  .object({ id: z.number(), name: z.string() })
  .transform(({ id, name }): Target => ({ type: 'customer', id: String(id), name }));
const noteSchema = z
  .object({ id: z.number(), customer: customerSchema, text: z.string(), author: z.string(), at: z.string() })
  .transform(({ id, customer, at, ...rest }): StoredNote => ({
    ...rest,
    id: String(id),
    kind: 'note',
    target: customer,
    createdAt: instantOf(at),
    durationSeconds: undefined,
    attachment: undefined,
    url: undefined,
  }));
const pageSchema = z.object({ entries: z.array(z.unknown()), next: z.string().nullable() });
type Query = Readonly<Record<string, string>>;

function open(context: ProviderContext): Provider {
  const baseUrl = context.account.fields['baseUrl'] ?? '';
  const call = openService(context, {
    title: 'Example CRM',
    keyName: 'access token',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    fieldOf: (param) => (param === 'text' ? 'text' : undefined),
    addressHint: 'check the base URL',
    forbidden: 'Example CRM does not allow this: the token may only read',
  });
  const get = async <S extends z.ZodType>(schema: S, path: string, rest: Pick<Call, 'signal' | 'missing'>) =>
    readJson(await call({ method: 'GET', url: `${baseUrl}/${path}`, ...rest }), schema);
  const page = (path: string, query: Query, cursor: string | undefined, signal: AbortSignal) =>
    readCursorPage(cursor, (next) => {
      const search = new URLSearchParams({ ...query, ...(next !== undefined && { cursor: next }) });
      return get(pageSchema, `${path}?${search.toString()}`, { signal });
    });

  return {
    async verify(signal) {
      return { ...(await get(z.object({ name: z.string() }), 'me', { signal })), detail: undefined };
    },
    async findTargets(type, typed, signal) {
      const id = customerId(type, typed);
      return [await get(customerSchema, `customers/${id}`, { signal, missing: noCustomer(id) })];
    },
    targetOffline: (type, typed) => (/^\d{1,15}$/.test(typed) ? { type, id: typed } : undefined),
    stamp({ occurredAt }) {
      const now = context.serverClock.now(originOf(baseUrl) ?? '');
      return new Date(Math.min(occurredAt === undefined ? now : Date.parse(occurredAt), now)).toISOString();
    },
    async create({ id: reference, note, maySend }, signal) {
      const customer = customerId(note.target.type, note.target.id);
      const text = JSON.stringify({ customer: Number(customer), text: checkedText(note), reference });
      const answer = await call({
        method: 'POST',
        url: `${baseUrl}/notes`,
        body: { kind: 'text', text },
        ...(maySend && { maySend }),
        signal,
        missing: noCustomer(customer),
      });
      return readJson(answer, noteSchema);
    },
    async findDuplicate({ id: reference, note: { target } }, signal) {
      const { entries } = await page('notes', { reference }, undefined, signal);
      const [note] = entries.map((entry) => listedNote(entry, target));
      const list = { readAt: timeOfReading(context.serverClock, originOf(baseUrl) ?? ''), newest: undefined };
      return note ? { result: 'found', note } : { result: 'absent', final: false, list };
    },
    async list({ target, kind, cursor: after, limit }, signal) {
      if (kind === 'call') return { notes: [], cursor: undefined };
      const query = { limit: String(Math.min(limit, maxPageSize)), ...(target && { customer: target.id }) };
      const { entries, cursor } = await page('notes', query, after, signal);
      return { notes: entries.map((entry) => listedNote(entry, target)), cursor };
    },
    read: async (id, signal) => get(noteSchema, `notes/${pathPart(id)}`, { signal, missing: noNote }),
    async directory({ type, cursor: after }, signal) {
      if (type !== 'customer') throw new Failure('invalid', 'Example CRM has no list of these.');
      const { entries, cursor } = await page('customers', { limit: String(maxPageSize) }, after, signal);
      const { log, inTurns } = context;
      const facts = { title: 'Example CRM', path: 'customers', log, inTurns, unreadable: 'No list.' };
      const { read, unread } = await readEntries(customerSchema, entries, facts);
      return { entries: read.map((target) => ({ target })), cursor, unread };
    },
  };
}

function customerId(type: string, typed: string): string {
  if (type === 'customer' && /^\s*\d{1,15}\s*$/.test(typed)) return typed.trim();
  throw new Failure('invalid', 'Type the customer’s number.', { field: 'target' });
}

function checkedText({ attachment, text: { value } }: Note): string {
  if (attachment) throw new Failure('invalid', 'Example CRM takes no attachments.', { field: 'attachment' });
  if (value.length <= longestText) return value;
  throw new Failure('invalid', `Example CRM takes ${longestText} characters.`, { field: 'text' });
}

const noNote = { message: 'Example CRM does not have this note any more', field: undefined };

function noCustomer(id: string): NonNullable<Call['missing']> {
  return { message: `Example CRM knows no customer “${id}”`, field: 'target' };
}

/** A note that cannot be read is shown as it came. */
function listedNote(entry: unknown, of: Target | undefined): StoredNote {
  return noteSchema.safeParse(entry).data ?? rawNote(entry, of ?? { type: 'customer', id: 'unknown' });
}
