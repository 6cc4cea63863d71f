import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { Provider } from '../../../../src/providers/provider.ts';
import { chartmogul } from '../../../../src/providers/chartmogul/chartmogul.ts';
import { answer, noSignal, outgoing, stubContext } from '../../../support/stubService.ts';

// What a 404 means is in its body: ChartMogul says in JSON that a record is missing. Every other one is about the address.

const customer = { type: 'customer', id: 'cus_52eb54c2-dea0-11ed-ac96-ef735d89fca0', name: 'Acme' };
const contact = { type: 'contact', id: 'con_52eb54c2-dea0-11ed-ac96-ef735d89fca0', name: 'Ann' };
const task = { target: customer, details: 'Call', assignee: 'ada@example.com', dueOn: '2030-01-31' };
const change = { text: { format: 'typed', value: 'x' } } as const;

/** Each of the requests that are about a record. */
const calls: Readonly<Record<string, (provider: Provider) => Promise<unknown>>> = {
  'find a customer by UUID': (provider) => provider.findTargets('customer', customer.id, noSignal),
  'find a customer by a bare UUID': (provider) =>
    provider.findTargets('customer', customer.id.slice('cus_'.length), noSignal),
  'find a customer by e-mail': (provider) => provider.findTargets('customer', 'a@b.example', noSignal),
  'find a customer by external id': (provider) => provider.findTargets('customer', 'x1', noSignal),
  'find a contact by UUID': (provider) => provider.findTargets('contact', contact.id, noSignal),
  'find a contact by e-mail': (provider) => provider.findTargets('contact', 'a@b.example', noSignal),
  'create a note': (provider) => provider.create(outgoing({ target: customer }), noSignal),
  'create a contact’s note': (provider) => provider.create(outgoing({ target: contact }), noSignal),
  'list a customer’s notes': (provider) => provider.list({ limit: 5, target: customer }, noSignal),
  'look for a note': (provider) =>
    provider.findDuplicate(
      { ...outgoing({ target: customer }), since: 1, takenNoteIds: new Set() },
      noSignal,
    ),
  'read a note': (provider) => provider.read('note_1', noSignal),
  'change a note': async (provider) => provider.edit?.('note_1', change, noSignal),
  'create a follow-up': async (provider) => provider.tasks?.create(task, noSignal),
  'list follow-ups': async (provider) => provider.tasks?.open(customer, noSignal),
  'complete a follow-up': async (provider) => provider.tasks?.complete('task-1', noSignal),
};

const elsewhere = {
  'plain text': '404 Not Found',
  'a web page': '<!DOCTYPE html><html><title>Oops! That page doesn&#x27;t exist.</title></html>',
  nothing: '',
  'an empty object': '{}',
  'the JSON of a gateway': '{"message":"no Route matched with those values"}',
  'the JSON of a web framework': '{"status":404,"error":"Not Found"}',
  'JSON of another form': '{"errors":[{"title":"Not Found"}]}',
  'another code': '{"code":"404","message":"Not Found","param":null}',
  'a list': '[]',
};

/** The failure with which `call` ends when every request is answered with this 404. */
async function failureOf(call: (provider: Provider) => Promise<unknown>, body: unknown): Promise<Failure> {
  const { context } = stubContext({ collection: 'notes' }, () => answer(404, body));
  const ended: unknown = await call(chartmogul.open(context)).catch((error: unknown) => error);
  return Failure.is(ended) ? ended : expect.fail(`ended in ${String(ended)}`);
}

describe.each(Object.entries(elsewhere))('a 404 with %s', (_, body) => {
  it.each(Object.entries(calls))('to the request to %s says nothing of the record', async (_name, call) => {
    const failure = await failureOf(call, body);
    expect(failure).toMatchObject({ reason: 'notServed', status: 404, field: undefined });
    expect(failure.message).toMatch(/ChartMogul does not (answer at this address|serve notes)/);
  });
});

/** As recorded for a contact (2023), a search by e-mail address (2023) and a customer (2016). */
const recorded = [
  {
    code: 404,
    message: 'Contact "7c4c3152-9192-11ed-b18e-efa6b954f7e6" does not exist',
    param: 'contact_uuid',
  },
  { code: 404, message: 'Can\'t find any customers with email: "no@email.com"', param: 'email' },
  {
    code: 404,
    message: 'Customer "35da5436-a730-11e6-a5a0-d32f2a781b50" does not exist',
    param: 'customer_id',
  },
];

describe.each(recorded)('a 404 with the recorded $message', (body) => {
  it.each(Object.entries(calls))('to the request to %s is about the record', async (_name, call) => {
    const failure = await failureOf(call, body);
    expect(failure).toMatchObject({ reason: 'notFound', status: 404 });
    expect(failure.message).toContain(body.message);
  });
});

describe('the check of an account', () => {
  const pathsOf = (collection: string | undefined, served: string) => {
    const { context, requests } = stubContext(collection === undefined ? {} : { collection }, ({ url }) => {
      if (url.endsWith('/ping')) return answer(200, { data: 'pong!' });
      if (url.endsWith('/account')) return answer(200, { name: 'Acme' });
      return new URL(url).pathname.endsWith(`/${served}`)
        ? answer(200, { entries: [], has_more: false })
        : answer(404, '404 Not Found');
    });
    return { verified: chartmogul.open(context).verify(noSignal), requests };
  };

  it.each([undefined, 'customer_notes', 'notes'])(
    'accepts the API path %s where it is served',
    async (path) => {
      const { verified, requests } = pathsOf(path, path ?? 'customer_notes');
      await expect(verified).resolves.toEqual({ name: 'Acme', detail: undefined });
      expect(requests.every(({ method }) => method === 'GET')).toBe(true);
    },
  );

  it.each([
    ['notes', 'customer_notes'],
    ['customer_notes', 'notes'],
    [undefined, 'notes'],
  ])('tells at once that the API path %s is not served, and that there is %s', async (path, other) => {
    const { verified } = pathsOf(path, other);
    await expect(verified).rejects.toMatchObject({
      reason: 'notServed',
      message: `ChartMogul does not serve notes at the API path “${path ?? 'customer_notes'}”; edit the account, and choose the other path (${other}) or check the base URL (HTTP 404): “404 Not Found”.`,
    });
  });

  it.each([
    [404, '404 Not Found', 'notServed'],
    [404, '', 'notServed'],
    [200, '<html>Sign in</html>', 'unreadable'],
    [200, '', 'unreadable'],
    [200, '{}', 'unreadable'],
  ])('fails where a proxy answers everything with %i and %j', async (status, body, reason) => {
    const { context } = stubContext({ baseUrl: 'https://proxy.example/chartmogul/v1/' }, () =>
      answer(status, body),
    );
    await expect(chartmogul.open(context).verify(noSignal)).rejects.toMatchObject({ reason });
  });
});
