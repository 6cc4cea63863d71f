import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import { activeplatform } from '../../../../src/providers/activeplatform/activeplatform.ts';
import type { Provider } from '../../../../src/providers/provider.ts';
import { answer, noSignal, outgoing, stubContext } from '../../../support/stubService.ts';

// No error body of ActivePlatform is documented. A 404 that does not say what is missing is not taken for an answer
// about the record.

const target = { type: 'account', id: '29', name: 'Fabrikam' };
const fields = { baseUrl: 'https://demo.example', resellerId: '1' };

const calls: Readonly<Record<string, (provider: Provider) => Promise<unknown>>> = {
  'find an account': (provider) => provider.findTargets('account', '29', noSignal),
  'find an account by e-mail': (provider) => provider.findTargets('account', 'a@b.example', noSignal),
  'find an order': (provider) => provider.findTargets('order', '811', noSignal),
  'create a note': (provider) => provider.create(outgoing({ target }), noSignal),
  'read a note': (provider) => provider.read('15', noSignal),
  'read an attachment': async (provider) => provider.attachment?.('15', noSignal),
};

/** The failure with which `call` ends when every request is answered with this 404. */
async function failureOf(call: (provider: Provider) => Promise<unknown>, body: unknown): Promise<Failure> {
  const { context } = stubContext(fields, () => answer(404, body));
  const ended: unknown = await call(activeplatform.open(context)).catch((error: unknown) => error);
  return Failure.is(ended) ? ended : expect.fail(`ended in ${String(ended)}`);
}

describe.each(['404 Not Found', '<html>Not here</html>', '', '{}', '[]'])('a 404 with %j', (body) => {
  it.each(Object.entries(calls))('to the request to %s says nothing of the record', async (_, call) => {
    const failure = await failureOf(call, body);
    expect(failure).toMatchObject({ reason: 'notServed', status: 404, field: undefined });
    expect(failure.message).toMatch(/check .*the base URL and the reseller id/);
    expect(failure.message).not.toMatch(/any more|knows no/);
  });
});

it('a 404 that says what is missing is about the record', async () => {
  const { 'find an account by e-mail': _, ...single } = calls;
  for (const call of Object.values(single)) {
    const failure = await failureOf(call, { errors: [{ status: '404', detail: 'There is none.' }] });
    expect(failure).toMatchObject({ reason: 'notFound', status: 404 });
    expect(failure.message).toContain('There is none.');
  }
});

it('names of further targets are read although a 404 says nothing', async () => {
  const note = (id: string) => ({
    id,
    attributes: { original_type: 'Subscription', original_id: Number(id), content: 'Text' },
  });
  const { context } = stubContext(fields, ({ url }) => {
    if (url.includes('/notes')) return answer(200, { data: ['1', '2'].map(note), links: {} });
    return url.endsWith('/1')
      ? answer(404, '')
      : answer(200, { data: { id: '2', attributes: { name: 'Mail' } } });
  });
  const { notes } = await activeplatform.open(context).list({ limit: 5 }, noSignal);
  expect(notes.map((each) => each.target.name)).toEqual([undefined, 'Mail']);
});

it.each([
  [200, '<html>Sign in</html>', 'unreadable'],
  [404, '<html>Not here</html>', 'notServed'],
  [404, '404 Not Found', 'notServed'],
])('an account is not added where a proxy answers with %i and %j', async (status, body, reason) => {
  const { context } = stubContext({ ...fields, baseUrl: 'https://demo.example/panel/' }, () =>
    answer(status, body),
  );
  await expect(activeplatform.open(context).verify(noSignal)).rejects.toMatchObject({ reason });
});
