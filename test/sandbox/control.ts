import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { sendText } from './answer.ts';
import { faultSchema, type Faults } from './faults.ts';
import { switchesSchema, type SandboxState, type Switches } from './options.ts';
import type { ReceivedRequest } from './received.ts';

const oneOrMany = z.union([faultSchema, z.array(faultSchema)]);

/** The parts of the sandbox that the control paths show and change. */
interface Controlled {
  readonly faults: Faults;
  readonly switches: Switches;
  readonly requests: readonly ReceivedRequest[];
  readonly state: () => SandboxState;
  readonly reset: () => void;
}

/**
 * The sandbox's own paths, for programs in other processes:
 * `GET /sandbox/state`, `POST /sandbox/faults` (one or a list), `DELETE /sandbox/faults`,
 * `POST /sandbox/switches` (only the ones to change), `POST /sandbox/reset`.
 */
export function controlRoutes(app: FastifyInstance, controlled: Controlled): void {
  const { faults, switches } = controlled;
  app.get('/state', (_request, reply) => send(reply, 200, summary(controlled)));
  app.post('/faults', (request, reply) => {
    const parsed = oneOrMany.safeParse(parse(request));
    if (!parsed.success) return send(reply, 400, { error: z.prettifyError(parsed.error) });
    for (const fault of [parsed.data].flat()) faults.add(fault);
    return send(reply, 200, { left: faults.left });
  });
  app.delete('/faults', (_request, reply) => {
    faults.clear();
    return send(reply, 200, { left: 0 });
  });
  app.post('/switches', (request, reply) => {
    const parsed = switchesSchema.partial().safeParse(parse(request));
    if (!parsed.success) return send(reply, 400, { error: z.prettifyError(parsed.error) });
    return send(reply, 200, Object.assign(switches, parsed.data));
  });
  app.post('/reset', (_request, reply) => {
    controlled.reset();
    return send(reply, 200, {});
  });
}

/** Notes, customers and requests without keys, headers and the bytes of files. */
function summary({ state, requests, faults, switches }: Controlled): object {
  const { chartmogul, activeplatform } = state();
  return {
    chartmogul: {
      customers: chartmogul.customers.map(({ uuid, name }) => ({ uuid, name })),
      notes: chartmogul.notes,
      tasks: chartmogul.tasks,
    },
    activeplatform: {
      entities: activeplatform.entities.map(({ type, id }) => ({ type, id })),
      notes: activeplatform.notes.map((note) => ({
        ...note,
        attachment: note.attachment === undefined ? null : { ...note.attachment, bytes: undefined },
      })),
    },
    requests: requests.map(({ method, url, status, bodyLength }) => ({ method, url, status, bodyLength })),
    faults: faults.left,
    switches,
  };
}

function parse(request: FastifyRequest): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(request.body) ? request.body.toString() : '');
  } catch {
    return undefined;
  }
}

function send(reply: FastifyReply, status: number, body: object): FastifyReply {
  return sendText(reply, status, 'application/json', JSON.stringify(body));
}
