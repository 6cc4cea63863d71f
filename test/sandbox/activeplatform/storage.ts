import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { htmlPage, sendText } from '../answer.ts';
import type { SandboxContext } from '../options.ts';
import { pathValue, queryOf } from '../request.ts';
import type { ActiveplatformNote } from './state.ts';

/** How long the address of an attachment works (assumed). In the documented example: about 28 hours 50 minutes. */
const lifetimeMs = 28 * 3600_000;

/**
 * The file store: another host (here another port) that sends an attachment to anybody with a signed address that has
 * not expired. It does not know tokens, and must never get one.
 */
export class Storage {
  private readonly secret = randomBytes(16);
  private readonly context: SandboxContext;

  constructor(context: SandboxContext) {
    this.context = context;
  }

  /** The address of a note's file, in the form of the documented example: the file name is without its extension. */
  link(note: ActiveplatformNote): string {
    const name = (note.attachment?.name ?? '').replace(/\.[^.]*$/, '');
    const path = `/private/uploads/note/attachment/${note.id}/${encodeURIComponent(name)}`;
    const expires = String(Math.floor((this.context.clock.now() + lifetimeMs) / 1000));
    return `${this.context.storageUrl()}${path}?expires=${expires}&hash=${this.sign(note.id, expires)}`;
  }

  routes(app: FastifyInstance): void {
    app.get('/private/uploads/note/attachment/:id/:name', (request, reply) => this.serve(request, reply));
  }

  /** Assumed: 403 for a wrong or expired address, 404 for a file that is not there. */
  private serve(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const refuse = (status: number, words: string): FastifyReply =>
      sendText(reply, status, 'text/html; charset=utf-8', htmlPage(status, words));
    const { expires = '', hash } = queryOf(request);
    const id = Number(pathValue(request, 'id'));
    if (hash !== this.sign(id, expires)) return refuse(403, 'Forbidden');
    if (Number(expires) * 1000 < this.context.clock.now()) return refuse(403, 'Link expired');
    const note = this.context.state().activeplatform.notes.find((one) => one.id === id);
    if (note?.attachment?.bytes === undefined) return refuse(404, 'Not found');
    return reply.code(200).header('content-type', note.attachment.mime).send(note.attachment.bytes);
  }

  private sign(id: number, expires: string): string {
    return createHmac('sha256', this.secret).update(`${id} ${expires}`).digest('base64url').slice(0, 8);
  }
}
