import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSend } from '../../src/http/createSend.ts';
import { createServerClock } from '../../src/http/serverClock.ts';
import { Failure, failureReasons, type FailureReason } from '../../src/base/failure.ts';
import { activeplatform } from '../../src/providers/activeplatform/activeplatform.ts';
import { chartmogul } from '../../src/providers/chartmogul/chartmogul.ts';
import type { Provider, ProviderKind } from '../../src/providers/provider.ts';
import { formsIn, keyForms } from '../support/keyForms.ts';
import { memoryLog, never, realClock } from '../unit/http/loopback.ts';
import { outgoing, stubContext } from '../support/stubService.ts';

/** Keys: one with characters that encodings change, and one that could be a name. */
const canaries = ['cAnary/9f+Kq=7&3zX', 'cAnary9fKq73zX'];

const noSignal = new AbortController().signal;

/** One way for every request of a provider to fail. */
interface Misfortune {
  readonly what: string;
  /** The reasons that the failure may have. */
  readonly reasons: readonly FailureReason[];
  readonly fetch?: () => Response | Error;
  /** Reads the key; default: the right one. */
  readonly key?: () => Promise<string>;
}

const statuses: readonly (readonly [number, ...FailureReason[]])[] = [
  [302, 'unreadable'],
  [400, 'refused'],
  [401, 'keyRefused'],
  [402, 'refused'],
  [403, 'forbidden'],
  // Its body says whether it is about a record or about the address.
  [404, 'notFound', 'notServed'],
  [408, 'timeout'],
  [413, 'tooLarge'],
  [422, 'refused'],
  [429, 'rateLimited'],
  [500, 'serverFault'],
  [503, 'serverFault'],
];

/** Every way to fail, with the key in whatever a service, the network or the keyring can put it into. */
function misfortunes(canary: string): readonly Misfortune[] {
  const echo = [...keyForms(canary), Buffer.from(`${canary}:`).toString('base64')].join(' ');
  const bodies = {
    message: JSON.stringify({ code: 1, message: echo, param: canary }),
    errors: JSON.stringify({ errors: { [canary]: echo } }),
    jsonApi: JSON.stringify({ errors: [{ title: echo, detail: echo, source: { pointer: `/${canary}` } }] }),
    details: JSON.stringify({ error: echo, error_details: [{ param: canary }] }),
    fields: JSON.stringify({ [canary]: [echo] }),
    text: `Your key ${echo} is wrong`,
    html: `<html><title>${echo}</title><!-- ${echo} --><p data-k="${canary}">${echo}</p></html>`,
    nothing: '',
  };
  const answered = (status: number, body: string) => () => {
    const type = /^[\w/+-]+$/.test(canary) ? `text/${canary}` : 'application/json';
    const headers = { 'content-type': type, 'www-authenticate': echo, 'x-echo': echo, 'retry-after': '9' };
    return new Response(body, { status, headers: { ...headers, location: `https://e.test/?k=${canary}` } });
  };
  const broken = (code: string, syscall?: string) => () => {
    const holder = Object.assign(new Error(`${code}: ${echo}`), { code, syscall, headers: { echo } });
    Object.defineProperty(holder, 'request', { value: { url: echo, key: canary }, enumerable: false });
    const cause = new AggregateError([holder], echo, { cause: holder });
    return new TypeError(`fetch failed ${echo}`, { cause });
  };
  return [
    ...statuses.flatMap(([status, ...reasons]) =>
      Object.entries(bodies).map(([shape, body]): Misfortune => ({
        what: `${status} with ${shape}`,
        reasons,
        fetch: answered(status, body),
      })),
    ),
    ...Object.entries(bodies).map(([shape, body]): Misfortune => ({
      what: `200 with ${shape}`,
      reasons: ['unreadable'],
      fetch: answered(200, body),
    })),
    { what: '200, cut off', reasons: ['unreadable'], fetch: answered(200, `{"data":"${canary}`) },
    { what: '200, too long', reasons: ['unreadable'], fetch: answered(200, echo.repeat(1000)) },
    { what: 'no such name', reasons: ['offline'], fetch: broken('ENOTFOUND', 'getaddrinfo') },
    { what: 'untrusted', reasons: ['tls'], fetch: broken('SELF_SIGNED_CERT_IN_CHAIN') },
    { what: 'proxy', reasons: ['proxy'], fetch: broken('UND_ERR_ABORTED') },
    { what: 'time-out', reasons: ['timeout'], fetch: broken('UND_ERR_HEADERS_TIMEOUT') },
    { what: 'reset', reasons: ['dropped'], fetch: broken('ECONNRESET', 'read') },
    { what: 'nonsense', reasons: ['unreadable'], fetch: broken('HPE_INVALID_CONSTANT') },
    { what: 'unknown error', reasons: ['dropped'], fetch: () => new Error(echo) },
    {
      what: 'a key that no header can hold',
      // In base64 it fits into a header, so that fetch decides.
      reasons: ['invalid', 'dropped'],
      key: () => Promise.resolve(`${canary}\n`),
      fetch: broken('ERR_INVALID_CHAR'),
    },
    { what: 'keyring', reasons: ['storage'], key: () => Promise.reject(new Error(`no ${echo}`)) },
    {
      what: 'no key',
      reasons: ['keyMissing'],
      key: () => Promise.reject(new Failure('keyMissing', 'No key is stored.')),
    },
  ];
}

/** A provider with that key whose every request fails in this way, and everything that it logs. */
function open(kind: ProviderKind, canary: string, misfortune: Partial<Misfortune>) {
  const log = memoryLog();
  const fields = { baseUrl: 'https://api.example.com', resellerId: '1', authorEmail: 'ann@example.com' };
  const { context } = stubContext(fields, () => expect.fail('the stub was asked'));
  const fetch = (_: string, init: RequestInit): Promise<Response> => {
    const result = misfortune.fetch?.();
    if (result === undefined) return never();
    return result instanceof Error
      ? Promise.reject(Object.assign(result, { init }))
      : Promise.resolve(result);
  };
  const limits = { tries: 1, longestBody: 20_000 };
  const provider = kind.open({
    ...context,
    log,
    clock: realClock,
    serverClock: createServerClock(realClock),
    key: misfortune.key ?? (() => Promise.resolve(canary)),
    send: createSend({ fetch, clock: realClock, log, random: () => 0, limits }),
  });
  return { provider, log };
}

function calls(
  kind: ProviderKind,
): readonly ((provider: Provider, signal: AbortSignal) => Promise<unknown>)[] {
  const target =
    kind === chartmogul
      ? { type: 'customer', id: 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a01' }
      : { type: 'account', id: '29' };
  const sent = outgoing({ target });
  return [
    (provider, signal) => provider.verify(signal),
    (provider, signal) => provider.findTargets(target.type, target.id, signal),
    (provider, signal) => provider.create(sent, signal),
    (provider, signal) => provider.list({ limit: 5 }, signal),
    (provider, signal) => provider.list({ limit: 5, target }, signal),
    (provider, signal) => provider.findDuplicate({ ...sent, since: 1, takenNoteIds: new Set() }, signal),
  ];
}

/** All that anybody could print of a value, hidden properties and getters included. */
function allOf(value: unknown): string {
  const everything = {
    depth: Infinity,
    showHidden: true,
    getters: true,
    maxArrayLength: null,
    maxStringLength: null,
  };
  const withHidden = (_: string, each: unknown): unknown =>
    each instanceof Error
      ? Object.fromEntries(Object.getOwnPropertyNames(each).map((name) => [name, Reflect.get(each, name)]))
      : each;
  const texts = [
    inspect(value, everything),
    JSON.stringify(value),
    JSON.stringify(value, withHidden),
    String(value),
  ];
  return texts.join('\n');
}

function expectNone(canary: string, ended: unknown, lines: readonly string[]): void {
  expect(formsIn(allOf(ended), canary)).toEqual([]);
  expect(formsIn(lines.join('\n'), canary)).toEqual([]);
}

const cases = canaries.flatMap((canary) => [chartmogul, activeplatform].map((kind) => ({ canary, kind })));

describe.each(cases)('the key $canary of $kind.title is in no error and no log line', ({ canary, kind }) => {
  it.each(misfortunes(canary))('$what', async (misfortune) => {
    for (const call of calls(kind)) {
      const { provider, log } = open(kind, canary, misfortune);
      const ended: unknown = await call(provider, noSignal).catch((error: unknown) => error);
      if (!Failure.is(ended)) expect.fail(`ended in ${String(ended)}`);
      expect(misfortune.reasons).toContain(ended.reason);
      expectNone(canary, ended, log.lines);
    }
  });

  it('when the user cancels', async () => {
    for (const call of calls(kind)) {
      const { provider, log } = open(kind, canary, {});
      const stop = new AbortController();
      const running = call(provider, stop.signal).catch((error: unknown) => error);
      stop.abort(new Error(canary));
      const ended = await running;
      expect(ended).toMatchObject({ reason: 'cancelled' });
      expectNone(canary, ended, log.lines);
    }
  });
});

it('every reason for a failure is tried', () => {
  const reached = new Set<FailureReason>([
    'cancelled',
    // No request ends in it: it comes from comparing two answers.
    'conflict',
    ...misfortunes('key').flatMap(({ reasons }) => reasons),
  ]);
  expect([...reached].sort()).toEqual([...failureReasons].sort());
});

it.each(canaries)('the search finds %s, hidden or encoded', (canary) => {
  const hidden = (value: unknown) => Object.defineProperty({}, 'k', { value, enumerable: false });
  const planted = [
    new Error('x', { cause: { deep: [{ deeper: canary }] } }),
    new Failure('dropped', 'x', { cause: hidden({ further: hidden(canary) }) }),
    new Failure('dropped', 'x', { detail: `Basic ${Buffer.from(`user:${canary}:`).toString('base64')}` }),
    new Failure('dropped', `https://e.test/?key=${encodeURIComponent(canary)}`),
  ];
  for (const each of planted) expect(formsIn(allOf(each), canary)).not.toEqual([]);
});
