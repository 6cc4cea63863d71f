import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import * as tls from 'node:tls';
import type { Probes, CertificateFacts, TlsFacts } from './probes.ts';

/** What of {@link Probes} Node can do by itself. */
export const nodeProbes: Omit<Probes, 'route'> = {
  async addresses(host) {
    const addresses = await lookup(host, { all: true });
    return addresses.map(({ address }) => address);
  },
  tls: readTls,
};

/** More than any real chain has: a chain that leads in circles ends here. */
const longestChain = 10;

function readTls(host: string, port: number, signal: AbortSignal): Promise<TlsFacts> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      host,
      port,
      ca: roots(),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // Only so that a certificate that is not trusted can be named: nothing is sent over this connection.
      rejectUnauthorized: false,
    });
    const stop = (): void => void socket.destroy(new Error('stopped'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    socket.once('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', stop));
    socket.once('secureConnect', () => {
      const untrusted: unknown = socket.authorizationError;
      const why = untrusted instanceof Error ? untrusted.message : untrusted;
      resolve({
        protocol: socket.getProtocol() ?? 'unknown',
        untrusted: socket.authorized ? undefined : typeof why === 'string' ? why : 'not trusted',
        chain: chainOf(socket.getPeerCertificate(true)),
      });
      socket.destroy();
    });
  });
}

/** Those that the editor trusts by default: Node's, and the system's where this Node can read them. */
function roots(): string[] {
  const system: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof system !== 'function') return [...tls.rootCertificates];
  return (['bundled', 'system', 'extra'] as const).flatMap((kind) => tls.getCACertificates(kind));
}

function chainOf(first: tls.DetailedPeerCertificate): CertificateFacts[] {
  const chain: CertificateFacts[] = [];
  // A host that shows none has an empty object in its place.
  let next: Partial<tls.DetailedPeerCertificate> | undefined = first;
  const seen = new Set<string>();
  while (
    next?.fingerprint256 !== undefined &&
    chain.length < longestChain &&
    !seen.has(next.fingerprint256)
  ) {
    seen.add(next.fingerprint256);
    chain.push({ subject: nameIn(next.subject), issuer: nameIn(next.issuer), validTo: next.valid_to ?? '?' });
    next = next.issuerCertificate;
  }
  return chain;
}

function nameIn(name: Partial<tls.Certificate> | undefined): string {
  const parts = [name?.CN, name?.O].flat().filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? 'no name' : [...new Set(parts)].join(', ');
}
