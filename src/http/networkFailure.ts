import { Failure } from '../base/failure.ts';
import * as words from '../words/network.ts';

/** Nothing was sent: no name, no route, nobody listening. */
const offlineCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** OpenSSL's reasons as Node names them: the other side's certificate was not accepted. */
const untrustedCodes = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);

/** Only such TLS errors as end a handshake: one that comes later may come after the request was stored. */
const handshakeCodes = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
]);

const timeoutCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** One link of the chain of causes, by what is safe to look at. */
interface Link {
  readonly name: string;
  readonly code: string | undefined;
  readonly syscall: string | undefined;
  /** What could not be resolved, and where nobody could be connected to. */
  readonly hostname: string | undefined;
  readonly port: number | undefined;
  /** What a proxy answered to CONNECT. */
  readonly proxyStatus: number | undefined;
  readonly message: string;
}

/**
 * Says why a `fetch` failed, from its whole chain of causes; never `cancelled`, which only the caller's own
 * signal can tell. A reason that says "nothing was sent" is given only where that is certain; in doubt it is
 * `dropped`. The errors themselves are not kept: some of their messages quote headers or the whole URL.
 */
export function networkFailure(error: unknown, url: URL): Failure {
  if (error instanceof Failure) return error;
  const { host } = url;
  const links = [...chain(error)];
  const detail = links.map(describe).join(' < ');
  const has = (codes: ReadonlySet<string>) => links.some(({ code }) => code !== undefined && codes.has(code));
  const hasCode = (pattern: RegExp) => links.some(({ code }) => code !== undefined && pattern.test(code));

  const says = (text: string) => links.some(({ message }) => message === text);

  // A proxy that refuses CONNECT surfaces as an abort that nobody here asked for.
  if (hasCode(/^UND_ERR_(ABORTED|PRX_TLS)$/)) return proxyRefusal(host, detail, links);
  if (hasCode(/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/))
    return new Failure('tls', words.certificateOutOfDate(host), { detail });
  if (hasCode(/^ERR_TLS_CERT_ALTNAME_(INVALID|FORMAT)$/))
    return new Failure('tls', words.certificateOfOther(host), { detail });
  if (has(untrustedCodes)) return new Failure('tls', words.certificateUntrusted(host), { detail });
  if (has(handshakeCodes)) return new Failure('tls', words.noSecureConnection(host), { detail });
  const unreachable = has(offlineCodes) || onlyConnecting(links);
  if (unreachable && links.some((link) => isElsewhere(link, url)))
    return new Failure('proxy', words.proxyUnreachable(), { detail });
  if (unreachable) return new Failure('offline', words.unreachable(host), { detail });
  if (has(timeoutCodes)) return new Failure('timeout', words.noAnswerInTime(host), { detail });
  if (says('bad port')) return new Failure('invalid', words.forbiddenPort(host), { detail });
  if (says('unexpected redirect'))
    return new Failure('unreadable', words.redirected(host), {
      detail: `${detail}: redirect`,
    });
  if (
    hasCode(/^(HPE_|Z_|ERR_BROTLI|ERR__ERROR_FORMAT)/) ||
    links.some(({ name }) => name === 'HTTPParserError')
  )
    return new Failure('unreadable', words.unreadableFrom(host), { detail });
  return new Failure('dropped', words.dropped(host), { detail });
}

/** ETIMEDOUT and the like prove that nothing was sent where every one of them came from connecting. */
function onlyConnecting(links: readonly Link[]): boolean {
  const calls = links.filter(({ syscall }) => syscall !== undefined);
  return calls.length > 0 && calls.every(({ syscall }) => syscall === 'connect');
}

function describe({ name, code, syscall }: Link): string {
  return [name, code, syscall].filter((part) => part !== undefined).join(' ');
}

/** A proxy answered CONNECT with something other than a connection. */
function proxyRefusal(host: string, detail: string, links: readonly Link[]): Failure {
  const status = links.map(({ proxyStatus }) => proxyStatus).find((each) => each !== undefined);
  const message = status === 407 ? words.proxyRefusedUser() : words.proxyRefused(host);
  return new Failure('proxy', message, {
    detail: status === undefined ? detail : `${detail}: proxy answered ${status}`,
  });
}

/** Whether the connection that failed was to another place than the request's own: then that is the proxy. */
function isElsewhere({ hostname, port }: Link, url: URL): boolean {
  const own = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return (hostname !== undefined && hostname !== url.hostname) || (port !== undefined && port !== own);
}

/** The error, its causes, and the parts of an AggregateError (one per address that was tried). */
function* chain(error: unknown, seen = new Set<unknown>()): Generator<Link> {
  if (typeof error !== 'object' || error === null || seen.has(error)) return;
  seen.add(error);
  const text = (key: string): string | undefined => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' ? value : undefined;
  };
  const number = (key: string): number | undefined => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'number' ? value : undefined;
  };
  const message = text('message') ?? '';
  // The editor puts the status on the error; undici alone has it in its words: "Proxy response (502) !== 200".
  const said = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  yield {
    name: text('name') ?? 'error',
    code: text('code'),
    syscall: text('syscall'),
    hostname: text('hostname'),
    port: number('port'),
    proxyStatus: number('connectResponseStatusCode') ?? (said === undefined ? undefined : Number(said)),
    message,
  };
  const parts: unknown = Reflect.get(error, 'errors');
  if (Array.isArray(parts)) for (const part of parts) yield* chain(part, seen);
  yield* chain(Reflect.get(error, 'cause'), seen);
}
