import type { Target } from '../../model/note.ts';

/**
 * The member of a request that names the customer or the contact whom a note or a follow-up is about: exactly one of the
 * two is sent (docs/api/chartmogul.md, sections 4 and 8). Undefined for a target of any other type.
 */
export function ownerMember({ type, id }: Target): Readonly<Record<string, unknown>> | undefined {
  switch (type) {
    case 'customer':
      return { customer_uuid: id };
    case 'contact':
      return { associated_object_identifier: { associated_object: 'contact', method: 'uuid', value: id } };
    default:
      return undefined;
  }
}
