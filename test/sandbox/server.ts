import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';

/** Adds `routes` under `prefix`; their hooks and error handlers apply to them only. */
export function mount(parent: FastifyInstance, prefix: string, routes: (app: FastifyInstance) => void): void {
  void parent.register(
    (app, _options, done) => {
      routes(app);
      done();
    },
    { prefix },
  );
}

/** A server whose `Date` header follows `now`, and which does not wait for clients to leave. */
export function newServer(now: () => number): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.header('date', new Date(now()).toUTCString());
    done();
  });
  return server;
}

/** `http://127.0.0.1:PORT`, once the server listens there. */
export function originOf(server: FastifyInstance): string {
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox is not listening.');
  return `http://127.0.0.1:${address.port}`;
}
