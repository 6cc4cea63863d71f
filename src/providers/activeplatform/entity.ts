import * as z from 'zod';
import { listedEntries } from '../listedEntries.ts';
import { wireId } from '../wireValues.ts';
import { Failure } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import { emailOf } from '../../model/email.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import type { TargetType } from '../../model/capabilities.ts';
import * as words from './words.ts';

/**
 * What a note can be about (docs/api/activeplatform.md, section 3), with the collection that it is read from. `below`:
 * the collection of the same entities of resellers below, where the documentation lists one (section 8).
 */
const entities = [
  {
    type: 'account',
    collection: 'accounts',
    below: 'child_reseller_accounts',
    idLabel: words.accountIdLabel,
    placeholder: '29',
  },
  {
    type: 'subscription',
    collection: 'subscriptions',
    below: 'child_reseller_subscriptions',
    idLabel: words.subscriptionIdLabel,
    placeholder: '3056',
  },
  {
    type: 'order',
    collection: 'orders',
    below: undefined,
    idLabel: words.orderIdLabel,
    placeholder: '2936',
  },
] as const;

/** The types as the capabilities list them. */
export const targetTypes: readonly TargetType[] = entities.map(({ type, idLabel, placeholder }) => ({
  type,
  get label() {
    return words.typeName(type);
  },
  get idLabel() {
    return idLabel();
  },
  placeholder,
}));

/** More digits than any number that counts something; those of a 128-bit integer are 39. */
const mostDigits = 40;

/**
 * The digits of an id as ActivePlatform's API takes it, without zeros before them; undefined for anything but a positive
 * whole number. It may be beyond 2^53.
 */
export function idDigits(value: string): string | undefined {
  const digits = /^0*([1-9]\d*)$/.exec(withoutEdges(value))?.[1];
  return digits === undefined || digits.length > mostDigits ? undefined : digits;
}

/** The paths of a type's collections, relative to a reseller; undefined for a type that the API does not list. */
export function collectionsOf(type: string): { own: string; below: string | undefined } | undefined {
  const entity = entities.find((each) => each.type === type);
  return entity && { own: entity.collection, below: entity.below };
}

/** Whether the API has a path for the target, from which its name can be read. */
export function isEntity(target: Target): boolean {
  return collectionsOf(target.type) !== undefined && idDigits(target.id) !== undefined;
}

/** The filter of a list of notes; none for a target that the service has no filter for. */
export function noteFilter(target: Target | undefined): Readonly<Record<string, string>> {
  return target === undefined || !isEntity(target) ? {} : { [`filter[${target.type}_id]`]: target.id };
}

/** An e-mail address that was typed for an account; undefined for anything else. */
export function typedEmail(type: string, typed: string): string | undefined {
  return type === 'account' ? emailOf(typed) : undefined;
}

/** Whether what was typed has the form of an entity's number or, for an account, of an e-mail address. */
export function canBeTyped(type: string, typed: string): boolean {
  return idDigits(typed) !== undefined || typedEmail(type, typed) !== undefined;
}

/** Parses what the user typed. Failure `invalid` (field `target`) when it is not the number of an entity. */
export function parseTyped(type: string, typed: string): Target {
  const entity = entities.find((each) => each.type === type);
  const id = idDigits(typed);
  if (entity === undefined) throw invalid(words.onlyAbout());
  if (id === undefined)
    throw invalid(
      (type === 'account' ? words.typeNumberOrEmail : words.typeNumber)(
        words.typeName(type),
        entity.placeholder,
      ),
    );
  return { type, id };
}

const text = z.string().nullish().catch(undefined);

/**
 * The members of an account, a subscription or an order that are used (docs/api/activeplatform.md, section 8). Ids are
 * strings in JSON:API, but "integer" on some of the service's pages.
 */
export const resourceSchema = z.object({
  id: wireId,
  attributes: z.object({
    name: text,
    primary_name: text,
    first_name: text,
    last_name: text,
    email: text,
    document_id: text,
    status: text,
    /** Of an account: the reseller that it belongs to. */
    reseller_id: wireId.nullish().catch(undefined),
    /** Of a subscription or an order: the account that it belongs to. */
    account_id: wireId.nullish().catch(undefined),
  }),
});

/** An account, a subscription or an order as the service sends it. */
export type Resource = z.infer<typeof resourceSchema>;

/** The answer to a request for one of them. */
export const entitySchema = z.object({ data: resourceSchema });

/** A page of a list. Its entries are not parsed yet. */
export const listSchema = z.object({ data: listedEntries, links: z.unknown().optional() });

/**
 * The target with its name and, if it is not `ownReseller`, the reseller that holds it. An order's name is the number
 * that people know it by.
 */
export function withNameAndScope(target: Target, { attributes }: Resource, ownReseller: string): Target {
  const { name, primary_name, first_name, last_name, email, document_id, reseller_id } = attributes;
  const fullName = [first_name, last_name].filter((part) => part != null && part !== '').join(' ');
  const bestName = [document_id, name, primary_name, fullName, email].find(
    (each) => each != null && each.trim() !== '',
  );
  const reseller = idDigits(reseller_id ?? '') ?? idDigits(target.scope ?? '');
  return {
    type: target.type,
    id: target.id,
    ...(bestName == null ? {} : { name: bestName.trim() }),
    ...(reseller === undefined || reseller === ownReseller ? {} : { scope: reseller }),
  };
}

/** An entity with everything that it can be found by. `reseller`: its reseller's name, if that is not the account's. */
export function entryOf(
  target: Target,
  { attributes }: Resource,
  reseller: string | undefined,
): DirectoryEntry {
  const textOf = (value: string | null | undefined) =>
    value == null || value.trim() === '' ? undefined : value.trim();
  const email = textOf(attributes.email);
  const status = textOf(attributes.status);
  const number = textOf(attributes.document_id);
  return {
    target,
    ...(email !== undefined && { email }),
    ...(status !== undefined && { status }),
    ...(number !== undefined && { externalIds: [number] }),
    ...(reseller !== undefined && { owner: reseller }),
  };
}

/** The members of `GET /resellers/{id}` that are shown. */
export const resellerSchema = z.object({
  data: z.object({
    attributes: z.object({
      general: z.object({ name: text, domain: text, currency: text }),
    }),
  }),
});

/** An entry of a list of resellers. Accounts of the same name are told apart by their resellers' names. */
export const namedResellerSchema = z.object({
  id: wireId,
  attributes: z.object({ general: z.object({ name: z.string() }) }),
});

function invalid(message: string): Failure {
  return new Failure('invalid', message, { field: 'target' });
}
