import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { sendText } from '../../sandbox/answer.ts';
import { applyFaults } from '../../sandbox/faultHooks.ts';
import { Faults } from '../../sandbox/faults.ts';
import { realClock } from '../../sandbox/realClock.ts';
import { acceptAnyBody, recordRequests, type ReceivedRequest } from '../../sandbox/received.ts';
import { pathValue, queryOf } from '../../sandbox/request.ts';
import { newServer, originOf } from '../../sandbox/server.ts';

/** The tokens that the sandbox knows. */
export const exampleTokens = { write: 'example-token', readOnly: 'example-read-only-token' };

/** The customers that the sandbox has. */
const exampleCustomers = [
  { id: 7, name: 'Northwind Traders' },
  { id: 8, name: 'Contoso Coffee' },
] as const;

interface ExampleNote {
  readonly id: number;
  readonly customer: (typeof exampleCustomers)[number];
  readonly text: string;
  readonly reference: string;
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
}

const newNoteSchema = z.object({ customer: z.number(), text: z.string().max(2000), reference: z.string() });

/** Starts the example service on this machine. */
export async function startExampleSandbox() {
  const notes: ExampleNote[] = [];
  const requests: ReceivedRequest[] = [];
  const faults = new Faults();
  const app = newServer(Date.now);
  acceptAnyBody(app, () => 1_000_000);
  recordRequests(app, requests, { clock: realClock, maxKeptBytes: 1_000_000 });
  applyFaults(app, faults, realClock, (_status, message) => ({
    contentType: 'application/json',
    body: { message },
  }));

  app.addHook('preHandler', async (request, reply) => {
    const token = request.headers.authorization?.replace('Bearer ', '');
    if (token === exampleTokens.write) return undefined;
    if (token !== exampleTokens.readOnly) return send(reply, 401, { message: 'Unknown token' });
    return request.method === 'GET' ? undefined : send(reply, 403, { message: 'Read only' });
  });
  app.get('/me', (_request, reply) => send(reply, 200, { name: 'Ada Okafor' }));
  app.get('/customers', (request, reply) => sendPage(reply, request, exampleCustomers));
  app.get('/customers/:id', (request, reply) => sendOne(reply, request, exampleCustomers));
  app.get('/notes/:id', (request, reply) => sendOne(reply, request, notes));
  app.get('/notes', (request, reply) => {
    const { customer, reference } = queryOf(request);
    const matches = notes.filter(
      (note) =>
        (customer === undefined || String(note.customer.id) === customer) &&
        (reference === undefined || note.reference === reference),
    );
    return sendPage(reply, request, matches.toReversed());
  });
  app.post('/notes', (request, reply) => {
    const { customer: id, ...rest } = newNoteSchema.parse(JSON.parse(String(request.body)));
    const customer = exampleCustomers.find((each) => each.id === id);
    if (customer === undefined) return send(reply, 404, { message: `No customer ${id}` });
    const note = {
      id: notes.length + 1,
      customer,
      ...rest,
      author: 'Ada Okafor',
      at: new Date().toISOString(),
    };
    notes.push(note);
    return send(reply, 201, note);
  });

  await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: originOf(app), notes, requests, faults, stop: () => app.close() };
}

/** The service's cursor is the position in the list. */
function sendPage(reply: FastifyReply, request: FastifyRequest, list: readonly object[]): FastifyReply {
  const { cursor = '0', limit = '50' } = queryOf(request);
  const start = Number(cursor);
  if (!Number.isInteger(start)) return send(reply, 400, { message: 'Unknown cursor' });
  const end = start + Number(limit);
  const next = end < list.length ? String(end) : null;
  return send(reply, 200, { entries: list.slice(start, end), next });
}

function sendOne(
  reply: FastifyReply,
  request: FastifyRequest,
  list: readonly { readonly id: number }[],
): FastifyReply {
  const item = list.find(({ id }) => String(id) === pathValue(request, 'id'));
  return item === undefined ? send(reply, 404, { message: 'Not found' }) : send(reply, 200, item);
}

function send(reply: FastifyReply, status: number, body: object): FastifyReply {
  return sendText(reply, status, 'application/json', JSON.stringify(body));
}
