import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../../src/http/send.ts';
import { chartmogul } from '../../../../src/providers/chartmogul/chartmogul.ts';
import {
  answer,
  noon,
  noSignal,
  outgoing,
  stubContext,
  type StubRequest,
} from '../../../support/stubService.ts';

const uuid = '52eb54c2-dea0-11ed-ac96-ef735d89fca0';
const customer = { type: 'customer', id: `cus_${uuid}` };
const acme = {
  uuid: customer.id,
  name: 'Acme',
  'chartmogul-url': 'https://app.chartmogul.com/#/customers/1',
};
const acmeTarget = { ...customer, name: 'Acme', url: 'https://app.chartmogul.com/#/customers/1' };
const wire = {
  uuid: 'note_1',
  customer_uuid: customer.id,
  type: 'note',
  created_at: '2025-01-01T00:00:00.000Z',
};
const noSuchCustomer = answer(404, { code: 404, message: 'No', param: 'customer_id' });

function openProvider(reply: (request: StubRequest) => HttpResponse, fields: Record<string, string> = {}) {
  const stub = stubContext(fields, reply);
  return { ...stub, provider: chartmogul.open(stub.context) };
}

const requestLines = (requests: readonly StubRequest[]) =>
  requests.map(({ method, url }) => `${method} ${url}`);

describe('ChartMogul', () => {
  it('sends a note exactly as documented', async () => {
    const { provider, requests } = openProvider(() => answer(201, wire), { authorEmail: 'ann@example.com' });
    const stored = await provider.create(outgoing({ target: acmeTarget }), noSignal);
    expect(stored).toMatchObject({ id: 'note_1', target: acmeTarget, url: acmeTarget.url });
    expect(requestLines(requests)).toEqual(['POST https://api.chartmogul.com/v1/customer_notes']);
    expect(requests[0]?.sentHeaders).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('stub-key-1:').toString('base64')}`,
    });
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
    expect(requests[0]?.body).toEqual({
      kind: 'text',
      text: JSON.stringify({
        customer_uuid: customer.id,
        type: 'note',
        author_email: 'ann@example.com',
        text: 'Hello',
        created_at: '2025-05-06T15:29:59.250Z',
      }),
    });
  });

  it.each([
    ['', 201],
    ['{}', 200],
    ['<html></html>', 200],
    ['{"uuid":"note_1","customer', 201],
  ])('does not take the answer %j for a stored note', async (body, status) => {
    const { provider } = openProvider(() => answer(status, body));
    await expect(provider.create(outgoing({ target: customer }), noSignal)).rejects.toMatchObject({
      reason: 'unreadable',
      status,
    });
  });

  it.each([
    [' https://acme.test/v1/ ', 'notes', 'https://acme.test/v1/notes'],
    ['', 'customer_notes', 'https://api.chartmogul.com/v1/customer_notes'],
  ])('sends to the base URL %j and the collection %s', async (baseUrl, collection, url) => {
    const { provider, requests } = openProvider(() => answer(201, wire), { baseUrl, collection });
    await provider.create(outgoing({ target: customer }), noSignal);
    expect(requests[0]?.url).toBe(url);
  });

  it.each([
    [{ baseUrl: 'http://acme.test' }, undefined],
    [{ baseUrl: 'nonsense' }, undefined],
    [{ collection: 'contacts' }, 'https://api.chartmogul.com'],
  ])('sends nothing with the settings %j', async (fields, origin) => {
    const { provider, requests, context } = openProvider(() => answer(200, {}), fields);
    await expect(provider.verify(noSignal)).rejects.toMatchObject({ reason: 'invalid', field: 'account' });
    expect(requests).toEqual([]);
    expect(chartmogul.origin(context.account)).toBe(origin);
  });

  it('checks an account by requesting ping, the account and the newest note', async () => {
    const { provider, requests } = openProvider(({ url }) =>
      answer(
        200,
        url.endsWith('ping')
          ? { data: 'pong!' }
          : url.endsWith('account')
            ? { name: 'Acme', currency: 'EUR', time_zone: 'Europe/Berlin' }
            : { entries: [], cursor: null, has_more: false },
      ),
    );
    await expect(provider.verify(noSignal)).resolves.toEqual({ name: 'Acme', detail: 'EUR, Europe/Berlin' });
    expect(requestLines(requests)).toEqual([
      'GET https://api.chartmogul.com/v1/ping',
      'GET https://api.chartmogul.com/v1/account',
      'GET https://api.chartmogul.com/v1/customer_notes?per_page=1',
    ]);
  });

  it.each([
    [customer.id, [`customers/${customer.id}`]],
    [uuid, [`customers/${customer.id}`]],
    ['ann+x@example.com', ['customers/search?email=ann%2Bx%40example.com&with_associated_emails=true']],
    ['cus_Stripe&1', ['customers?external_id=cus_Stripe%261']],
    [`\u200b${customer.id}\u200b`, [`customers/${customer.id}`]],
  ])('finds the customer %s', async (typed, paths) => {
    const { provider, requests } = openProvider(({ url }) =>
      answer(200, url.includes('?') ? { entries: [acme, acme], has_more: false } : acme),
    );
    await expect(provider.findTargets('customer', typed, noSignal)).resolves.toEqual([acmeTarget]);
    expect(requestLines(requests)).toEqual(paths.map((path) => `GET https://api.chartmogul.com/v1/${path}`));
  });

  it('takes a bare UUID for an external id when no customer has it', async () => {
    const { provider, requests } = openProvider(({ url }) =>
      url.includes('?') ? answer(200, { entries: [acme] }) : noSuchCustomer,
    );
    await expect(provider.findTargets('customer', `\ufeff${uuid}\u200b`, noSignal)).resolves.toEqual([
      acmeTarget,
    ]);
    expect(requests[1]?.url).toBe(`https://api.chartmogul.com/v1/customers?external_id=${uuid}`);
  });

  it.each([
    ['a@b', noSuchCustomer],
    ['x1', answer(200, { entries: [], cursor: null })],
    [customer.id, noSuchCustomer],
  ])('finds no customer %s', async (typed, reply) => {
    const { provider } = openProvider(() => reply);
    const search = provider.findTargets('customer', typed, noSignal);
    await expect(search).rejects.toMatchObject({ reason: 'notFound', field: 'target' });
    await expect(search).rejects.toThrow(`ChartMogul knows no customer “${typed}”`);
  });

  it('sends no request for the address of a page', async () => {
    const { provider, requests } = openProvider(() => noSuchCustomer);
    const search = provider.findTargets('customer', 'https://app.chartmogul.com/#/customers/1-Ann', noSignal);
    await expect(search).rejects.toMatchObject({ reason: 'invalid', field: 'target' });
    expect(requests).toEqual([]);
  });

  it('names a target offline by its own UUID only', () => {
    const { provider } = openProvider(() => noSuchCustomer);
    expect(provider.targetOffline('customer', ` ${customer.id.toUpperCase()}`)).toEqual(customer);
    for (const typed of [
      uuid,
      'a@b',
      'cus_O075O8NH0LrtG8',
      'x1',
      '',
      'https://app.chartmogul.com/#/customers/1',
      'cus_://',
    ])
      expect(provider.targetOffline('customer', typed)).toBeUndefined();
    expect(provider.targetOffline('order', customer.id)).toBeUndefined();
  });

  it.each([
    [undefined, 0, noon - 1000],
    ['2025-01-01T12:00:00.000+02:00', 0, Date.parse('2025-01-01T10:00:00Z')],
    ['2025-05-06T15:30:00.000Z', 0, noon - 1000],
    // The service's clock is 90 seconds behind.
    [undefined, -90, noon - 90_250 - 1000],
    ['2025-05-06T15:29:00.000Z', -90, noon - 90_250 - 1000],
  ])('stamps %s while the service’s clock is %i s ahead', (occurredAt, ahead, at) => {
    const { provider, context } = openProvider(() => noSuchCustomer);
    if (ahead !== 0) {
      const date = new Date(noon + ahead * 1000).toUTCString();
      context.serverClock.learn('https://api.chartmogul.com', date, noon, noon);
    }
    expect(provider.stamp(outgoing({ target: customer, occurredAt }).note)).toBe(new Date(at).toISOString());
  });

  it('lists notes newest first, with the names and pages of their customers', async () => {
    const { provider, requests } = openProvider(({ url }) =>
      url.includes('/customers/')
        ? answer(200, acme)
        : answer(200, {
            entries: [wire, { ...wire, uuid: 'note_2', created_at: '2025-02-01T00:00:00.000Z' }],
            cursor: 'a=',
            has_more: true,
          }),
    );
    const page = await provider.list({ limit: 1000 }, noSignal);
    expect(page.notes.map(({ id, target, url }) => ({ id, target, url }))).toEqual([
      { id: 'note_2', target: acmeTarget, url: acmeTarget.url },
      { id: 'note_1', target: acmeTarget, url: acmeTarget.url },
    ]);
    await provider.list({ limit: 0, cursor: page.cursor ?? '', target: customer }, noSignal);
    const base = 'GET https://api.chartmogul.com/v1/';
    expect(requestLines(requests)).toEqual([
      `${base}customer_notes?per_page=200`,
      `${base}customers/${customer.id}`,
      `${base}customer_notes?customer_uuid=${customer.id}&per_page=1&cursor=a%3D`,
    ]);
  });

  it.each([
    [{ cursor: 'last', has_more: false }],
    [{ cursor: null, has_more: true }],
    [{ cursor: '', has_more: true }],
    [{ cursor: 'same', has_more: true }],
  ])('ends a list with %j', async (rest) => {
    const { provider, lines } = openProvider(({ url }) =>
      answer(
        200,
        url.includes('cursor')
          ? { entries: [], ...rest }
          : { entries: [wire], cursor: 'same', has_more: true },
      ),
    );
    const { cursor = '' } = await provider.list({ limit: 5 }, noSignal);
    const page = await provider.list({ limit: 5, cursor }, noSignal);
    expect(page).toEqual({ notes: [], cursor: undefined });
    expect(lines.join()).toMatch(rest.has_more ? /ends early/ : /^(?!.*ends early)/);
  });

  it('takes an e-mail address as the assignee of a follow-up', () => {
    const problem = chartmogul.capabilities.tasks?.assignee.problem;
    expect(problem?.('ann@example.com')).toBeUndefined();
    expect(problem?.('Ann')).toBe('Type an e-mail address of your team.');
  });

  it.each(['mailto:ann@example.com', 'Ann <ann@example.com>,', '\u200bann@example.com\u00a0'])(
    'reads the address of an author in the settings and of an assignee out of %j',
    async (pasted) => {
      const task = { task_uuid: 't1', customer_uuid: customer.id, assignee: 'ann@example.com' };
      const { provider, requests } = openProvider(
        ({ url }) => answer(201, url.endsWith('/tasks') ? task : wire),
        { authorEmail: pasted },
      );
      expect(chartmogul.capabilities.tasks?.assignee.problem(pasted)).toBeUndefined();
      await provider.create(outgoing({ target: acmeTarget }), noSignal);
      const due = { details: 'Call', assignee: pasted, dueOn: '2026-07-31' };
      await provider.tasks?.create({ target: acmeTarget, ...due }, noSignal);
      const bodies = requests.map(({ body }) => (body?.kind === 'text' ? body.text : ''));
      expect(bodies[0]).toContain('"author_email":"ann@example.com"');
      expect(bodies[1]).toContain('"assignee":"ann@example.com"');
    },
  );

  it.each([
    ['one like it', {}, true],
    ['one like it that is done', { completed_at: '2026-07-30T10:00:00Z' }, true],
    ['one of another day', { due_date: '2026-08-01T00:00:00Z' }, false],
    ['one with other details', { task_details: 'Call again' }, false],
    ['one of a colleague', { assignee: 'bob@example.com' }, false],
  ])('finds a follow-up by its details, assignee and day: %s', async (_, other, found) => {
    const task = {
      task_uuid: 't1',
      customer_uuid: acmeTarget.id,
      task_details: 'Call ',
      assignee: 'Ann@example.com',
      due_date: '2026-07-31T00:00:00Z',
      completed_at: null,
    };
    const { provider, requests } = openProvider(() =>
      answer(200, { entries: [{ ...task, ...other }], cursor: null, has_more: false }),
    );
    const wanted = { details: 'Call', assignee: 'ann@example.com', dueOn: '2026-07-31' };
    expect(await provider.tasks?.has({ target: acmeTarget, ...wanted }, noSignal)).toBe(found);
    expect(requests.map(({ url }) => url).join()).not.toContain('completed');
  });

  it.each([
    ['author_email', 'author'],
    ['created_at', 'occurredAt'],
    ['text', 'text'],
    ['call_duration', 'duration'],
    ['customer_uuid', 'target'],
    ['contact_uuid', 'target'],
    ['customer_id', 'target'],
    ['external_id', 'target'],
    ['email', 'target'],
    ['type', 'kind'],
    ['banana', undefined],
  ])('a refusal that names the parameter %s is about the field %s', async (param, field) => {
    const { provider } = openProvider(() => answer(422, { code: 422, message: 'No', param }));
    await expect(provider.create(outgoing({ target: acmeTarget }), noSignal)).rejects.toMatchObject({
      reason: 'refused',
      field,
    });
  });
});
