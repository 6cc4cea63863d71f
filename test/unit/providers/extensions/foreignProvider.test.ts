import { expect, test } from 'vitest';
import type { NoteProvider, ProviderCall, ProviderRequest } from '../../../../docs/notelog.d.ts';
import { Failure } from '../../../../src/base/failure.ts';
import type { HttpResponse } from '../../../../src/http/send.ts';
import type { Provider } from '../../../../src/providers/provider.ts';
import { longestCall } from '../../../../src/providers/extensions/foreignCall.ts';
import { foreignKind } from '../../../../src/providers/extensions/foreignKind.ts';
import { readRegistration } from '../../../../src/providers/extensions/registration.ts';
import { exampleNoteProvider } from '../../../contract/exampleExtension/exampleNoteProvider.ts';
import { failureOf } from '../../../contract/contractCase.ts';
import { fakeClock } from '../../../support/fakeClock.ts';
import { answer, noSignal, outgoing, stubContext, type StubRequest } from '../../../support/stubService.ts';

const key = 'stub-key-1';
const baseUrl = 'https://crm.example.com/api';
const customer = { type: 'customer', id: '7', name: 'Northwind' };
const stored = { id: '1', customer, text: 'Hello', at: '2025-05-06T15:30:00Z' };
const post: ProviderRequest = { method: 'POST', path: ['notes'], json: { text: 'Hello' } };
const note = outgoing({ target: customer });

type Reply = (request: StubRequest) => HttpResponse | Promise<HttpResponse>;

/** A provider of an extension whose methods are these, and which otherwise works. */
function open(methods: Partial<NoteProvider>, reply: Reply = () => answer(201, {})) {
  const clock = fakeClock();
  const { context, requests, lines } = stubContext({ baseUrl, area: 'north' }, reply);
  const kind = foreignKind(readRegistration({ ...exampleNoteProvider, ...methods }));
  const provider: Provider = kind.open({ ...context, clock });
  return { provider, kind, requests, lines, clock };
}

const dropped: Reply = () => Promise.reject(new Failure('dropped', 'The connection broke.'));

test.each<[string, NoteProvider['createNote']]>([
  ['throws', () => Promise.reject(new Error('the customer said this'))],
  [
    'throws at once',
    () => {
      throw new TypeError('at once');
    },
  ],
  [
    'throws what looks like an error of ours',
    () => Promise.reject(Object.assign(new Error('Lost.'), { reason: 'dropped' })),
  ],
  ['makes a note up', () => Promise.resolve(stored)],
  ['gives nothing', () => Promise.resolve(undefined as never)],
])(
  'a createNote that %s before anything was sent: the note is certainly not stored',
  async (_, createNote) => {
    const { provider, requests } = open({ createNote });
    const failure = await failureOf(provider.create(note, noSignal));
    expect(failure).toMatchObject({ reason: 'refused', nothingSent: true });
    expect(failure.message).toContain('Example CRM');
    expect(`${failure.message} ${failure.detail ?? ''}`).not.toContain('customer said');
    expect(requests).toEqual([]);
  },
);

const circle: Record<string, unknown> = {};
circle['circle'] = circle;

test.each<[string, (call: ProviderCall) => unknown]>([
  [
    'then throws',
    () => {
      throw new Error('afterwards');
    },
  ],
  ['gives nothing', () => undefined],
  ['gives a note without an id', () => ({ ...stored, id: undefined })],
  ['gives a customer of another type', () => ({ ...stored, customer: { ...customer, type: 'order' } })],
  ['gives a circle', () => circle],
  ['gives a bigint', () => 7n],
  [
    'gives a getter that throws',
    () => ({
      get id() {
        throw new Error('looked at');
      },
    }),
  ],
  ['asks again and throws what that says', async (call) => await call.send(post)],
])('a createNote that stores a note and %s: nobody knows, and it was sent once', async (_, then) => {
  const { provider, requests } = open({
    createNote: async (_note, call) => {
      await call.send(post);
      return (await then(call)) as never;
    },
  });
  const failure = await failureOf(provider.create(note, noSignal));
  expect(failure).toMatchObject({ reason: 'unreadable', status: 201, nothingSent: false });
  expect(requests).toHaveLength(1);
});

test('a createNote that tries again by itself sends once, and what the service said counts', async () => {
  const { provider, requests } = open(
    {
      createNote: async (_note, call) => {
        for (;;) {
          const sent = await call.send(post).catch((error: unknown) => error);
          if (requests.length > 1 || sent instanceof Failure) return stored;
        }
      },
    },
    dropped,
  );
  expect(await failureOf(provider.create(note, noSignal))).toMatchObject({ reason: 'dropped' });
  expect(requests).toHaveLength(1);
});

test('a createNote that does not wait for its own request leaves nobody sure', async () => {
  let left = 0;
  const { provider } = open(
    {
      createNote: (_note, call) => {
        void call.send(post);
        return Promise.resolve(stored);
      },
    },
    ({ signal }) => {
      left += 1;
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Failure('cancelled', 'Ended.'))),
      );
    },
  );
  expect(await failureOf(provider.create(note, noSignal))).toMatchObject({
    reason: 'cancelled',
    nothingSent: false,
  });
  expect(left).toBe(1);
});

test.each([
  [false, true],
  [true, false],
])('a createNote that never answers ends in time; posted: %s', async (posts, nothingSent) => {
  const { provider, clock } = open(
    {
      createNote: async (_note, call) => {
        if (posts) await call.send(post);
        return await new Promise<never>(() => undefined);
      },
    },
    ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Failure('cancelled', 'Ended.'))),
      ),
  );
  const creating = failureOf(provider.create(note, noSignal));
  await clock.advance(longestCall);
  expect(await creating).toMatchObject({ reason: 'timeout', nothingSent });
});

test('no other method may store anything, and a call that has ended sends nothing', async () => {
  let kept: ProviderCall | undefined;
  const { provider, requests } = open({
    verify: async (call) => {
      kept = call;
      await call.send(post);
      return { name: 'Ada' };
    },
  });
  expect(await failureOf(provider.verify(noSignal))).toMatchObject({ reason: 'unreadable' });
  await expect(kept?.send({ path: ['me'] })).rejects.toThrow();
  expect(kept?.signal.aborted).toBe(true);
  expect(requests).toEqual([]);
});

test('a call that is given up ends at once, whatever the method does', async () => {
  const stop = new AbortController();
  const { provider } = open({ readNote: () => new Promise<never>(() => undefined) });
  const reading = failureOf(provider.read('1', stop.signal));
  stop.abort();
  expect(await reading).toMatchObject({ reason: 'cancelled' });
});

const lostNote = { ...note, since: 0, takenNoteIds: new Set(['2']) };

test.each<[string, Reply, NoteProvider['findNote'], object]>([
  [
    'swallows a failure',
    dropped,
    async (_note, call) => {
      await call.send({ path: ['notes'] }).catch(() => undefined);
      return { result: 'absent' };
    },
    { reason: 'dropped' },
  ],
  ['asks nobody', dropped, () => Promise.resolve({ result: 'absent' }), { reason: 'unreadable' }],
  ['throws', dropped, () => Promise.reject(new Error('no')), { reason: 'unreadable' }],
  [
    'answers otherwise',
    () => answer(200, {}),
    async (_note, call) => {
      await call.send({ path: ['notes'] });
      return { result: 'perhaps' } as never;
    },
    { reason: 'unreadable' },
  ],
])('a findNote that %s never makes a note absent', async (_, reply, findNote, expected) => {
  const { provider } = open({ findNote }, reply);
  expect(await failureOf(provider.findDuplicate(lostNote, noSignal))).toMatchObject(expected);
});

test.each<[string, object]>([
  ['of another customer', { ...stored, customer: { ...customer, id: '8' } }],
  ['that belongs to another entry', { ...stored, id: '2' }],
])('a found note %s is for a person to decide', async (_, found) => {
  const findNote: NoteProvider['findNote'] = async (_note, call) => {
    await call.send({ path: ['notes'] });
    return { result: 'found', note: found as typeof stored };
  };
  const { provider } = open({ findNote }, () => answer(200, {}));
  expect(await provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'cannotTell' });
});

test.each<[string, unknown]>([
  ['an address', { url: 'https://elsewhere.test/', path: ['me'] }],
  ['a path in one text', { path: '../../admin' }],
  ['a part that leads up', { path: ['customers', '..', 'admin'] }],
  ['a part that leads nowhere', { path: ['customers', '.'] }],
  ['an empty part', { path: ['', 'elsewhere.test'] }],
  ['headers', { path: ['me'], headers: { authorization: 'Bearer mine' } }],
  ['another method', { path: ['me'], method: 'DELETE' }],
  ['nothing', undefined],
  [
    'a getter that throws',
    {
      get path() {
        throw new Error('looked at');
      },
    },
  ],
])('a request with %s is not sent', async (_, request) => {
  const { provider, requests } = open({
    readNote: async (_id, call) => {
      await call.send(request as ProviderRequest);
      return stored;
    },
  });
  await failureOf(provider.read('1', noSignal));
  expect(requests).toEqual([]);
});

test.each([
  ['https://elsewhere.test', '/api/x/https%3A%2F%2Felsewhere.test'],
  ['//elsewhere.test', '/api/x/%2F%2Felsewhere.test'],
  ['user:secret@elsewhere.test', '/api/x/user%3Asecret%40elsewhere.test'],
  ['%2e%2e', '/api/x/%252e%252e'],
  ['a\\..\\b', '/api/x/a%5C..%5Cb'],
  ['a?b#c', '/api/x/a%3Fb%23c'],
  ['a\tb\nc', '/api/x/a%09b%0Ac'],
])('a part of a path stays one, below the account’s address: %j', async (part, path) => {
  const { provider, requests } = open({
    readNote: async (_id, call) => {
      await call.send({ path: ['x', part], query: { q: '&=/..' } });
      return stored;
    },
  });
  await provider.read('1', noSignal);
  const url = new URL(requests[0]?.url ?? '');
  expect([url.origin, url.pathname, url.search]).toEqual(['https://crm.example.com', path, '?q=%26%3D%2F..']);
});

test.each([
  ['bearer', { authorization: `Bearer ${key}` }],
  ['basic', { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }],
  [{ header: 'X-Api-Key' }, { 'x-api-key': key }],
] as const)(
  'the key is added inside, sent as %j, and seen nowhere by the provider',
  async (sentAs, headers) => {
    const seen: unknown[] = [];
    const forms = [key, encodeURIComponent(key), Buffer.from(`${key}:`).toString('base64')];
    let status = 200;
    const { provider, requests, lines } = open(
      {
        key: { label: 'Token', sentAs },
        readNote: async (_id, call) => {
          seen.push(call, await call.send({ path: ['me'] }));
          status = 422;
          await call.send({ path: ['me'] }).catch((error: unknown) => {
            seen.push(String(error), JSON.stringify(error), error);
            throw Object.assign(new Error(`The service said ${forms.join(' ')}`), { reason: 'refused' });
          });
          return stored;
        },
      },
      () => answer(status, { message: forms.join(' ') }, { 'x-echo': forms.join(' ') }),
    );
    const failure = await failureOf(provider.read('1', noSignal));
    expect(requests[0]?.sentHeaders).toMatchObject(headers);
    const text = JSON.stringify([seen, failure, failure.message, failure.stack, lines]);
    for (const form of forms) expect(text).not.toContain(form);
    expect(text).toContain('•••');
    expect(seen[0]).toMatchObject({ account: { name: 'Test', settings: { area: 'north' } } });
  },
);

test('what is listed and cannot be read is shown as it is, and hides nothing', async () => {
  const { provider } = open({
    listNotes: () => Promise.resolve({ notes: [stored, { id: 3, odd: true }, null] }),
    listCustomers: () => Promise.resolve({ customers: [customer, { id: 8 }] }),
  });
  const { notes } = await provider.list({ limit: 5 }, noSignal);
  expect(notes.map(({ raw, text }) => [raw, text.length > 0])).toEqual([
    [undefined, true],
    [true, true],
    [true, true],
  ]);
  expect(await provider.directory?.({ type: 'customer' }, noSignal)).toMatchObject({
    entries: [{ target: customer }],
    unread: 1,
  });
});

test('what the user is to read of an error is one line, and its reason one of three', async () => {
  const said = (reason: string) =>
    open({
      findCustomers: () =>
        Promise.reject(Object.assign(new Error('Type a\n\u001b[2Jnumber'), { reason, field: 'target' })),
    }).provider.findTargets('customer', 'x', noSignal);
  expect(await failureOf(said('invalid'))).toMatchObject({
    reason: 'invalid',
    message: 'Type a [2Jnumber.',
    field: 'target',
  });
  expect(await failureOf(said('offline'))).toMatchObject({ reason: 'unreadable' });
});
