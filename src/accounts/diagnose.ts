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
import * as words from '../words/diagnosis.ts';
import { cancelled } from '../words/network.ts';

/** One line of the report: what was checked, and the result. */
export interface Finding {
  readonly about: keyof typeof words.about;
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
  if (origin === undefined) return [{ about: 'address', result: words.noNetwork() }];
  const { protocol, hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  const probe = <T>(work: (signal: AbortSignal) => Promise<T>, text: (value: T) => string) =>
    runProbe(work, text, parts.clock, signal);

  const findings: Finding[] = [{ about: 'address', result: origin }];
  const add = (about: Finding['about'], result: string) => void findings.push({ about, result });
  let route: Route = { via: 'unknown' };
  const proxyText = await probe(async () => (route = await parts.probes.route(origin)), routeText);
  add(
    'dns',
    isIP(host) !== 0 ? words.notNeeded() : await probe(() => parts.probes.addresses(host), addressText),
  );
  add('proxy', proxyText);
  add(
    'tls',
    await tlsFinding(protocol, route, () =>
      probe((stop) => parts.probes.tls(host, Number(port || 443), stop), tlsText),
    ),
  );
  let key: KeyLookup | undefined;
  add('key', await keyFinding(async () => (key = await parts.findKey(origin, signal)), signal));
  add('check', await check(kind, origin, key, parts, signal));
  add('clock', skewText(parts.contextWithKey('').serverClock.skew(origin)));
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
    return timeout.signal.aborted ? words.noAnswer(longestProbe / 1000) : words.failed(codeOf(error));
  } finally {
    done.abort();
  }
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('cancelled', cancelled());
}

/** Never the error's message, which may quote something personal. */
function codeOf(error: unknown): string {
  if (Failure.is(error)) return error.reason;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : words.unknownError();
}

function addressText(addresses: readonly string[]): string {
  return addresses.length === 0 ? words.noAddresses() : addresses.join(', ');
}

function routeText(route: Route): string {
  switch (route.via) {
    case 'direct':
      return words.direct();
    case 'proxy':
      return proxyAddress(route.proxy) ?? words.unreadableProxy();
    case 'unknown':
      return words.unknownProxy();
  }
}

async function tlsFinding(protocol: string, route: Route, probe: () => Promise<string>): Promise<string> {
  if (protocol !== 'https:') return words.plainHttp();
  if (route.via === 'proxy') return words.hiddenByProxy();
  const result = await probe();
  return route.via === 'direct' ? result : words.connectingDirectly(result);
}

function tlsText({ protocol, untrusted, chain }: TlsFacts): string {
  const [own] = chain;
  const issuers = chain.map(({ issuer }) => issuer).join(' ← ');
  const trust = untrusted === undefined ? words.trusted() : words.untrusted(untrusted);
  return own === undefined
    ? words.noCertificate(protocol)
    : words.certificate(protocol, trust, own.subject, own.validTo, issuers);
}

async function keyFinding(findKey: () => Promise<KeyLookup>, signal: AbortSignal): Promise<string> {
  try {
    const lookup = await findKey();
    if (lookup.state === 'there') return lookup.keptIn === 'keyring' ? words.inKeyring() : words.forSession();
    return words.noKey(lookup.state);
  } catch (error) {
    stopIfCancelled(signal);
    return words.keyringFailed(codeOf(error));
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
      answers.push(words.answered(answer.status, clock.now() - at));
      return answer;
    };
  const withKey = key?.state === 'there';
  const context = contextWithKey(withKey ? key.key : '');
  const send = timed(context.send);
  let verdict: string;
  try {
    if (withKey) await kind.open({ ...context, send }).verify(signal);
    else await send({ method: 'GET', url: `${origin}/`, signal });
    verdict = withKey ? words.works() : words.reachedWithoutKey();
  } catch (error) {
    stopIfCancelled(signal);
    verdict = failureText(error);
  }
  return [verdict, ...answers].join('; ');
}

/** The message of a Failure with an HTTP status quotes the service, so only its reason is reported. */
function failureText(error: unknown): string {
  if (!Failure.is(error)) return words.faultOfOurs();
  if (error.status !== undefined) return error.reason;
  return `${error.reason}: ${error.message}${error.detail === undefined ? '' : ` (${error.detail})`}`;
}

function skewText(skew: Skew | undefined): string {
  if (!skew) return words.noTimeTold();
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  if (skew.least <= 0 && skew.most >= 0) return words.sameTime();
  return skew.least > 0
    ? words.behind(seconds(skew.least), seconds(skew.most))
    : words.ahead(seconds(-skew.most), seconds(-skew.least));
}
