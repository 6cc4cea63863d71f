import * as z from 'zod';
import { listedEntries } from '../listedEntries.ts';
import { wireId, wireNumber } from '../wireValues.ts';
import type { Target } from '../../model/note.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import { uuid } from './typedId.ts';

/** An unreadable field must not hide the customer. */
const text = z.string().nullish().catch(undefined);

/**
 * The members of a customer that are used (docs/api/chartmogul.md, section 6). `name`, `email` and `company` can each
 * be empty. The names with hyphens are the service's.
 */
export const customerSchema = z.object({
  uuid: z.string().regex(new RegExp(`^cus_${uuid}$`, 'i')),
  name: text,
  company: text,
  email: text,
  external_id: wireId.nullish().catch(undefined),
  /** A merged customer has the ids of all customers that were merged into it. One that is unreadable hides no other. */
  external_ids: z.array(wireId.catch('')).nullish().catch(undefined),
  /** With spaces: `Past Due`. */
  status: text,
  /** Hundredths of `currency`, whatever the currency (docs/api/chartmogul.md, section 6). */
  mrr: wireNumber.nullish().catch(undefined),
  /** ISO 4217. */
  currency: text,
  'currency-sign': text,
  /** A team member's e-mail address. */
  owner: text,
  'chartmogul-url': text,
});

type WireCustomer = z.infer<typeof customerSchema>;

/** The results of a search. Only the first page is read: up to 200 customers with the same e-mail address or id. */
export const customerPageSchema = z.object({ entries: listedEntries.pipe(z.array(customerSchema)) });

/** A customer as a target. Only an https address becomes its `url`; a development server has answered with http. */
export function targetOf(customer: WireCustomer): Target {
  const names = [customer.name, customer.company, customer.email, customer.external_id];
  const name = names.map((each) => each?.trim() ?? '').find((each) => each !== '');
  const page = URL.parse(customer['chartmogul-url'] ?? '');
  return {
    type: 'customer',
    id: customer.uuid,
    ...(name === undefined ? {} : { name }),
    ...(page?.protocol === 'https:' ? { url: page.href } : {}),
  };
}

/** A customer with everything that it can be found by. */
export function entryOf(customer: WireCustomer): DirectoryEntry {
  const { company, email, external_id, external_ids, status, mrr, currency, owner } = customer;
  const externalIds = [...new Set([...(external_ids ?? []), external_id ?? ''])].filter(
    (id) => id.trim() !== '',
  );
  const sign = customer['currency-sign'];
  const amount = mrr != null &&
    currency != null &&
    currency !== '' && { minorUnits: mrr, currency, ...(sign != null && sign !== '' && { sign }) };
  return {
    target: targetOf(customer),
    ...nonEmpty({ company, email, status, owner }),
    ...(externalIds.length > 0 && { externalIds }),
    ...(amount && { mrr: amount }),
  };
}

/** The texts that are not empty, trimmed. */
export function nonEmpty<Name extends string>(
  texts: Readonly<Record<Name, string | null | undefined>>,
): Partial<Record<Name, string>> {
  const values: Partial<Record<Name, string>> = {};
  for (const name in texts) {
    const value = texts[name]?.trim() ?? '';
    if (value !== '') values[name] = value;
  }
  return values;
}
