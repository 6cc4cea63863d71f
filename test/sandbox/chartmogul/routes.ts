import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, sendBareText, sendText, type Answer } from '../answer.ts';
import type { SandboxContext } from '../options.ts';
import type { RateLimit } from '../rateLimit.ts';
import { pathValue, queryOf, type Query } from '../request.ts';
import { keyOf, checkMayWrite } from './access.ts';
import { jsonBody } from './body.ts';
import {
  listContacts,
  listCustomers,
  retrieveContact,
  retrieveCustomer,
  searchCustomers,
} from './customers.ts';
import { chartmogulError } from './errors.ts';
import { Notes, type Collection } from './notes.ts';
import type { ChartmogulKey, ChartmogulState } from './state.ts';
import { createTask, listTasks, patchTask, removeTask, retrieveTask } from './tasks.ts';

/** The stand-in for ChartMogul's API, to be mounted at `/v1`. */
export function chartmogulRoutes(app: FastifyInstance, context: SandboxContext, limit: RateLimit): void {
  const state = (): ChartmogulState => context.state().chartmogul;
  limit.watch(app);

  app.addHook('preHandler', (request, _reply, done) => {
    const overLimit = limit.count();
    if (overLimit !== undefined) throw new Refusal(overLimit.status, overLimit.body);
    const key = keyOf(request, state());
    if (request.method !== 'GET') checkMayWrite(key);
    done();
  });
  app.setErrorHandler((error, _request, reply) => {
    const { answer } = error instanceof Refusal ? error : chartmogulError(500, String(error));
    return sendJson(reply, answer);
  });
  app.setNotFoundHandler((_request, reply) => notServed(reply));

  app.get('/ping', (_request, reply) => sendJson(reply, { status: 200, body: { data: 'pong!' } }));
  app.get('/account', (request, reply) => {
    // Only this family of paths sends a request id and a character set (recordings).
    void reply.header('x-request-id', randomUUID());
    const body = { ...state().account, ...includedMembers(queryOf(request)) };
    return sendText(reply, 200, 'application/json; charset=utf-8', JSON.stringify(body));
  });

  app.get('/customers', (request, reply) => sendJson(reply, listCustomers(state(), queryOf(request))));
  app.get('/customers/search', (request, reply) =>
    sendJson(reply, searchCustomers(state(), queryOf(request))),
  );
  app.get('/customers/:uuid', (request, reply) =>
    sendJson(reply, retrieveCustomer(state(), pathValue(request, 'uuid'))),
  );
  app.get('/customers/:uuid/contacts', (request, reply) => {
    const query = { ...queryOf(request), customer_uuid: pathValue(request, 'uuid') };
    return sendJson(reply, listContacts(state(), query));
  });
  app.get('/contacts', (request, reply) => sendJson(reply, listContacts(state(), queryOf(request))));
  app.get('/contacts/:uuid', (request, reply) =>
    sendJson(reply, retrieveContact(state(), pathValue(request, 'uuid'))),
  );

  noteRoutes(app, context, 'customer_notes');
  noteRoutes(app, context, 'notes');

  app.get('/tasks', (request, reply) => sendJson(reply, listTasks(queryOf(request), state())));
  app.post('/tasks', (request, reply) => sendJson(reply, createTask(jsonBody(request), context)));
  app.get('/tasks/:uuid', (request, reply) =>
    sendJson(reply, retrieveTask(pathValue(request, 'uuid'), state())),
  );
  app.patch('/tasks/:uuid', (request, reply) =>
    sendJson(reply, patchTask(pathValue(request, 'uuid'), jsonBody(request), context)),
  );
  app.delete('/tasks/:uuid', (request, reply) =>
    sendJson(reply, removeTask(pathValue(request, 'uuid'), state())),
  );
}

function noteRoutes(app: FastifyInstance, context: SandboxContext, collection: Collection): void {
  const notes = new Notes(context, collection);
  const one = `/${collection}/:uuid`;
  const key = (request: FastifyRequest): ChartmogulKey => keyOf(request, context.state().chartmogul);
  app.addHook('preHandler', async (request, reply) => {
    const { servedCollections: served } = context.switches;
    const isOfCollection = request.routeOptions.url?.split('/').includes(collection) === true;
    if (isOfCollection && served !== 'both' && served !== collection) return notServed(reply);
    return undefined;
  });
  app.get(`/${collection}`, (request, reply) => sendJson(reply, notes.list(queryOf(request))));
  app.post(`/${collection}`, (request, reply) =>
    sendJson(reply, notes.create(jsonBody(request), key(request))),
  );
  app.get(one, (request, reply) => sendJson(reply, notes.retrieve(pathValue(request, 'uuid'))));
  app.patch(one, (request, reply) =>
    sendJson(reply, notes.patch(pathValue(request, 'uuid'), jsonBody(request))),
  );
  app.delete(one, (request, reply) => sendJson(reply, notes.remove(pathValue(request, 'uuid'))));
}

/**
 * Recorded for addresses outside of `/v1`. Assumed: the same for a path in it that is not served, and only with a key. (A
 * recording of 2020 shows an HTML page there.)
 */
function notServed(reply: FastifyReply): FastifyReply {
  return sendBareText(reply, 404, '404 Not Found');
}

/** Sends JSON as this service does: without a character set, and with `<` and `>` escaped (Ruby SDK's recordings). */
function sendJson(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  if (body === undefined) return reply.code(status).send();
  const json = JSON.stringify(body).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return sendText(reply, status, 'application/json', json);
}

/** The members that `?include=` adds to the account (Retrieve Account Details). The values are assumed. */
function includedMembers(query: Query): Readonly<Record<string, unknown>> {
  const members: Readonly<Record<string, unknown>> = {
    churn_recognition: 'immediate',
    churn_when_zero_mrr: false,
    auto_churn_subscription: false,
    refund_handling: 'ignore_refunds',
    proximate_movement_reclassification: 'reclassify',
  };
  const included = (query['include'] ?? '').split(',').map((name) => name.trim());
  return Object.fromEntries(Object.entries(members).filter(([name]) => included.includes(name)));
}
