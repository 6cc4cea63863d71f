import * as z from 'zod';
import { directoryEntrySchema } from '../../model/directory.ts';
import { noteKinds, type StoredNote, type Target } from '../../model/note.ts';
import { instantOf } from '../instant.ts';

/*
 * What a provider of another extension may answer, as docs/notelog.d.ts has it. What is not documented is left out.
 */

const text = (longest: number) => z.string().max(longest);
const seen = (longest: number) => text(longest).regex(/\S/);

const identitySchema = z
  .object({ name: seen(300), detail: text(300).optional() })
  .transform(({ name, detail }) => ({ name, detail }));

/** A found note is read like a listed one. */
const foundSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('found'), note: z.unknown() }),
  z.object({ result: z.literal('absent') }),
  z.object({ result: z.literal('cannotTell'), candidates: z.array(z.unknown()).max(100) }),
]);

const next = text(2000).nullish();

/** The schemas for a provider that has customers of these types. */
export function answersOf(types: readonly string[]) {
  const customer = z
    .object({
      type: z.enum(types),
      id: seen(200),
      name: text(500).optional(),
      url: text(2000).optional(),
    })
    .transform((target): Target => target);
  return {
    identity: identitySchema,
    customers: z.array(customer).max(100),
    note: z
      .object({
        id: seen(200),
        kind: z.enum(noteKinds).default('note'),
        customer,
        text: text(1_000_000),
        author: text(500).optional(),
        at: text(100).optional(),
        durationSeconds: z.number().int().positive().optional(),
        url: text(2000).optional(),
      })
      .transform(({ customer: target, author, at, durationSeconds, url, ...rest }): StoredNote => ({
        ...rest,
        target,
        author,
        createdAt: instantOf(at),
        durationSeconds,
        attachment: undefined,
        url,
      })),
    found: foundSchema,
    notes: z.object({ notes: z.array(z.unknown()).max(1000), next }),
    listedCustomers: z.object({ customers: z.array(z.unknown()).max(1000), next }),
    listedCustomer: z
      .object({ company: text(500).optional(), email: text(500).optional(), status: text(200).optional() })
      .and(customer)
      .transform(({ company, email, status, ...target }) =>
        directoryEntrySchema.parse({ target, company, email, status }),
      ),
  };
}

/** See {@link answersOf}. */
export type Answers = ReturnType<typeof answersOf>;
