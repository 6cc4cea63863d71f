import { isRecord } from '../request.ts';
import { requiredText, type JsonObject } from './body.ts';
import { invalidParameter, missingParameter, unknownResource } from './errors.ts';
import type { ChartmogulNote, ChartmogulState } from './state.ts';

type Owner = ChartmogulNote['owner'];

/**
 * Whom a new note or task is about: `customer_uuid` or `associated_object_identifier`, exactly one of the two
 * (docs/api/chartmogul.md, sections 4 and 8). Every refusal is assumed.
 */
export function ownerOf(body: JsonObject, state: ChartmogulState): Owner {
  const identifier = body['associated_object_identifier'];
  if (!isRecord(identifier)) return existing('customer', requiredText(body, 'customer_uuid'), state);
  if (body['customer_uuid'] !== undefined) {
    throw invalidParameter(
      'associated_object_identifier',
      'Give a customer_uuid or an associated object, not both',
    );
  }
  const { associated_object: type, method } = identifier;
  if (method !== 'uuid')
    throw invalidParameter('associated_object_identifier', 'Only the method "uuid" is known');
  if (type !== 'customer' && type !== 'contact') throw missingParameter('associated_object');
  return existing(type, requiredText(identifier, 'value'), state);
}

/** The customer or the contact. Assumed: 404, as for its own path. */
export function existing(type: Owner['type'], uuid: string, { customers, contacts }: ChartmogulState): Owner {
  const owners = type === 'customer' ? customers : contacts;
  if (owners.some((one) => one.uuid === uuid)) return { type, uuid };
  throw unknownResource(type === 'customer' ? 'Customer' : 'Contact', uuid, `${type}_uuid`);
}
