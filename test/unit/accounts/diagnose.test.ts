import { expect, test } from 'vitest';
import type { Account } from '../../../src/model/account.ts';
import { diagnose, type DiagnoseParts, type Finding } from '../../../src/accounts/diagnose.ts';
import { diagnosisText } from '../../../src/accounts/diagnosisText.ts';
import type { KeyLookup } from '../../../src/accounts/keys.ts';
import type { Probes, TlsFacts } from '../../../src/http/probes.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import type { HttpResponse } from '../../../src/http/send.ts';
import { createServerClock } from '../../../src/http/serverClock.ts';
import { Failure } from '../../../src/base/failure.ts';
import { chartmogul } from '../../../src/providers/chartmogul/chartmogul.ts';
import { fakeClock, settle, type FakeClock } from '../../support/fakeClock.ts';
import { answer, stubContext, type StubRequest } from '../../support/stubService.ts';

const secret = 'secret-key-77';
const there: KeyLookup = { state: 'there', key: secret, keptIn: 'keyring' };

const trusted: TlsFacts = {
  protocol: 'TLSv1.3',
  untrusted: undefined,
  chain: [
    { subject: 'api.example.com', issuer: 'R1, Some CA', validTo: 'Jun  1 12:00:00 2027 GMT' },
    { subject: 'R1, Some CA', issuer: 'Root', validTo: 'Jun  1 12:00:00 2030 GMT' },
  ],
};

function service(request: StubRequest): HttpResponse {
  if (request.url.endsWith('/ping')) return answer(200, { data: 'pong!' });
  return request.url.includes('_notes')
    ? answer(200, { entries: [], has_more: false })
    : answer(200, {
        name: 'A customer’s company',
        currency: 'EUR',
        time_zone: 'UTC',
        week_start_on: 'sunday',
      });
}

interface Choices {
  readonly baseUrl?: string;
  readonly key?: () => Promise<KeyLookup>;
  readonly reply?: (request: StubRequest) => HttpResponse | Promise<HttpResponse>;
  readonly probes?: Partial<Probes>;
  /** How far the service's clock is ahead of this machine's, in milliseconds. */
  readonly ahead?: number;
  readonly clock?: FakeClock;
  readonly signal?: AbortSignal;
}

/** Diagnoses a ChartMogul account at https://api.example.com; without choices, everything works. */
async function run(
  choices: Choices = {},
): Promise<{ findings: readonly Finding[]; requests: readonly StubRequest[] }> {
  const account: Account = {
    id: 'a',
    provider: 'chartmogul',
    label: 'A customer’s account',
    fields: { baseUrl: choices.baseUrl ?? 'https://api.example.com/v1' },
  };
  const clock = choices.clock ?? fakeClock();
  const serverClock = createServerClock(clock);
  const { context, requests } = stubContext(account.fields, choices.reply ?? service);
  const parts: DiagnoseParts = {
    clock,
    findKey: choices.key ?? (() => Promise.resolve(there)),
    contextWithKey: (key) => ({
      ...context,
      account,
      key: () => Promise.resolve(key),
      clock,
      serverClock,
      send: (request) => {
        const date = new Date(clock.now() + (choices.ahead ?? 0)).toUTCString();
        serverClock.learn(new URL(request.url).origin, date, clock.now(), clock.now() + 80);
        return context.send(request);
      },
    }),
    probes: {
      addresses: () => Promise.resolve(['192.0.2.7', '2001:db8::7']),
      route: () => Promise.resolve({ via: 'direct' }),
      tls: () => Promise.resolve(trusted),
      ...choices.probes,
    },
  };
  const signal = choices.signal ?? new AbortController().signal;
  return { findings: await diagnose({ account, kind: chartmogul }, parts, signal), requests };
}

const about = (findings: readonly Finding[], name: Finding['about']) =>
  findings.find((finding) => finding.about === name)?.result;

test('with a good connection every line has a result, and none names the account or its customers', async () => {
  const { findings } = await run();
  expect(findings).toEqual([
    { about: 'address', result: 'https://api.example.com' },
    { about: 'dns', result: '192.0.2.7, 2001:db8::7' },
    { about: 'proxy', result: 'none, the connection is direct' },
    {
      about: 'tls',
      result:
        'TLSv1.3, trusted; for api.example.com, valid to Jun  1 12:00:00 2027 GMT; issued by R1, Some CA ← Root',
    },
    { about: 'key', result: 'in the keyring' },
    { about: 'check', result: 'works; HTTP 200 in 0 ms; HTTP 200 in 0 ms; HTTP 200 in 0 ms' },
    { about: 'clock', result: 'this computer and the service agree to the second' },
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/customer|secret/);
});

test('behind a proxy, the report has its address without password, and says that it hides the certificate', async () => {
  const proxy = 'http://ann:pa55@proxy.example:8080/?token=t';
  const { findings } = await run({
    probes: {
      route: () => Promise.resolve({ via: 'proxy', proxy }),
      addresses: () => Promise.reject(Object.assign(new Error(`who is ${secret}`), { code: 'ENOTFOUND' })),
      tls: () => expect.fail('connected directly'),
    },
  });
  expect(about(findings, 'proxy')).toBe('http://[redacted]@proxy.example:8080');
  expect(about(findings, 'tls')).toMatch(/^hidden by the proxy/);
  expect(about(findings, 'dns')).toBe('failed: ENOTFOUND');
  expect(JSON.stringify(findings)).not.toMatch(/ann|pa55|token=|secret/);
});

test('a certificate that is not trusted is named with its issuer', async () => {
  const chain = [{ subject: 'api.example.com', issuer: 'Corp Inspection', validTo: 'then' }];
  const { findings } = await run({
    probes: { tls: () => Promise.resolve({ ...trusted, untrusted: 'SELF_SIGNED_CERT_IN_CHAIN', chain }) },
  });
  expect(about(findings, 'tls')).toBe(
    'TLSv1.3, NOT trusted (SELF_SIGNED_CERT_IN_CHAIN); for api.example.com, valid to then; issued by Corp Inspection',
  );
});

test('plain http on this computer needs no TLS and no DNS', async () => {
  const probes = { tls: () => expect.fail('TLS'), addresses: () => expect.fail('DNS') };
  const { findings } = await run({ baseUrl: 'http://127.0.0.1:7070/v1', probes });
  expect(about(findings, 'dns')).toBe('not needed');
  expect(about(findings, 'tls')).toMatch(/^none/);
});

test.each([
  [
    'an HTTP status, without the service’s words',
    answer(401, { code: 401, message: 'Ann Smith’s key is bad', param: null }),
    'keyRefused; HTTP 401 in 0 ms',
  ],
  ['a web page', answer(502, '<html>Acme gateway</html>'), 'serverFault; HTTP 502 in 0 ms'],
])('the check reports %s', async (_, reply, expected) => {
  const { findings } = await run({ reply: () => reply });
  expect(about(findings, 'check')).toBe(expected);
});

test('the check reports why there was no answer', async () => {
  const failure = new Failure('offline', 'api.example.com could not be reached.', { detail: 'ECONNREFUSED' });
  const { findings } = await run({ reply: () => Promise.reject(failure) });
  expect(about(findings, 'check')).toBe('offline: api.example.com could not be reached. (ECONNREFUSED)');
  expect(about(findings, 'key')).toBe('in the keyring');
});

test('a name without an address, and a failure without a detail, are told as such', async () => {
  const failure = new Failure('offline', 'No network.');
  const { findings } = await run({
    probes: { addresses: () => Promise.resolve([]) },
    reply: () => Promise.reject(failure),
  });
  expect(about(findings, 'dns')).toMatch(/^no address/);
  expect(about(findings, 'check')).toBe('offline: No network.');
});

test('without a key, a request without credentials goes to the address', async () => {
  const { findings, requests } = await run({
    key: () => Promise.resolve({ state: 'forgotten' }),
    reply: () => answer(404, ''),
  });
  expect(about(findings, 'key')).toBe('none to use: forgotten');
  expect(about(findings, 'check')).toBe('reached without a key; HTTP 404 in 0 ms');
  expect(requests.map(({ url, sentHeaders }) => [url, sentHeaders])).toEqual([
    ['https://api.example.com/', {}],
  ]);
});

test('a failing keyring is among the findings', async () => {
  const { findings } = await run({ key: () => Promise.reject(new Failure('storage', 'Locked.')) });
  expect(about(findings, 'key')).toBe('the keyring failed: storage');
});

test.each([
  [90_000, 'this computer is 88.9 to 90.0 s behind the service'],
  [-90_000, 'this computer is 89.1 to 90.2 s ahead of the service'],
])('a clock skew of %i ms is among the findings', async (ahead, expected) => {
  const { findings } = await run({ ahead });
  const [least, most] = (about(findings, 'clock') ?? '').match(/[\d.]+/g)?.map(Number) ?? [];
  const [from, to] = expected.match(/[\d.]+/g)?.map(Number) ?? [];
  expect(about(findings, 'clock')?.replace(/[\d.]+/g, '#')).toBe(expected.replace(/[\d.]+/g, '#'));
  expect(least).toBeGreaterThanOrEqual((from ?? 0) - 1);
  expect(most).toBeLessThanOrEqual((to ?? 0) + 1);
});

test('a probe without an answer ends by itself, and the others go on', async () => {
  const clock = fakeClock();
  const running = run({ clock, probes: { addresses: () => new Promise(() => undefined) } });
  await settle();
  await clock.advance(10_000);
  const { findings } = await running;
  expect(about(findings, 'dns')).toBe('no answer within 10 s');
  expect(about(findings, 'check')).toMatch(/^works/);
});

test.each(['addresses', 'route', 'tls', 'key', 'reply'] as const)('it can be cancelled at %s', async (at) => {
  const stop = new AbortController();
  const hang = (signal?: AbortSignal) =>
    new Promise<never>((_, reject) =>
      (signal ?? stop.signal).addEventListener('abort', () => reject(new Failure('cancelled', 'Cancelled.'))),
    );
  const running = run({
    signal: stop.signal,
    ...(at === 'key' || at === 'reply' ? { [at]: () => hang() } : { probes: { [at]: () => hang() } }),
  }).catch((error: unknown) => error);
  await settle();
  stop.abort();
  expect(await running).toMatchObject({ reason: 'cancelled' });
});

test('the report contains the findings and the settings, but no password', () => {
  const redactor = createRedactor();
  redactor.addSecret(secret);
  const text = diagnosisText(
    [
      {
        service: 'ChartMogul',
        findings: [{ about: 'tls', result: `for <evil>\n# Heading\u202e ${secret}` }],
      },
    ],
    {
      versions: [['VS Code', '1.139.1']],
      settings: {
        'http.proxy': 'ann:pa55@proxy.example:8080',
        'http.proxyAuthorization': 'Basic cGE1NQ==',
        'http.noProxy': ['internal.example', 'x'],
        'http.experimental': ['x'],
        'http.proxySupport': 'override',
        'http.proxyStrictSSL': false,
        'http.electronFetch': undefined,
      },
      environment: { HTTPS_PROXY: 'https://u:pa55@p.example', NO_PROXY: 'a,b,c' },
    },
    '2026-07-29T14:05:59.123Z',
    (line) => redactor.redact(line),
  );
  expect(text.split('\n').filter((line) => line.startsWith('- '))).toEqual([
    '- VS Code: 1.139.1',
    '- http.proxy: http://[redacted]@proxy.example:8080',
    '- http.proxyAuthorization: set',
    '- http.noProxy: 2 entries',
    '- http.experimental: 1 entry',
    '- http.proxySupport: override',
    '- http.proxyStrictSSL: false',
    '- http.electronFetch: not set',
    '- HTTPS_PROXY: https://[redacted]@p.example',
    '- NO_PROXY: 3 in the list',
    '- TLS: for  evil # Heading  [redacted]',
  ]);
  expect(text).toContain('## Account 1 of 1: ChartMogul');
  expect(text).not.toMatch(/pa55|cGE1NQ|internal\.example|<|\u202e/);
});
