import { createServer } from 'node:http';
import net from 'node:net';
import { TLSSocket } from 'node:tls';
import { listening, type Loopback } from '../../unit/http/loopback.ts';

/** A private key and the certificate for it, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

interface ProxyChoices {
  /** `user:password`; a request with another one, or none, is answered 407. */
  readonly credentials?: string;
  /** Answers CONNECT with this status, and with no connection. */
  readonly refuses?: number;
  /** Called with each CONNECT instead of answering it. */
  readonly stalls?: () => void;
  /** Ends TLS itself, as a proxy that inspects connections does, and speaks plain HTTP to the service. */
  readonly inspectsWith?: Certificate;
  /** The port that connections to a test's host name go to; default: the port asked for. */
  readonly port?: number;
}

/** A forward proxy on loopback, the only one that knows where `*.notelog.test` is. */
interface ForwardProxy extends Loopback {
  /** `url` with credentials, as it goes into `http.proxy`. */
  readonly urlFor: (credentials: string) => string;
  /** Its answer to each request of a test and what was asked for: `200 service.notelog.test:443`. */
  readonly requests: readonly string[];
}

/** What only the tests ask for: the editor sends requests of its own through the proxy at any time. */
const placeOfTests = /^([\w-]+\.notelog\.test|0\.0\.0\.0)(:\d+)?$/;

export async function forwardProxy(choices: ProxyChoices = {}): Promise<ForwardProxy> {
  const requests: string[] = [];
  const record = (status: number, place: string) => {
    if (placeOfTests.test(place)) requests.push(`${status} ${place}`);
  };
  const server = createServer(({ url = '' }, response) => {
    record(501, URL.parse(url)?.host ?? '');
    response.writeHead(501).end();
  });
  server.on('connect', (request, socket) => {
    const place = request.url ?? '';
    socket.on('error', () => undefined);
    if (choices.stalls !== undefined) return choices.stalls();
    const status = statusFor(choices, place, request.headers['proxy-authorization']);
    record(status, place);
    const asks = status === 407 ? 'Proxy-Authenticate: Basic realm="notelog"\r\n' : '';
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n${asks}Content-Length: 0\r\n\r\n`);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const service = net.connect(choices.port ?? Number(place.split(':').pop()), '127.0.0.1');
    const inner =
      choices.inspectsWith === undefined
        ? socket
        : new TLSSocket(socket, { isServer: true, ...choices.inspectsWith });
    inner.on('error', () => service.destroy());
    inner.on('close', () => service.destroy());
    service.on('error', () => inner.destroy());
    inner.pipe(service).pipe(inner);
  });
  const loopback = await listening(server, 'http');
  const urlFor = (credentials: string) => loopback.url.replace('//', `//${credentials}@`);
  return { ...loopback, urlFor, requests };
}

function statusFor({ credentials, refuses }: ProxyChoices, place: string, given: string | undefined): number {
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (expected !== undefined && given !== expected) return 407;
  return refuses ?? (/\.notelog\.test:\d+$/.test(place) ? 200 : 502);
}
