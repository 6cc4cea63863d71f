import type { Answer } from '../answer.ts';
import type { Query } from '../request.ts';
import { chartmogulError, missing, unknownThing } from './errors.ts';
import { cursorTime, pageOf, perPage, type Order, type Page } from './page.ts';
import type { ChartmogulState, Contact, Customer } from './state.ts';

/** As the recorded cursors have it: customer since, then id; those that are no customers yet come first. */
const sinceThenId: Order<Customer> = {
  key: ({ id, 'customer-since': since }) =>
    `${since === null ? '' : cursorTime(Date.parse(since))}&${String(id).padStart(9, '0')}`,
  direction: 'ascending',
};

/** `GET /customers` with its filters (List Customers). There is no search by name. */
export function listCustomers(state: ChartmogulState, query: Query): Answer {
  const { data_source_uuid: source, external_id: externalId, status, system } = query;
  const filtered = [source, externalId, status, system].some((filter) => filter !== undefined);
  const found = !filtered
    ? state.customers
    : state.customers.filter(
        (customer) =>
          (source === undefined || customer.data_source_uuids.includes(source)) &&
          (externalId === undefined || customer.external_ids.includes(externalId)) &&
          // Sent with underscores, answered with spaces.
          (status === undefined || customer.status === status.replaceAll('_', ' ')) &&
          (system === undefined || customer['billing-system-type'] === system),
      );
  return { status: 200, body: page(found, query, 'counted') };
}

/** `GET /customers/search`: the exact address. Assumed: letter case counts. None found is a recorded 404. */
export function searchCustomers(state: ChartmogulState, query: Query): Answer {
  const { email } = query;
  if (email === undefined || email === '') throw missing('email');
  const ofContacts = state.contacts
    .filter((contact) => query['with_associated_emails'] === 'true' && contact.email === email)
    .map((contact) => contact.customer_uuid);
  const found = state.customers.filter(
    (customer) => customer.email === email || ofContacts.includes(customer.uuid),
  );
  if (found.length === 0) {
    throw chartmogulError(404, `Can't find any customers with email: "${email}"`, 'email');
  }
  return { status: 200, body: page(found, query, 'uncounted') };
}

/** `GET /customers/{uuid}`. */
export function retrieveCustomer(state: ChartmogulState, uuid: string): Answer {
  const customer = state.customers.find((one) => one.uuid === uuid);
  if (customer === undefined) throw unknownThing('Customer', uuid, 'customer_id');
  return { status: 200, body: customer };
}

/** `GET /contacts`, also under a customer. Assumed: newest first, which is highest position first here. */
export function listContacts(state: ChartmogulState, query: Query): Answer {
  const filters = [
    'customer_uuid',
    'data_source_uuid',
    'email',
    'customer_external_id',
    'external_id',
  ] as const;
  const found = state.contacts.filter((contact) =>
    filters.every((name) => query[name] === undefined || query[name] === contact[name]),
  );
  const order: Order<Contact> = {
    key: ({ position, uuid }) => `${cursorTime(0, position)}&${uuid}`,
    direction: 'descending',
  };
  return { status: 200, body: pageOf(found, order, query, (contact) => contact) };
}

/** `GET /contacts/{uuid}`. */
export function retrieveContact(state: ChartmogulState, uuid: string): Answer {
  const contact = state.contacts.find((one) => one.uuid === uuid);
  if (contact === undefined) throw unknownThing('Contact', uuid, 'contact_uuid');
  return { status: 200, body: contact };
}

/**
 * A page of customers. The first carries the deprecated page numbers as well; a search leaves their total open.
 * With the deprecated `page` there is no cursor. See docs/api/chartmogul.md, sections 6 and 7.
 */
function page(found: readonly Customer[], query: Query, total: 'counted' | 'uncounted'): object {
  const show = (customer: Customer): Customer => customer;
  const size = perPage(query);
  const numbers = (current: number): object => ({
    current_page: current,
    total_pages: total === 'counted' ? Math.max(1, Math.ceil(found.length / size)) : null,
    per_page: size,
    page: current,
  });
  const number = Number(query['page'] ?? '0');
  if (Number.isInteger(number) && number > 0) {
    const all: Page = pageOf(found, sinceThenId, { per_page: '200' }, show);
    const entries = all.entries.slice((number - 1) * size, number * size);
    return { entries, ...numbers(number), has_more: found.length > number * size };
  }
  const answer = pageOf(found, sinceThenId, query, show);
  return query['cursor'] === undefined ? { ...answer, ...numbers(1) } : answer;
}
