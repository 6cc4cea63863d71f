import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { accountSchema, pingSchema } from '../../../../src/providers/chartmogul/account.ts';
import {
  customerPageSchema,
  customerSchema,
  targetOf,
} from '../../../../src/providers/chartmogul/customer.ts';
import { notePageSchema, noteSchema, storedNote } from '../../../../src/providers/chartmogul/wireNote.ts';
import { readComplaint } from '../../../../src/providers/complaint.ts';

/** Real exchanges, which are not the project's to hold: replayed where they lie beside it. */
const folder = path.resolve(import.meta.dirname, '../../../../../shared/recordings/chartmogul');
const recordingSchema = z.object({
  recorded: z.string(),
  request: z.object({ method: z.string(), path: z.string() }),
  response: z.object({ status: z.number(), body: z.unknown() }),
});

const recordings = (existsSync(folder) ? readdirSync(folder) : []).map((name) => ({
  name,
  ...recordingSchema.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))),
}));

/** Which schema reads an answer, by its request; undefined: nothing of it is used here. */
function schemaFor({ request: { method, path: where }, response: { status } }: (typeof recordings)[number]) {
  if (status < 200 || status >= 300 || method === 'DELETE') return undefined;
  if (where.endsWith('/ping')) return pingSchema;
  if (where.endsWith('/account')) return accountSchema;
  const notes = /\/(customer_notes|notes)(\/note_[^/]+)?$/.exec(where);
  if (notes) return method === 'GET' && notes[2] === undefined ? notePageSchema : noteSchema;
  if (/\/customers(\/search)?$/.test(where)) return method === 'GET' ? customerPageSchema : customerSchema;
  return /\/customers\/cus_[^/]+$/.test(where) ? customerSchema : undefined;
}

describe.skipIf(recordings.length === 0)('recorded exchanges', () => {
  /** Pages of customers had another shape before the API that is documented today. */
  const olden = z.object({ customers: z.array(z.unknown()) });
  const isOlden = ({ response }: (typeof recordings)[number]) => olden.safeParse(response.body).success;
  const read = recordings.filter((recording) => schemaFor(recording) !== undefined && !isOlden(recording));

  it.each(recordings.filter(isOlden))('$name is older than the documentation', ({ recorded }) => {
    expect(recorded).toMatch(/^2016/);
  });

  it.each(read)('$name', (recording) => {
    const body = schemaFor(recording)?.parse(recording.response.body);
    const note = noteSchema.safeParse(body);
    const stored = note.success ? storedNote(note.data) : undefined;
    expect(stored === undefined || (stored.author !== undefined && stored.createdAt !== undefined)).toBe(
      true,
    );
    const customer = customerSchema.safeParse(body);
    if (customer.success) expect(targetOf(customer.data).name).not.toBe('');
  });

  it('cover every resource that is used', () => {
    for (const schema of [
      pingSchema,
      accountSchema,
      noteSchema,
      notePageSchema,
      customerSchema,
      customerPageSchema,
    ])
      expect(read.some((recording) => schemaFor(recording) === schema)).toBe(true);
  });

  it.each(recordings.filter(({ response }) => response.status >= 400))('$name', ({ response }) => {
    const body = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
    expect(readComplaint(body).words).toMatch(/\w{3}/);
    expect(readComplaint(body).known).toBe(typeof response.body !== 'string');
  });
});
