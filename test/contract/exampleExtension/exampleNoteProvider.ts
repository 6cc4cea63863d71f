import * as z from 'zod';
import type {
  Customer,
  LoggedNote,
  NewNote,
  NoteProvider,
  ProviderCall,
  ProviderError,
  ProviderRequest,
} from '../../../docs/notelog.d.ts';

/*
 * A provider that another extension brings: it knows the types of Notelog that it copied, and nothing else of Notelog.
 * docs/extension-api.md explains it.
 */

const customerSchema = z
  .object({ id: z.number(), name: z.string() })
  .transform(({ id, name }): Customer => ({ type: 'customer', id: String(id), name }));

const noteSchema = z
  .object({ id: z.number(), customer: customerSchema, text: z.string(), author: z.string(), at: z.string() })
  .transform(({ id, ...rest }): LoggedNote => ({ ...rest, id: String(id) }));

const pageSchema = z.object({ entries: z.array(z.unknown()), next: z.string().nullable() });

async function get<Schema extends z.ZodType>(
  schema: Schema,
  call: ProviderCall,
  request: ProviderRequest,
): Promise<z.output<Schema>> {
  return schema.parse((await call.send(request)).json());
}

/** A service that exists in the tests only, as an extension connects it. */
export const exampleNoteProvider: NoteProvider = {
  id: 'example.crm/notes',
  title: 'Example CRM',
  address: { description: 'Where the API answers.', placeholder: 'https://crm.example.com' },
  key: { label: 'Access token', sentAs: 'bearer' },
  customerTypes: [{ type: 'customer', label: 'customer', idLabel: 'number', placeholder: '7' }],
  kinds: ['note'],
  longestText: 2000,
  requestsPerSecond: 10,
  parameters: { text: 'text' },

  verify: (call) => get(z.object({ name: z.string() }), call, { path: ['me'] }),

  async findCustomers(_type, typed, call) {
    const id = typed.trim();
    if (!isNumber(id)) throw error('invalid', 'Type the customer’s number.');
    return [await get(customerSchema, call, { path: ['customers', id], missing: noCustomer(id) })];
  },

  isCustomerId: (_type, typed) => isNumber(typed),

  async createNote({ id: reference, customer: { id }, text }, call) {
    const json = { customer: Number(id), text, reference };
    return get(noteSchema, call, { method: 'POST', path: ['notes'], json, missing: noCustomer(id) });
  },

  async findNote({ id: reference }: NewNote, call) {
    const { entries } = await get(pageSchema, call, { path: ['notes'], query: { reference } });
    const [entry] = entries;
    return entry === undefined ? { result: 'absent' } : { result: 'found', note: noteSchema.parse(entry) };
  },

  async listNotes({ customer, cursor, limit }, call) {
    const query = {
      limit: String(Math.min(limit, 100)),
      ...(customer && { customer: customer.id }),
      ...(cursor !== undefined && { cursor }),
    };
    const { entries, next } = await get(pageSchema, call, { path: ['notes'], query });
    // What cannot be read is shown as it is.
    return { notes: entries.map((entry) => noteSchema.safeParse(entry).data ?? entry), next };
  },

  readNote: (id, call) =>
    get(noteSchema, call, { path: ['notes', id], missing: { message: 'Example CRM has no such note' } }),

  async listCustomers(_type, cursor, call) {
    const query = { limit: '100', ...(cursor !== undefined && { cursor }) };
    const { entries, next } = await get(pageSchema, call, { path: ['customers'], query });
    return { customers: entries.map((entry) => customerSchema.safeParse(entry).data ?? entry), next };
  },
};

function isNumber(typed: string): boolean {
  return /^\d{1,15}$/.test(typed);
}

function noCustomer(id: string): NonNullable<ProviderRequest['missing']> {
  return { message: `Example CRM knows no customer “${id}”`, field: 'target' };
}

function error(reason: ProviderError['reason'], message: string): ProviderError {
  return Object.assign(new Error(message), { reason, field: 'target' as const });
}
