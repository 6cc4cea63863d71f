import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './answer.ts';
import type { SandboxContext } from './options.ts';

/** One request as it arrived, for tests. */
export interface ReceivedRequest {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
  readonly method: string;
  /** Path and query, still percent-encoded. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** The bytes as sent; undefined when there were none, or more than `maxKeptBytes`. */
  body: Buffer | undefined;
  /** Bytes. */
  bodyLength: number;
  /** The status of the answer; undefined before the answer and after a dropped connection. */
  status: number | undefined;
}

/** Records every request to `app` in `list`, with its body once that is read. */
export function recordRequests(
  app: FastifyInstance,
  list: ReceivedRequest[],
  context: Pick<SandboxContext, 'clock' | 'maxKeptBytes'>,
): void {
  const records = new WeakMap<IncomingMessage, ReceivedRequest>();
  app.addHook('onRequest', (request, _reply, done) => {
    const record: ReceivedRequest = {
      at: context.clock.now(),
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: undefined,
      bodyLength: 0,
      status: undefined,
    };
    list.push(record);
    records.set(request.raw, record);
    done();
  });
  app.addHook('preHandler', (request, _reply, done) => {
    const record = records.get(request.raw);
    if (record !== undefined && Buffer.isBuffer(request.body)) {
      record.bodyLength = request.body.length;
      record.body = request.body.length > context.maxKeptBytes ? undefined : request.body;
    }
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const record = records.get(request.raw);
    if (record !== undefined && reply.raw.writableFinished) record.status = reply.statusCode;
    done();
  });
}

/** Reads every body as bytes, whatever its content type. A body of more than `largest` bytes is answered with 413. */
export function acceptAnyBody(app: FastifyInstance, largest: () => number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request: FastifyRequest, payload: IncomingMessage) =>
    readBody(payload, largest()),
  );
}

/**
 * Reads a body into one buffer of its announced length, because a file of 100 MB arrives as 134 MB of base64, which
 * should be in memory only once. A body of more than `largest` bytes is read to its end, so that the client reads the
 * answer.
 */
async function readBody(payload: IncomingMessage, largest: number): Promise<Buffer> {
  const announced = Number(payload.headers['content-length'] ?? 'NaN');
  let whole = Buffer.allocUnsafe(Number.isInteger(announced) && announced <= largest ? announced : 0);
  let length = 0;
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    const end = length + chunk.length;
    if (end <= largest) {
      if (end > whole.length)
        whole = Buffer.concat([whole.subarray(0, length)], Math.max(end, 2 * whole.length));
      chunk.copy(whole, length);
    }
    length = end;
  }
  if (length > largest) throw new Refusal(413, undefined);
  return whole.subarray(0, length);
}
