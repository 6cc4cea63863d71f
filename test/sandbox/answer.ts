import type { FastifyReply } from 'fastify';

/** What a route says; how it is written out is the service's own matter. */
export interface Answer {
  readonly status: number;
  /** JSON, or undefined for an empty body. */
  readonly body?: unknown;
}

/** Thrown by a route: the service refuses, with the body that it would send. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.answer = { status, body };
  }
}

/** Sends text with exactly this content type: to anything but bytes Fastify would add a charset of its own. */
export function sendText(
  reply: FastifyReply,
  status: number,
  contentType: string,
  text: string,
): FastifyReply {
  return reply.code(status).header('content-type', contentType).send(Buffer.from(text));
}

/** A page such as proxies and crashed servers send in place of JSON. */
export function htmlPage(status: number, words: string): string {
  return `<!DOCTYPE html>\n<html><head><title>${status} ${words}</title></head><body><h1>${words}</h1></body></html>\n`;
}
