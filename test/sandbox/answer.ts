import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** The answer of a route. Each service serializes it in its own way. */
export interface Answer {
  readonly status: number;
  /** JSON, or undefined for an empty body. */
  readonly body?: unknown;
}

/** Thrown by a route when the service refuses the request. Has the answer that the service sends. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.answer = { status, body };
  }
}

/** Sends text with exactly this content type. It is sent as bytes, because Fastify adds a charset to anything else. */
export function sendText(
  reply: FastifyReply,
  status: number,
  contentType: string,
  text: string,
): FastifyReply {
  return reply.code(status).header('content-type', contentType).send(Buffer.from(text));
}

/** Sends text without any content type. It is sent as a stream, because Fastify adds a type to anything else. */
export function sendBareText(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).send(Readable.from([Buffer.from(text)]));
}

/** A page such as proxies and crashed servers send in place of JSON. */
export function htmlPage(status: number, words: string): string {
  return `<!DOCTYPE html>\n<html><head><title>${status} ${words}</title></head><body><h1>${words}</h1></body></html>\n`;
}
