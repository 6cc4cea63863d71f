import { Failure } from '../../base/failure.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { emailOf } from '../../model/email.ts';
import * as words from './words.ts';

/** For a pattern, whatever the prefix. */
export const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What the user typed for a customer or a contact. `bare`: a UUID without its prefix. */
export type TypedId =
  | { readonly by: 'uuid'; readonly uuid: string; readonly bare: boolean }
  | { readonly by: 'email'; readonly email: string }
  | { readonly by: 'externalId'; readonly externalId: string };

const prefixes = { customer: 'cus_', contact: 'con_' } as const;

/**
 * Parses what the user typed. A prefix that no UUID follows begins an external id, such as Stripe's. Failure `invalid`
 * (field `target`) for anything that cannot be such an id, for the UUID of the other type, and for the address of a page.
 */
export function parseTypedId(type: keyof typeof prefixes, typed: string): TypedId {
  const value = withoutEdges(typed);
  const prefix = prefixes[type];
  const name = words.typeName(type);
  if (value === '') throw invalid(words.typeId(name));
  if (/^[a-z][a-z0-9+.-]*:\/\/|^(\w+\.)*chartmogul\.com(\/|$)/i.test(value))
    throw invalid(words.pageAddress(name, prefix));
  if (value.length > 255 || /\p{Cc}/u.test(value)) throw invalid(words.noId(name));
  const [, itsPrefix, id] = new RegExp(`^(cus_|con_)?(${uuid})$`, 'i').exec(value) ?? [];
  if (id !== undefined) {
    const bare = itsPrefix === undefined;
    if (!bare && itsPrefix.toLowerCase() !== prefix)
      throw invalid(words.idOfOther(words.typeName(type === 'contact' ? 'customer' : 'contact'), name));
    return { by: 'uuid', uuid: `${prefix}${id.toLowerCase()}`, bare };
  }
  const email = emailOf(value);
  if (email !== undefined) return { by: 'email', email };
  return { by: 'externalId', externalId: value };
}

function invalid(message: string): Failure {
  return new Failure('invalid', message, { field: 'target' });
}
