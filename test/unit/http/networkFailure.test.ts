import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../../src/http/networkFailure.ts';
import { Failure } from '../../../src/base/failure.ts';

/** As fetch wraps it: a TypeError whose cause is Node's error. */
function failed(...causes: Error[]): Error {
  return causes.reduceRight<Error>(
    (cause, error) => Object.assign(error, { cause }),
    causes.pop() ?? new Error(),
  );
}

function coded(code: string, syscall?: string): Error {
  return Object.assign(new Error(`secret words ${code}`), { code, ...(syscall ? { syscall } : {}) });
}

const url = new URL('https://api.example.com/v1');

describe('networkFailure', () => {
  it.each([
    ['ENOTFOUND', 'offline'],
    ['EAI_AGAIN', 'offline'],
    ['ECONNREFUSED', 'offline'],
    ['EHOSTUNREACH', 'offline'],
    ['ENETUNREACH', 'offline'],
    ['UND_ERR_CONNECT_TIMEOUT', 'offline'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['CERT_NOT_YET_VALID', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['UND_ERR_ABORTED', 'proxy'],
    ['UND_ERR_PRX_TLS', 'proxy'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout'],
    ['ECONNRESET', 'dropped'],
    ['UND_ERR_SOCKET', 'dropped'],
    ['EPIPE', 'dropped'],
    ['HPE_INVALID_CONSTANT', 'unreadable'],
    ['Z_DATA_ERROR', 'unreadable'],
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'dropped'],
  ])('finds %s however deep it lies: %s', (code, reason) => {
    const error = failed(new TypeError('fetch failed'), new Error('Request was cancelled.'), coded(code));
    expect(networkFailure(error, url)).toMatchObject({
      reason,
      detail: expect.stringContaining(code) as unknown,
    });
  });

  it.each([
    'NO_UND_ERR_ABORTED',
    'UND_ERR_ABORTED_NOT',
    'NO_CERT_HAS_EXPIRED',
    'CERT_HAS_EXPIRED_NOT',
    'NO_ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_TLS_CERT_ALTNAME_INVALID_NOT',
    'NO_HPE_INVALID_CONSTANT',
  ])('ignores %s, which only contains a known code', (code) => {
    expect(networkFailure(failed(new TypeError(), coded(code)), url).reason).toBe('dropped');
  });

  it('is `offline` when no address could be connected to', () => {
    const tried = new AggregateError([coded('ETIMEDOUT', 'connect'), coded('ETIMEDOUT', 'connect')]);
    expect(networkFailure(failed(new TypeError(), tried), url).reason).toBe('offline');
  });

  it('is `timeout` once connected: the request may have arrived', () => {
    expect(networkFailure(failed(new TypeError(), coded('ETIMEDOUT', 'read')), url).reason).toBe('timeout');
    const tried = new AggregateError([coded('ETIMEDOUT', 'connect'), coded('ETIMEDOUT', 'read')]);
    expect(networkFailure(failed(new TypeError(), tried), url).reason).toBe('timeout');
  });

  it.each([undefined, null, 'text', new Error('what?'), new DOMException('stopped', 'AbortError')])(
    'is `dropped` in doubt, never `cancelled`: %s',
    (error) => {
      expect(networkFailure(error, url).reason).toBe('dropped');
    },
  );

  it('shows names and codes only, no error numbers', () => {
    expect(networkFailure(new DOMException('stopped', 'AbortError'), url).detail).toBe('AbortError');
  });

  it('survives an error that is its own cause', () => {
    const error = coded('EPIPE');
    error.cause = error;
    expect(networkFailure(error, url).detail).toBe('Error EPIPE');
  });

  it('quotes no message of its causes', () => {
    const failure = networkFailure(failed(new TypeError('secret words'), coded('EPIPE')), url);
    expect([failure.message, failure.detail, String(failure.cause)].join()).not.toContain('secret words');
  });

  it('returns a Failure as it is', () => {
    const failure = new Failure('timeout', 'Late.');
    expect(networkFailure(failure, url)).toBe(failure);
  });

  it.each([
    [
      'of another name',
      { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'proxy.example.com' },
      'proxy',
    ],
    ['of the service’s own name', { code: 'ENOTFOUND', hostname: 'api.example.com' }, 'offline'],
    ['at another port', { code: 'ECONNREFUSED', syscall: 'connect', port: 3128 }, 'proxy'],
    ['at the service’s own port', { code: 'ECONNREFUSED', syscall: 'connect', port: 443 }, 'offline'],
    ['that the connection is lost at', { code: 'ECONNRESET', syscall: 'read', port: 3128 }, 'dropped'],
  ])('tells a proxy that cannot be reached from the service, by the place %s', (_, facts, reason) => {
    const error = failed(new TypeError('fetch failed'), Object.assign(new Error(), facts));
    expect(networkFailure(error, url)).toMatchObject({
      reason,
      detail: expect.stringContaining(facts.code) as unknown,
    });
  });

  it.each([
    ['http://api.example.com', 80, 'offline'],
    ['http://api.example.com', 443, 'proxy'],
    ['http://api.example.com:8080', 8080, 'offline'],
  ])('recognizes the port of %s: %i is %s', (address, port, reason) => {
    const refused = Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect', port });
    expect(networkFailure(failed(new TypeError(), refused), new URL(address)).reason).toBe(reason);
  });

  it('of a proxy that refuses, says only what it answered', () => {
    const refused = failed(new TypeError(), coded('UND_ERR_ABORTED'));
    expect(networkFailure(refused, url)).toMatchObject({
      reason: 'proxy',
      message: expect.stringContaining('did not let the connection to api.example.com through') as unknown,
      detail: 'TypeError < Error UND_ERR_ABORTED',
    });
  });

  it.each([
    ['in words', { message: 'Proxy response (407) !== 200 when HTTP Tunneling' }],
    ['as the editor words it', { message: 'Proxy response (407) ?.== 200 when HTTP Tunneling' }],
    ['as a fact', { connectResponseStatusCode: 407 }],
  ])('recognizes a proxy that wants other credentials, reported %s', (_, facts) => {
    const refused = Object.assign(new Error(), { code: 'UND_ERR_ABORTED' }, facts);
    expect(networkFailure(failed(new TypeError(), new Error(), refused), url)).toMatchObject({
      reason: 'proxy',
      message: expect.stringContaining('user name and the password') as unknown,
      detail: expect.stringMatching(/: proxy answered 407$/) as unknown,
    });
  });
});
