import { describe, expect, it } from 'vitest';
import { activeplatform } from '../../../../src/providers/activeplatform/activeplatform.ts';
import { answer, noSignal, outgoing, stubContext, type StubRequest } from '../../../support/stubService.ts';
import type { HttpResponse } from '../../../../src/http/send.ts';

const large = '9007199254740993';
const reseller = '9007199254740995';
const base = 'https://test.activeplatform.com/api/v3/resellers';

function openProvider(reply: (request: StubRequest) => HttpResponse) {
  const stub = stubContext({ baseUrl: 'https://test.activeplatform.com', resellerId: reseller }, reply);
  return { ...stub, provider: activeplatform.open(stub.context) };
}

const noteJson = `{"id":${large},"attributes":{"content":"x","original_id":9007199254740997,"original_type":"Order"}}`;

describe('ids of ActivePlatform beyond 2^53', () => {
  it('are read and asked for digit by digit, in targets and their resellers', async () => {
    const { provider, requests } = openProvider(() =>
      answer(200, `{"data":{"id":${large},"attributes":{"name":"Acme","reseller_id": 9007199254740999}}}`),
    );
    const [target] = await provider.findTargets('account', large, noSignal);
    expect(target).toEqual({ type: 'account', id: large, name: 'Acme', scope: '9007199254740999' });
    expect(provider.targetOffline('account', `00${large}`)).toEqual({ type: 'account', id: large });
    expect(requests.map(({ url }) => url)).toEqual([`${base}/${reseller}/accounts/${large}`]);
  });

  it('are sent as numbers with all digits', async () => {
    const { provider, requests } = openProvider(() => answer(201, `{"data":${noteJson}}`));
    const stored = await provider.create(outgoing({ target: { type: 'order', id: large } }), noSignal);
    expect(requests[0]?.body).toEqual({
      kind: 'text',
      text: `{"data":{"attributes":{"id":${large},"type":"order","content":"Hello"}}}`,
    });
    expect([stored.id, stored.target.id]).toEqual([large, '9007199254740997']);
  });

  it('are told apart in lists of notes and of accounts', async () => {
    const accounts = ['9007199254740992', large].map((id) => `{"id":${id},"attributes":{"name":"A"}}`);
    const { provider } = openProvider(({ url }) =>
      answer(200, url.includes('/notes') ? `{"data":[${noteJson}]}` : `{"data":[${accounts.join(',')}]}`),
    );
    const { notes } = await provider.list({ limit: 5 }, noSignal);
    expect(notes.map(({ id, target }) => [id, target.id])).toEqual([[large, '9007199254740997']]);
    const page = await provider.directory?.({ type: 'account' }, noSignal);
    expect(page?.entries.map(({ target }) => target.id)).toEqual(['9007199254740992', large]);
  });

  it.each(['1'.repeat(41), '1e20', '9007199254740993.0'])('are refused as %j', async (typed) => {
    const { provider, requests } = openProvider(() => answer(200, {}));
    await expect(provider.findTargets('order', typed, noSignal)).rejects.toMatchObject({ reason: 'invalid' });
    expect(requests).toEqual([]);
  });
});
