/** What a certificate says of itself; names only. */
export interface CertificateFacts {
  /** Common name and organisation of its owner. */
  readonly subject: string;
  /** The same of its signer. */
  readonly issuer: string;
  /** As OpenSSL writes dates: `Jun  1 12:00:00 2026 GMT`. */
  readonly validTo: string;
}

/** What a TLS handshake showed. */
export interface TlsFacts {
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
  /** Why the certificate is not trusted, as Node names it; undefined when it is. */
  readonly untrusted: string | undefined;
  /** From the host's own to the root's, as far as they were shown. */
  readonly chain: readonly CertificateFacts[];
}

/** Where a request would go first; `unknown`: only the editor knows, and does not say. */
export type Route =
  | { readonly via: 'direct' }
  | { readonly via: 'proxy'; readonly proxy: string }
  | { readonly via: 'unknown' };

/** Looks at the network without sending anything to the service. Each rejects with Node's own error. */
export interface Probes {
  /** IP addresses of a host name, by the system's own resolver. */
  addresses(host: string): Promise<readonly string[]>;
  /** What the editor would do with a request to this URL. */
  route(url: string): Promise<Route>;
  /** Connects directly, shakes hands, and hangs up. */
  tls(host: string, port: number, signal: AbortSignal): Promise<TlsFacts>;
}

/**
 * A proxy's address without user name, password, path or query: `http://[redacted]@proxy.example:8080`. Undefined:
 * not an address, and nothing of it is safe to show.
 */
export function proxyAddress(text: string): string | undefined {
  const typed = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`);
  if (url === null || url.host === '') return undefined;
  const credentials = url.username === '' && url.password === '' ? '' : '[redacted]@';
  return `${url.protocol}//${credentials}${url.host}`;
}
