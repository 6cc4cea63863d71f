import type { ChartmogulNote, Contact, Customer } from './chartmogul/state.ts';

/** A customer with all fields of the API's answers, made from the few that matter. Money in hundredths. */
export function buildCustomer(facts: Pick<Customer, 'id' | 'uuid' | 'name'> & Partial<Customer>): Customer {
  const mrr = facts.mrr ?? 0;
  const externalId = facts.external_id ?? `ext_${facts.id}`;
  const source = facts.data_source_uuid ?? 'ds_5b6ce3a0-0c5e-4a53-9d0e-3f1f1f3f8a10';
  return {
    external_id: externalId,
    email: '',
    status: mrr > 0 ? 'Active' : 'New Lead',
    'customer-since': mrr > 0 ? '2024-03-01T00:00:00+00:00' : null,
    attributes: { custom: {}, stripe: {}, tags: [] },
    data_source_uuid: source,
    data_source_uuids: [source],
    external_ids: [externalId],
    company: '',
    country: null,
    state: null,
    city: null,
    zip: null,
    lead_created_at: null,
    free_trial_started_at: null,
    lead_status: 'New Lead',
    free_subscriber_status: 'Never a Free Subscriber',
    trial_subscriber_status: 'Never had Trial',
    paid_subscriber_status: mrr > 0 ? 'Active' : 'Never a Paid Subscriber',
    address: { country: null, state: null, city: null, address_zip: null },
    arr: 12 * mrr,
    'billing-system-url': null,
    'chartmogul-url': `https://app.chartmogul.com/#/customers/${facts.id}-${facts.name.replaceAll(' ', '_')}`,
    'billing-system-type': 'Import API',
    currency: 'EUR',
    'currency-sign': '€',
    owner: null,
    website_url: null,
    last_seen: null,
    ...facts,
    mrr,
  };
}

/** A contact of a customer, or, without one, a contact that stands alone. */
export function buildContact(
  facts: Pick<Contact, 'uuid' | 'customer_uuid' | 'position'> & Partial<Contact>,
): Contact {
  return {
    customer_external_id: null,
    data_source_uuid: null,
    external_id: null,
    first_name: null,
    last_name: null,
    title: null,
    email: null,
    phone: null,
    linked_in: null,
    twitter: null,
    notes: null,
    last_seen: null,
    custom: {},
    ...facts,
  };
}

/** An existing note about a customer; `callDuration` (seconds) makes it a call. */
export function buildNote(
  facts: Pick<ChartmogulNote, 'uuid' | 'author' | 'createdAt' | 'sequence'> & {
    readonly customer: string;
    readonly text: string;
    readonly callDuration?: number;
  },
): ChartmogulNote {
  return {
    uuid: facts.uuid,
    owner: { type: 'customer', uuid: facts.customer },
    type: facts.callDuration === undefined ? 'note' : 'call',
    text: facts.text,
    callDuration: facts.callDuration ?? 0,
    author: facts.author,
    createdAt: facts.createdAt,
    updatedAt: facts.createdAt,
    sequence: facts.sequence,
  };
}
