import * as z from 'zod';
import { Failure } from '../../notes/failure.ts';
import type { Target } from '../../notes/note.ts';
import type { TargetType } from '../provider.ts';

/** What a note can be made about (seed: `type`), with the collection that it is read from. */
const entities = [
  { type: 'account', collection: 'accounts', placeholder: '29' },
  { type: 'subscription', collection: 'subscriptions', placeholder: '3056' },
  { type: 'order', collection: 'orders', placeholder: '2936' },
] as const;

/** For the capabilities. */
export const targetTypes: readonly TargetType[] = entities.map(({ type, placeholder }) => ({
  type,
  label: type,
  idLabel: `number of the ${type}`,
  placeholder,
}));

/** An id as ActivePlatform's API takes it; undefined for anything but a positive safe integer. */
export function positiveInteger(value: string): number | undefined {
  const digits = /^\s*0*([1-9]\d*)\s*$/.exec(value)?.[1];
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : undefined;
}

/** Where an entity is read, relative to its reseller; undefined for a type that has no page in the API here. */
export function entityPath(target: Target): string | undefined {
  const entity = entities.find(({ type }) => type === target.type);
  return entity === undefined ? undefined : `${entity.collection}/${encodeURIComponent(target.id)}`;
}

/** Reads what was typed. Failure `invalid` (field `target`) when it is no such entity's number. */
export function readTyped(type: string, typed: string): Target & { readonly number: number } {
  const entity = entities.find((each) => each.type === type);
  const number = positiveInteger(typed);
  if (entity === undefined)
    throw invalid('ActivePlatform keeps notes about accounts, subscriptions and orders.');
  if (number === undefined) throw invalid(`Type the number of the ${type}, such as ${entity.placeholder}.`);
  return { type, id: String(number), number };
}

const optionalText = z.string().nullish().catch(undefined);

/**
 * What of an account, a subscription or an order is used (API reference section 4). Ids are strings in JSON:API,
 * and "integer" in some of the service's pages.
 */
export const entitySchema = z.object({
  data: z.object({
    id: z.union([z.string(), z.number()]).transform(String),
    attributes: z.object({
      name: optionalText,
      primary_name: optionalText,
      first_name: optionalText,
      last_name: optionalText,
      email: optionalText,
      document_id: optionalText,
    }),
  }),
});

/** The target with its name: an order's is the number that people know it by. */
export function named(target: Target, { data }: z.infer<typeof entitySchema>): Target {
  const { name, primary_name, first_name, last_name, email, document_id } = data.attributes;
  const whole = [first_name, last_name].filter((part) => part != null && part !== '').join(' ');
  const found = [document_id, name, primary_name, whole, email].find(
    (each) => each != null && each.trim() !== '',
  );
  return { type: target.type, id: target.id, ...(found == null ? {} : { name: found.trim() }) };
}

/** `GET /resellers/{id}`, as far as it is shown. */
export const resellerSchema = z.object({
  data: z.object({
    attributes: z.object({
      general: z.object({ name: optionalText, domain: optionalText, currency: optionalText }),
    }),
  }),
});

function invalid(message: string): Failure {
  return new Failure('invalid', message, { field: 'target' });
}
