import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** A server that nothing should ever ask, on this machine's loopback address. */
interface Canary extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** Every request line so far; a connection that sends none is `connection`. */
  readonly requests: readonly string[];
}

/** Starts one. */
export async function startCanary(): Promise<Canary> {
  const requests: string[] = [];
  const server = createHttpServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.end();
  });
  // TLS, or anything else that is not a request: still a connection that should not have been made.
  server.on('clientError', (_, socket) => {
    requests.push('connection');
    socket.destroy();
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Listens on a free port of the loopback address, and returns it. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server is not listening.');
  return address.port;
}
