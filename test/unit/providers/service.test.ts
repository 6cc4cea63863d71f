import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { openService, type Call, type ServiceTraits } from '../../../src/providers/service.ts';
import { answer, noSignal, stubContext } from '../../support/stubService.ts';

const traits: ServiceTraits = {
  title: 'Acme',
  keyName: 'API key',
  headers: { accept: 'application/json' },
  authorize: (key) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
  fieldOf: (param) => (param === 'author_email' ? 'author' : undefined),
  addressHint: 'check the base URL',
  forbidden: 'Acme does not allow this',
};

async function failureOf(reply: ReturnType<typeof answer>, call: Partial<Call> = {}): Promise<Failure> {
  const { context } = stubContext({}, () => reply);
  const refused = openService(
    context,
    traits,
  )({
    method: 'GET',
    url: 'https://acme.test/v1/notes?email=ann%40example.com',
    signal: noSignal,
    ...call,
  });
  return refused.then(
    () => expect.fail('answered'),
    (error: unknown) => (Failure.is(error) ? error : expect.fail('no Failure')),
  );
}

const errorBody = (message: string, param: string | null = null) => ({ code: 1, message, param });
const missing = { message: 'Acme knows no customer “x”', field: 'target' } as const;
const text = { kind: 'text', text: '{}' } as const;
const stream = { kind: 'stream', length: 0, open: () => expect.fail('not read here') } as const;

describe('status of an answer', () => {
  it.each([
    [403, errorBody('Not now!'), {}, 'forbidden', undefined, 'Acme does not allow this: “Not now!”'],
    [401, errorBody('No key'), {}, 'keyRefused', undefined, 'Acme does not accept this API key: “No key”.'],
    [
      402,
      errorBody('No money'),
      {},
      'refused',
      undefined,
      'Acme could not carry out the request: “No money”.',
    ],
    [403, errorBody('No'), {}, 'forbidden', undefined, 'Acme does not allow this: “No”.'],
    [
      404,
      errorBody('Gone'),
      {},
      'notServed',
      undefined,
      'Acme does not answer at this address; check the base URL: “Gone”.',
    ],
    [404, errorBody('Gone'), { missing }, 'notFound', 'target', 'Acme knows no customer “x”: “Gone”.'],
    [400, errorBody('Missing', 'author_email'), {}, 'refused', 'author', 'Acme refused this: “Missing”.'],
    [422, errorBody('Odd', 'author_email'), {}, 'refused', 'author', 'Acme refused this: “Odd”.'],
    [422, errorBody('Odd', 'banana'), {}, 'refused', undefined, 'Acme refused this: “Odd”.'],
    [406, '', {}, 'refused', undefined, 'Acme refused this (HTTP 406).'],
    [408, '', {}, 'timeout', undefined, 'Acme waited too long for the request (HTTP 408).'],
    [413, '', { body: text }, 'tooLarge', 'text', 'Acme takes no note as large as this (HTTP 413).'],
    [413, '', { body: stream }, 'tooLarge', 'attachment', 'Acme takes no note as large as this (HTTP 413).'],
    [429, errorBody('Slow down'), {}, 'rateLimited', undefined, 'Acme is rate-limiting us: “Slow down”.'],
    [500, '', {}, 'serverFault', undefined, 'Acme had a server error (HTTP 500).'],
    [
      500,
      '',
      { faultHint: 'Or the file.' },
      'serverFault',
      undefined,
      'Acme had a server error (HTTP 500). Or the file.',
    ],
    [503, 'Busy', {}, 'serverFault', undefined, 'Acme had a server error (HTTP 503): “Busy”.'],
    [
      502,
      '<h1>Bad\ngateway</h1>',
      {},
      'serverFault',
      undefined,
      'Acme had a server error (HTTP 502): “Bad gateway”.',
    ],
    [
      300,
      '',
      {},
      'unreadable',
      undefined,
      'Acme points to another address, which is not followed (HTTP 300).',
    ],
    [
      302,
      '',
      {},
      'unreadable',
      undefined,
      'Acme points to another address, which is not followed (HTTP 302).',
    ],
    [
      304,
      '',
      {},
      'unreadable',
      undefined,
      'Acme points to another address, which is not followed (HTTP 304).',
    ],
  ] as const)('%i %j', async (status, body, call, reason, field, message) => {
    const failure = await failureOf(answer(status, body), call);
    expect(failure).toMatchObject({ reason, message, status });
    expect(failure.field).toBe(field);
  });

  it.each([200, 201, 202, 204])('%i comes back', async (status) => {
    const { context } = stubContext({}, () => answer(status, ''));
    const call = { method: 'GET', url: 'https://acme.test/', signal: noSignal } as const;
    await expect(openService(context, traits)(call)).resolves.toMatchObject({ status });
  });

  it('tells how long to wait', async () => {
    const failure = await failureOf(answer(429, '', { 'retry-after': '7' }));
    expect(failure.retryAfterMs).toBe(7000);
  });

  it('tells the log of the type of an answer, without its parameters', async () => {
    const failure = await failureOf(answer(500, '', { 'content-type': 'text/html; charset=utf-8' }));
    expect(failure.detail).toMatch(/, text\/html$/);
  });

  it('keeps key, query and the service’s words out of the log, and the key out of the sentence', async () => {
    const basic = Buffer.from('stub-key-1:').toString('base64');
    const failure = await failureOf(
      answer(422, errorBody(`Key stub-key-1 (${basic}) is no author`, 'author_email')),
    );
    expect(failure.message).toBe('Acme refused this: “Key ••• (•••) is no author”.');
    expect(failure.detail).toMatch(
      /^GET \/v1\/notes: 422, \d+ characters, application\/json, about author_email$/,
    );
    expect(JSON.stringify(failure) + String(failure.stack)).not.toMatch(/stub-key|c3R1Yi/);
  });
});
