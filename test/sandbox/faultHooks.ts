import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Clock } from '../../src/base/clock.ts';
import { htmlPage, sendText } from './answer.ts';
import type { Fault, Faults } from './faults.ts';

/** The body of an error in a service's own form. */
export interface ErrorBody {
  readonly contentType: string;
  /** JSON. */
  readonly body: unknown;
}

/** Injects the faults into requests to `app`. `errorBody`: the body of an error of the service at `url`. */
export function applyFaults(
  app: FastifyInstance,
  faults: Faults,
  clock: Clock,
  errorBody: (status: number, message: string, url: string) => ErrorBody,
): void {
  const faultOf = new WeakMap<IncomingMessage, Fault>();

  app.addHook('onRequest', (request, _reply, done) => {
    const fault = faults.take(request.method, request.url);
    if (fault !== undefined) faultOf.set(request.raw, fault);
    // Without a call of `done`, Fastify does not go on with the request.
    if (fault?.kind === 'drop' && fault.at === 'request') request.raw.socket.destroy();
    else done();
  });

  // Here the body has been read, but the route has not run.
  app.addHook('preHandler', async (request, reply) => {
    const fault = faultOf.get(request.raw);
    if (fault?.kind === 'drop' && fault.at === 'beforeStoring') {
      reply.hijack();
      request.raw.socket.destroy();
    } else if (fault?.kind === 'delay' && fault.stored !== true) {
      await pause(clock, fault.ms, faults.endOfDelays, fault.late === true ? undefined : request.raw.socket);
    } else if ((fault?.kind === 'answer' || fault?.kind === 'html') && fault.stored !== true) {
      faultOf.delete(request.raw);
      const { status, contentType, text } = faultAnswer(fault, errorBody, request.url);
      addHeaders(reply, fault);
      return sendText(reply, status, contentType, text);
    }
    return undefined;
  });

  // Here the route has run, but the answer has not been sent.
  app.addHook('onSend', async (request, reply, payload) => {
    const fault = faultOf.get(request.raw);
    if (fault === undefined) return payload;
    const text = Buffer.isBuffer(payload) ? payload.toString() : '';
    switch (fault.kind) {
      case 'drop':
        if (fault.at === 'midResponse') return sendHalf(reply, text, request.raw.socket);
        request.raw.socket.destroy();
        return payload;
      case 'delay':
        if (fault.stored === true) await pause(clock, fault.ms, faults.endOfDelays, request.raw.socket);
        return payload;
      case 'truncate':
        return Buffer.from(text.slice(0, Math.ceil(text.length / 2)));
      case 'answer':
      case 'html': {
        const answer = faultAnswer(fault, errorBody, request.url);
        addHeaders(reply, fault);
        reply.code(answer.status).header('content-type', answer.contentType);
        return Buffer.from(answer.text);
      }
    }
  });
}

/** Sends the length of the whole answer and half of its bytes, then closes the connection. */
function sendHalf(reply: FastifyReply, text: string, socket: Socket): Readable {
  const bytes = Buffer.from(text);
  reply.header('content-length', bytes.length);
  return Readable.from(
    (async function* () {
      yield bytes.subarray(0, Math.ceil(bytes.length / 2));
      await setImmediate();
      socket.destroySoon();
    })(),
  );
}

/** Waits for `ms` milliseconds, or until `end` is aborted, or `socket` closes, if one is given. */
async function pause(clock: Clock, ms: number, end: AbortSignal, socket?: Socket): Promise<void> {
  const closed = new AbortController();
  const onClose = (): void => closed.abort();
  socket?.once('close', onClose);
  try {
    await clock.wait(ms, AbortSignal.any([closed.signal, end]));
  } catch {
    // The test ended it; or the client or the sandbox closed the connection, and nobody waits for the rest of the delay.
    // As in a real service, a client that goes away does not undo its request.
  } finally {
    socket?.off('close', onClose);
  }
}

function addHeaders(reply: FastifyReply, fault: Fault): void {
  if (fault.kind === 'answer') void reply.headers(fault.headers ?? {});
}

function faultAnswer(
  fault: Extract<Fault, { kind: 'answer' | 'html' }>,
  errorBody: (status: number, message: string, url: string) => ErrorBody,
  url: string,
): { status: number; contentType: string; text: string } {
  const status = fault.status ?? 200;
  if (fault.kind === 'html') {
    return { status, contentType: 'text/html; charset=utf-8', text: htmlPage(status, 'Something else') };
  }
  const { contentType, body } = errorBody(status, `The sandbox was told to answer ${status}.`, url);
  return {
    status,
    contentType: fault.contentType ?? contentType,
    text: fault.body ?? JSON.stringify(body),
  };
}
