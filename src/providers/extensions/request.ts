import * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import { fieldNames } from '../../model/fields.ts';
import { impossibleId } from '../../words/providers.ts';
import type { Call } from '../service.ts';

/*
 * A provider of another extension names no address: it names the parts of a path below the account's own, each of which
 * is encoded here, and no header. So it can neither leave the account's origin nor replace the key.
 */

const requestSchema = z.strictObject({
  method: z.enum(['GET', 'POST']).default('GET'),
  path: z.array(z.string().max(500)).max(20),
  query: z.record(z.string(), z.string()).default({}),
  json: z.unknown().optional(),
  accept: z.array(z.number().int().min(400).max(499)).default([]),
  missing: z
    .strictObject({ message: z.string().min(1).max(200), field: z.enum(fieldNames).optional() })
    .optional(),
});

/** A request as the provider's service is called. Throws where it is not of the documented form. */
export function readRequest(given: unknown, address: string): Omit<Call, 'signal'> {
  const { method, path, query, json, accept, missing } = requestSchema.parse(given);
  const search = new URLSearchParams(query).toString();
  return {
    method,
    url: `${address}/${path.map(part).join('/')}${search === '' ? '' : `?${search}`}`,
    accept,
    ...(json === undefined ? {} : { body: { kind: 'text' as const, text: JSON.stringify(json) } }),
    ...(missing && { missing: { message: oneLine(missing.message), field: missing.field } }),
  };
}

/** A part of a path that stays one. Failure `notFound` for one that would lead elsewhere: an id that nothing can have. */
function part(text: string): string {
  if (/^\.{0,2}$/.test(text) || !text.isWellFormed()) throw new Failure('notFound', impossibleId());
  return encodeURIComponent(text);
}

/** Text of another extension, for a sentence. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
