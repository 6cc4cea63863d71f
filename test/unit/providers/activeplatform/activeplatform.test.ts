import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../../src/http/send.ts';
import { activeplatform } from '../../../../src/providers/activeplatform/activeplatform.ts';
import {
  answer,
  noon,
  noSignal,
  outgoing,
  stubContext,
  type StubRequest,
} from '../../../support/stubService.ts';

const settings = { baseUrl: 'https://test.activeplatform.com', resellerId: '1' };
const base = 'https://test.activeplatform.com/api/v3/resellers/1';
const subscription = { type: 'subscription', id: '3056' };
const account = { type: 'account', id: '29' };

const wire = (id: string, of: object) => ({
  id,
  type: 'notes',
  attributes: { created_at: `2025-01-0${id}T00:00:00.000+03:00`, content: 'x', ...of },
});
const onSubscription = { original_id: 3056, original_type: 'Subscription', original_link: null };
const onAccount = { original_id: null, original_type: null, original_link: '/admin/accounts/29/notes/5' };

function openProvider(reply: (request: StubRequest) => HttpResponse, fields: Record<string, string> = {}) {
  const stub = stubContext({ ...settings, ...fields }, reply);
  return { ...stub, provider: activeplatform.open(stub.context) };
}

const requestLines = (requests: readonly StubRequest[]) =>
  requests.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);

describe('ActivePlatform', () => {
  it('sends both media types and the token with every request', async () => {
    const { provider, requests } = openProvider(({ method }) =>
      method === 'POST' ? answer(201, { data: wire('5', onSubscription) }) : answer(200, { data: [] }),
    );
    await provider.create(outgoing({ target: subscription }), noSignal);
    await provider.list({ limit: 10 }, noSignal);
    for (const { sentHeaders, headers } of requests) {
      expect(sentHeaders).toEqual({
        accept: 'application/vnd.api+json',
        'content-type': 'application/vnd.api+json',
        'x-api-token': 'stub-key-1',
      });
      expect(headers).not.toHaveProperty('x-api-token');
    }
    expect(requestLines(requests)).toEqual([
      `POST ${base}/notes`,
      `GET ${base}/notes?page[size]=10&page[number]=1`,
    ]);
  });

  it('keeps the target of an account’s note, which the answer does not name', async () => {
    const { provider } = openProvider(() =>
      answer(201, { data: wire('5', { ...onAccount, original_link: '/elsewhere' }) }),
    );
    const target = { ...account, name: 'Fabrikam' };
    await expect(provider.create(outgoing({ target }), noSignal)).resolves.toMatchObject({ id: '5', target });
  });

  it.each([
    ['https://acme.test/api/v3/', 'https://acme.test/api/v3/resellers/1/notes'],
    ['https://acme.test/x/api/v3/resellers/7/notes', 'https://acme.test/x/api/v3/resellers/1/notes'],
    ['https://acme.test/prefix/', 'https://acme.test/prefix/api/v3/resellers/1/notes'],
    ['http://127.0.0.1:99', 'http://127.0.0.1:99/api/v3/resellers/1/notes'],
  ])('sends to the API of the base URL %s', async (baseUrl, url) => {
    const { provider, requests } = openProvider(() => answer(201, { data: wire('5', onSubscription) }), {
      baseUrl,
    });
    await provider.create(outgoing({ target: subscription }), noSignal);
    expect(requests[0]?.url).toBe(url);
  });

  it.each([
    { baseUrl: '' },
    { baseUrl: 'http://acme.test' },
    { resellerId: '0' },
    { resellerId: '1.5' },
    { dataUrl: 'plain' },
  ])('sends nothing with the settings %j', async (fields) => {
    const { provider, requests } = openProvider(() => answer(200, { data: [] }), fields);
    await expect(provider.verify(noSignal)).rejects.toMatchObject({ reason: 'invalid', field: 'account' });
    expect(requests).toEqual([]);
  });

  it.each([
    ['baseUrl', ['https://acme.test', ' http://localhost:8080/x '], ['', 'acme.test', 'http://acme.test']],
    ['resellerId', ['1', ' 4711 '], ['', '0', '-1', '1.5', 'one']],
    ['dataUrl', ['quoted', 'rfc2397'], ['', 'plain']],
  ])('the field %s of an account takes %j, and none of %j', (id, taken, refused) => {
    const field = activeplatform.accountFields.find((each) => each.id === id) ?? expect.fail();
    expect(taken.filter((value) => field.problem(value) !== undefined)).toEqual([]);
    expect(refused.filter((value) => field.problem(value) === undefined)).toEqual([]);
  });

  it.each([
    [
      answer(200, {
        data: { attributes: { general: { name: 'Demo', domain: 'demo.test', currency: 'EUR' } } },
      }),
      'Demo',
      'demo.test, EUR',
    ],
    [answer(200, { data: { attributes: { general: { name: '' } } } }), 'Reseller 1', undefined],
    [answer(200, {}), 'Reseller 1', undefined],
    [answer(403, ''), 'Reseller 1', undefined],
    [answer(404, ''), 'Reseller 1', undefined],
  ])('checks a token by reading notes', async (reseller, name, detail) => {
    const { provider, requests } = openProvider(({ url }) =>
      url.includes('/notes') ? answer(200, { data: [] }) : reseller,
    );
    await expect(provider.verify(noSignal)).resolves.toEqual({ name, detail });
    expect(requestLines(requests)).toEqual([`GET ${base}/notes?page[size]=1`, `GET ${base}`]);
  });

  it('names both causes of a 403', async () => {
    const { provider } = openProvider(() => answer(403, ''));
    const failure = provider.findTargets('account', '29', noSignal);
    await expect(failure).rejects.toMatchObject({ reason: 'forbidden' });
    await expect(failure).rejects.toThrow(/role.*reseller/);
  });

  it.each([
    ['account', 'accounts', { name: 'Fabrikam' }, 'Fabrikam'],
    ['account', 'accounts', { name: null, first_name: 'Ann', last_name: 'Lee' }, 'Ann Lee'],
    ['subscription', 'subscriptions', { name: 'Mail' }, 'Mail'],
    ['order', 'orders', { document_id: 'RN000029' }, 'RN000029'],
    ['order', 'orders', {}, undefined],
  ])('reads the %s from %s', async (type, collection, attributes, name) => {
    const { provider, requests } = openProvider(() => answer(200, { data: { id: 29, attributes } }));
    const targets = await provider.findTargets(type, ' 029 ', noSignal);
    expect(targets).toEqual([{ type, id: '29', ...(name === undefined ? {} : { name }) }]);
    expect(requestLines(requests)).toEqual([`GET ${base}/${collection}/29`]);
  });

  it.each(['', 'abc', '-1', '0', '1e3', '1.0', '9'.repeat(41)])('sends no request for %j', async (typed) => {
    const { provider, requests } = openProvider(() => answer(200, {}));
    await expect(provider.findTargets('order', typed, noSignal)).rejects.toMatchObject({
      reason: 'invalid',
      field: 'target',
    });
    expect(provider.targetOffline('order', typed)).toBeUndefined();
    expect(requests).toEqual([]);
  });

  it.each(['mailto:ann@x.example', 'Ann <ann@x.example>,', '\u200bann@x.example\u200b'])(
    'finds an account by the address in %j',
    async (typed) => {
      const { provider, requests } = openProvider(() =>
        answer(200, { data: [{ id: '29', attributes: { name: 'Acme', email: 'ann@x.example' } }] }),
      );
      const targets = await provider.findTargets('account', typed, noSignal);
      expect(targets).toEqual([{ type: 'account', id: '29', name: 'Acme' }]);
      expect(requestLines(requests)).toEqual([`GET ${base}/accounts?filter[email]=ann@x.example`]);
    },
  );

  it('does not accept a different entity from the one requested', async () => {
    const { provider } = openProvider(() =>
      answer(200, { data: { id: '30', attributes: { name: 'Other' } } }),
    );
    await expect(provider.findTargets('account', '29', noSignal)).rejects.toMatchObject({
      reason: 'unreadable',
    });
  });

  it('names a target offline by its number', () => {
    const { provider } = openProvider(() => answer(200, {}));
    expect(provider.targetOffline('order', ' 12')).toEqual({ type: 'order', id: '12' });
    expect(provider.targetOffline('order', '\u200b12\u00a0\u202c')).toEqual({ type: 'order', id: '12' });
    expect(provider.targetOffline('customer', '12')).toBeUndefined();
  });

  it('stamps with the service’s current time', () => {
    const { provider, context } = openProvider(() => answer(200, {}));
    const { note } = outgoing({ target: account, occurredAt: '2020-01-01T00:00:00.000Z' });
    expect(provider.stamp(note)).toBe(new Date(noon).toISOString());
    context.serverClock.learn(
      'https://test.activeplatform.com',
      new Date(noon - 60_000).toUTCString(),
      noon,
      noon,
    );
    expect(provider.stamp(note)).toBe(new Date(noon - 60_250).toISOString());
  });

  it('lists notes newest first with names, and for a target only those about it', async () => {
    const { provider, requests } = openProvider(({ url }) => {
      if (url.includes('/accounts/'))
        return answer(200, { data: { id: '29', attributes: { name: 'Fabrikam' } } });
      if (url.includes('/subscriptions/')) return answer(403, '');
      return answer(200, { data: [wire('1', onAccount), wire('2', onSubscription)], links: { next: null } });
    });
    const all = await provider.list({ limit: 500 }, noSignal);
    expect(all.notes.map(({ id, target }) => [id, target.type, target.name])).toEqual([
      ['2', 'subscription', undefined],
      ['1', 'account', 'Fabrikam'],
    ]);
    const one = await provider.list({ limit: 500, target: account }, noSignal);
    expect(one.notes.map(({ id }) => id)).toEqual(['1']);
    expect(requestLines(requests).toSorted()).toEqual([
      `GET ${base}/accounts/29`,
      `GET ${base}/notes?filter[account_id]=29&page[size]=50&page[number]=1`,
      `GET ${base}/notes?page[size]=50&page[number]=1`,
      `GET ${base}/subscriptions/3056`,
    ]);
  });

  it('says that the file may have caused a fault of the service', async () => {
    const { provider } = openProvider(() => answer(500, ''));
    const attachment = { name: 'a', mime: 'a/b', size: 1, sha256: '0'.repeat(64) };
    const withFile = provider.create(outgoing({ target: account, attachment }, '/blob'), noSignal);
    await expect(withFile).rejects.toThrow('cannot read the attached file');
    await expect(provider.create(outgoing({ target: account }), noSignal)).rejects.not.toThrow(
      'attached file',
    );
  });

  const resource = (id: string, attributes: object) => answer(200, { data: { id, attributes } });

  it('knows the account of a subscription, with its name and the reseller that holds it', async () => {
    const { provider, requests } = openProvider(({ url }) =>
      url.endsWith('/accounts/29')
        ? resource('29', { name: 'Fabrikam', reseller_id: 7 })
        : resource('3056', { name: 'Mail', account_id: 29 }),
    );
    await expect(provider.customerOf?.(subscription, noSignal)).resolves.toEqual({
      ...account,
      name: 'Fabrikam',
      scope: '7',
    });
    expect(requestLines(requests)).toEqual([`GET ${base}/subscriptions/3056`, `GET ${base}/accounts/29`]);
  });

  it('reads the account of what a reseller below holds there', async () => {
    const { provider, requests } = openProvider(({ url }) =>
      url.endsWith('/accounts/29')
        ? resource('29', { name: 'Fabrikam' })
        : resource('2936', { document_id: 'A-1', account_id: '29' }),
    );
    await provider.customerOf?.({ type: 'order', id: '2936', scope: '7' }, noSignal);
    expect(requestLines(requests).at(-1)).toBe(`GET ${base.replace(/1$/, '7')}/accounts/29`);
  });

  it('says nothing of the customer of an account, or where the service names none', async () => {
    const { provider, requests } = openProvider(() => resource('3056', { name: 'Mail' }));
    await expect(provider.customerOf?.(account, noSignal)).resolves.toBeUndefined();
    expect(requests).toEqual([]);
    await expect(provider.customerOf?.(subscription, noSignal)).resolves.toBeUndefined();
  });
});
