import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal, htmlPage, sendText, type Answer } from '../answer.ts';
import type { SandboxContext } from '../options.ts';
import { checkMediaTypes, managerOf } from './access.ts';
import { getEntity, getReseller, listEntities, listResellers } from './entities.ts';
import { activeplatformError } from './errors.ts';
import { createNote, getNote, listNotes, removeNote } from './notes.ts';
import { entityTypes } from './state.ts';
import type { Storage } from './storage.ts';

/** The stand-in for ActivePlatform's API, to be mounted at `/api/v3`. */
export function activeplatformRoutes(app: FastifyInstance, context: SandboxContext, storage: Storage): void {
  app.addHook('preHandler', (request, _reply, done) => {
    checkMediaTypes(request);
    managerOf(request, context.state().activeplatform);
    done();
  });
  app.setErrorHandler((error, _request, reply) => {
    const { answer } = error instanceof Refusal ? error : activeplatformError(500, String(error));
    return answer.body === undefined ? sendPage(reply, answer.status) : sendJson(reply, answer);
  });
  app.setNotFoundHandler((_request, reply) =>
    sendJson(reply, activeplatformError(404, 'There is no such path.').answer),
  );

  const reseller = '/resellers/:resellerId';
  app.get(reseller, (request, reply) => sendJson(reply, getReseller(request, context)));
  app.get(`${reseller}/child_resellers`, (request, reply) =>
    sendJson(reply, listResellers(request, context)),
  );

  app.get(`${reseller}/notes`, (request, reply) => sendJson(reply, listNotes(request, context, storage)));
  app.post(`${reseller}/notes`, (request, reply) => sendJson(reply, createNote(request, context, storage)));
  app.get(`${reseller}/notes/:id`, (request, reply) => sendJson(reply, getNote(request, context, storage)));
  app.delete(`${reseller}/notes/:id`, (request, reply) => sendJson(reply, removeNote(request, context)));

  for (const type of entityTypes) {
    for (const [path, reach] of [
      [`${type}s`, 'own'],
      [`child_reseller_${type}s`, 'below'],
    ] as const) {
      // The documented list has no path for the orders of resellers below.
      if (type === 'order' && reach === 'below') continue;
      app.get(`${reseller}/${path}`, (request, reply) =>
        sendJson(reply, listEntities(request, type, reach, context)),
      );
      app.get(`${reseller}/${path}/:id`, (request, reply) =>
        sendJson(reply, getEntity(request, type, reach, context)),
      );
    }
  }
}

function sendJson(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  if (body === undefined) return reply.code(status).send();
  return sendText(reply, status, 'application/vnd.api+json', JSON.stringify(body));
}

/** Assumed: a web server in front of the service refuses a body that is too large, with an HTML page. */
function sendPage(reply: FastifyReply, status: number): FastifyReply {
  return sendText(reply, status, 'text/html; charset=utf-8', htmlPage(status, 'Request Entity Too Large'));
}
