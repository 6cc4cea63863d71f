import type { Answer } from '../answer.ts';
import type { Query } from '../request.ts';
import { chartmogulError, missingParameter, unknownResource } from './errors.ts';
import { cursorTime, pageOf, perPage, type Order, type Page } from './page.ts';
import type { ChartmogulState, Contact, Customer } from './state.ts';

/** The order of the recorded cursors: by customer since, then by id. Leads, who are not customers yet, come first. */
const sinceThenId: Order<Customer> = {
  key: ({ id, 'customer-since': since }) =>
    `${since === null ? '' : cursorTime(Date.parse(since))}&${String(id).padStart(9, '0')}`,
  direction: 'ascending',
};

/** `GET /customers` with its filters (List Customers). There is no search by name. */
export function listCustomers(state: ChartmogulState, query: Query): Answer {
  const { data_source_uuid: source, external_id: externalId, status, system } = query;
  const filtered = [source, externalId, status, system].some((filter) => filter !== undefined);
  const matches = !filtered
    ? state.customers
    : state.customers.filter(
        (customer) =>
          (source === undefined || customer.data_source_uuids.includes(source)) &&
          (externalId === undefined || customer.external_ids.includes(externalId)) &&
          // With underscores in requests, but with spaces in answers.
          (status === undefined || customer.status === status.replaceAll('_', ' ')) &&
          (system === undefined || customer['billing-system-type'] === system),
      );
  return { status: 200, body: page(matches, query, 'counted') };
}

/** `GET /customers/search`: by the exact address. Assumed: letter case counts. Without a match: 404, as recorded. */
export function searchCustomers(state: ChartmogulState, query: Query): Answer {
  const { email } = query;
  if (email === undefined || email === '') throw missingParameter('email');
  const ofContacts = state.contacts
    .filter((contact) => query['with_associated_emails'] === 'true' && contact.email === email)
    .map((contact) => contact.customer_uuid);
  const matches = state.customers.filter(
    (customer) => customer.email === email || ofContacts.includes(customer.uuid),
  );
  if (matches.length === 0) {
    throw chartmogulError(404, `Can't find any customers with email: "${email}"`, 'email');
  }
  return { status: 200, body: page(matches, query, 'uncounted') };
}

/** `GET /customers/{uuid}`. */
export function retrieveCustomer(state: ChartmogulState, uuid: string): Answer {
  const customer = state.customers.find((one) => one.uuid === uuid);
  if (customer === undefined) throw unknownResource('Customer', uuid, 'customer_id');
  return { status: 200, body: customer };
}

/** `GET /contacts`, also under a customer. Assumed: newest first; here, that is by the highest position. */
export function listContacts(state: ChartmogulState, query: Query): Answer {
  const filters = [
    'customer_uuid',
    'data_source_uuid',
    'email',
    'customer_external_id',
    'external_id',
  ] as const;
  const matches = state.contacts.filter((contact) =>
    filters.every((name) => query[name] === undefined || query[name] === contact[name]),
  );
  const order: Order<Contact> = {
    key: ({ position, uuid }) => `${cursorTime(0, position)}&${uuid}`,
    direction: 'descending',
  };
  return { status: 200, body: pageOf(matches, order, query, (contact) => contact) };
}

/** `GET /contacts/{uuid}`. */
export function retrieveContact(state: ChartmogulState, uuid: string): Answer {
  const contact = state.contacts.find((one) => one.uuid === uuid);
  if (contact === undefined) throw unknownResource('Contact', uuid, 'contact_uuid');
  return { status: 200, body: contact };
}

/**
 * A page of customers. The first one has the deprecated page numbers, too; their total is null for a search. A request
 * with the deprecated `page` gets no cursor. See docs/api/chartmogul.md, sections 6 and 7.
 */
function page(matches: readonly Customer[], query: Query, total: 'counted' | 'uncounted'): object {
  const show = (customer: Customer): Customer => customer;
  const size = perPage(query);
  const numbers = (current: number): object => ({
    current_page: current,
    total_pages: total === 'counted' ? Math.max(1, Math.ceil(matches.length / size)) : null,
    per_page: size,
    page: current,
  });
  const number = Number(query['page'] ?? '0');
  if (Number.isInteger(number) && number > 0) {
    const all: Page = pageOf(matches, sinceThenId, { per_page: '200' }, show);
    const entries = all.entries.slice((number - 1) * size, number * size);
    return { entries, ...numbers(number), has_more: matches.length > number * size };
  }
  const answer = pageOf(matches, sinceThenId, query, show);
  return query['cursor'] === undefined ? { ...answer, ...numbers(1) } : answer;
}
