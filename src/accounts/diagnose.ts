import { isIP } from 'node:net';
import { orAborted } from '../base/orAborted.ts';
import { proxyAddress, type Probes, type Route, type TlsFacts } from '../http/probes.ts';
import type { Send } from '../http/send.ts';
import type { Skew } from '../http/serverClock.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { ProviderContext } from '../providers/provider.ts';
import type { OpenAccount } from './accountBook.ts';
import type { KeyLookup } from './keys.ts';

/** One line of the report: what was checked, and the result. */
export interface Finding {
  readonly about: 'Address' | 'DNS' | 'Proxy' | 'TLS' | 'Key' | 'Check' | 'Clock';
  readonly result: string;
}

/** What diagnosing an account needs. */
export interface DiagnoseParts {
  readonly probes: Probes;
  readonly clock: Clock;
  readonly findKey: (origin: string, signal: AbortSignal) => Promise<KeyLookup>;
  /** The account's context with this key in place of the stored one. */
  readonly contextWithKey: (key: string) => ProviderContext;
}

/** Milliseconds for one probe of the network; the check request has a time-out of its own. */
const longestProbe = 10_000;

/**
 * Checks the connection to an account's service. Reports nothing personal: no key, no name, no path, none of the
 * service's words. A check that fails is a finding, too; rejects with Failure `cancelled` only.
 */
export async function diagnose(
  { account, kind }: Pick<OpenAccount, 'account' | 'kind'>,
  parts: DiagnoseParts,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const origin = kind.origin(account);
  if (origin === undefined) return [{ about: 'Address', result: 'none: this account uses no network' }];
  const { protocol, hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  const probe = <T>(work: (signal: AbortSignal) => Promise<T>, text: (value: T) => string) =>
    runProbe(work, text, parts.clock, signal);

  const findings: Finding[] = [{ about: 'Address', result: origin }];
  const add = (about: Finding['about'], result: string) => void findings.push({ about, result });
  let route: Route = { via: 'unknown' };
  const proxyText = await probe(async () => (route = await parts.probes.route(origin)), routeText);
  add('DNS', isIP(host) !== 0 ? 'not needed' : await probe(() => parts.probes.addresses(host), addressText));
  add('Proxy', proxyText);
  add(
    'TLS',
    await tlsFinding(protocol, route, () =>
      probe((stop) => parts.probes.tls(host, Number(port || 443), stop), tlsText),
    ),
  );
  let key: KeyLookup | undefined;
  add('Key', await keyFinding(async () => (key = await parts.findKey(origin, signal)), signal));
  add('Check', await check(kind, origin, key, parts, signal));
  add('Clock', skewText(parts.contextWithKey('').serverClock.skew(origin)));
  return findings;
}

/** The result of one probe; it may be an error, or no answer within {@link longestProbe}. Rejects if the user cancels. */
async function runProbe<T>(
  work: (signal: AbortSignal) => Promise<T>,
  text: (value: T) => string,
  clock: Clock,
  signal: AbortSignal,
): Promise<string> {
  const timeout = new AbortController();
  const done = new AbortController();
  clock.wait(longestProbe, done.signal).then(
    () => timeout.abort(new Error('timeout')),
    () => undefined,
  );
  const either = AbortSignal.any([signal, timeout.signal]);
  try {
    return text(await orAborted(work(either), either));
  } catch (error) {
    stopIfCancelled(signal);
    return timeout.signal.aborted ? `no answer within ${longestProbe / 1000} s` : `failed: ${codeOf(error)}`;
  } finally {
    done.abort();
  }
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
}

/** Never the error's message, which may quote something personal. */
function codeOf(error: unknown): string {
  if (Failure.is(error)) return error.reason;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}

function addressText(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'no address' : addresses.join(', ');
}

function routeText(route: Route): string {
  switch (route.via) {
    case 'direct':
      return 'none, the connection is direct';
    case 'proxy':
      return proxyAddress(route.proxy) ?? 'one whose address cannot be read';
    case 'unknown':
      return 'not known: this editor does not report it; no proxy is set in its settings or the environment';
  }
}

async function tlsFinding(protocol: string, route: Route, probe: () => Promise<string>): Promise<string> {
  if (protocol !== 'https:') return 'none: the address is plain http, on this computer';
  if (route.via === 'proxy')
    return 'hidden by the proxy: only the editor sees the certificate that comes through it';
  const result = await probe();
  return route.via === 'direct' ? result : `connecting directly: ${result}`;
}

function tlsText({ protocol, untrusted, chain }: TlsFacts): string {
  const [own] = chain;
  const issuers = chain.map(({ issuer }) => issuer).join(' ← ');
  const trust = untrusted === undefined ? 'trusted' : `NOT trusted (${untrusted})`;
  return own === undefined
    ? `${protocol}, no certificate shown`
    : `${protocol}, ${trust}; for ${own.subject}, valid to ${own.validTo}; issued by ${issuers}`;
}

async function keyFinding(findKey: () => Promise<KeyLookup>, signal: AbortSignal): Promise<string> {
  try {
    const lookup = await findKey();
    if (lookup.state === 'there')
      return lookup.keptIn === 'keyring' ? 'in the keyring' : 'kept for this session only';
    return `none to use: ${lookup.state}`;
  } catch (error) {
    stopIfCancelled(signal);
    return `the keyring failed: ${codeOf(error)}`;
  }
}

/** Sends the requests of Check Account; without a key, one request to the bare address. */
async function check(
  kind: OpenAccount['kind'],
  origin: string,
  key: KeyLookup | undefined,
  { contextWithKey, clock }: DiagnoseParts,
  signal: AbortSignal,
): Promise<string> {
  const answers: string[] = [];
  const timed =
    (send: Send): Send =>
    async (request) => {
      const at = clock.now();
      const answer = await send(request);
      answers.push(`HTTP ${answer.status} in ${clock.now() - at} ms`);
      return answer;
    };
  const withKey = key?.state === 'there';
  const context = contextWithKey(withKey ? key.key : '');
  const send = timed(context.send);
  let verdict: string;
  try {
    if (withKey) await kind.open({ ...context, send }).verify(signal);
    else await send({ method: 'GET', url: `${origin}/`, signal });
    verdict = withKey ? 'works' : 'reached without a key';
  } catch (error) {
    stopIfCancelled(signal);
    verdict = failureText(error);
  }
  return [verdict, ...answers].join('; ');
}

/** The message of a Failure with an HTTP status quotes the service, so only its reason is reported. */
function failureText(error: unknown): string {
  if (!Failure.is(error)) return 'failed because of a fault in Notelog';
  if (error.status !== undefined) return error.reason;
  return `${error.reason}: ${error.message}${error.detail === undefined ? '' : ` (${error.detail})`}`;
}

function skewText(skew: Skew | undefined): string {
  if (!skew) return 'the service has not told its time';
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  if (skew.least <= 0 && skew.most >= 0) return 'this computer and the service agree to the second';
  return skew.least > 0
    ? `this computer is ${seconds(skew.least)} to ${seconds(skew.most)} s behind the service`
    : `this computer is ${seconds(-skew.most)} to ${seconds(-skew.least)} s ahead of the service`;
}
