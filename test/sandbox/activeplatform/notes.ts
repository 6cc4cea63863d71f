import type { FastifyRequest } from 'fastify';
import type { Answer } from '../answer.ts';
import type { SandboxContext } from '../options.ts';
import { pathValue, queryOf } from '../request.ts';
import { managerOf, resellerOf } from './access.ts';
import { decodeAttachment } from './attachment.ts';
import { parseNewNote } from './body.ts';
import { activeplatformError } from './errors.ts';
import { paged } from './paging.ts';
import { reaches, type ActiveplatformNote, type ActiveplatformState } from './state.ts';
import type { Storage } from './storage.ts';

/** `POST …/notes` ("Create note"): 201 and the note. There is no `Location`, because the documentation shows none. */
export function createNote(request: FastifyRequest, context: SandboxContext, storage: Storage): Answer {
  const state = context.state().activeplatform;
  const reseller = resellerOf(request, state);
  const manager = managerOf(request, state);
  if (manager.role === 'Product owner') {
    throw activeplatformError(403, 'Product owners may not create notes.');
  }
  const newNote = parseNewNote(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  const target = state.entities.find(({ type, id }) => type === newNote.type && id === newNote.id);
  // Assumed: the path may name any reseller above the entity's own; 404 for all other entities.
  if (target === undefined || !reaches(state, reseller.id, target.resellerId)) {
    throw activeplatformError(404, `There is no ${newNote.type} ${newNote.id}.`, '/data/attributes/id');
  }
  const file = newNote.attachment;
  state.lastNoteId = 1 + Math.max(state.lastNoteId ?? 0, ...state.notes.map(({ id }) => id));
  const note: ActiveplatformNote = {
    id: state.lastNoteId,
    resellerId: reseller.id,
    target: { type: newNote.type, id: newNote.id },
    content: newNote.content,
    creator: manager.name,
    createdAt: context.clock.now(),
    attachment: file === undefined ? undefined : decodeAttachment(file.name, file.dataUrl, context),
  };
  state.notes.push(note);
  return { status: 201, body: { data: showNote(note, storage) } };
}

/** `GET …/notes` ("Get list of notes"). Assumed: filters combine; 400 for `sort` and `include`. */
export function listNotes(request: FastifyRequest, context: SandboxContext, storage: Storage): Answer {
  const state = context.state().activeplatform;
  const reseller = resellerOf(request, state);
  const query = queryOf(request);
  if (query['sort'] !== undefined || query['include'] !== undefined) {
    throw activeplatformError(400, 'Notes support neither sort nor include.');
  }
  const latest = context.clock.now() - context.switches.listLag;
  const matches = state.notes.filter(
    (note) =>
      (note.createdAt <= latest || context.switches.listLag === 0) &&
      reaches(state, reseller.id, note.resellerId) &&
      isAbout(note, 'subscription', query['filter[subscription_id]']) &&
      isAbout(note, 'order', query['filter[order_id]']) &&
      (isAbout(note, 'account', query['filter[account_id]']) ||
        (context.switches.accountFilterFindsAll && ownerOf(note, state) === query['filter[account_id]'])),
  );
  const sign = context.switches.noteOrder === 'newestFirst' ? -1 : 1;
  matches.sort((a, b) => sign * (a.createdAt - b.createdAt || a.id - b.id));
  return { status: 200, body: paged(request, matches, context, (note) => showNote(note, storage)) };
}

/** `GET …/notes/{note_id}` ("Get note"). */
export function getNote(request: FastifyRequest, context: SandboxContext, storage: Storage): Answer {
  return { status: 200, body: { data: showNote(noteOf(request, context.state().activeplatform), storage) } };
}

/**
 * `DELETE …/notes/{note_id}` ("Delete note"): 204. One version of that page excludes the Product owner; the status is
 * assumed.
 */
export function removeNote(request: FastifyRequest, context: SandboxContext): Answer {
  const state = context.state().activeplatform;
  if (!context.switches.deletesNotes) throw activeplatformError(404, 'There is no such path.');
  const note = noteOf(request, state);
  if (managerOf(request, state).role === 'Product owner') {
    throw activeplatformError(403, 'Product owners may not delete notes.');
  }
  state.notes.splice(state.notes.indexOf(note), 1);
  return { status: 204 };
}

/** The note that the path names. Assumed: 404 where there is none. */
function noteOf(request: FastifyRequest, state: ActiveplatformState): ActiveplatformNote {
  const reseller = resellerOf(request, state);
  const note = state.notes.find(({ id }) => String(id) === pathValue(request, 'id'));
  if (note === undefined || !reaches(state, reseller.id, note.resellerId)) {
    throw activeplatformError(404, 'There is no such note.');
  }
  return note;
}

function isAbout(note: ActiveplatformNote, type: string, id: string | undefined): boolean {
  return id === undefined || (note.target.type === type && String(note.target.id) === id);
}

function ownerOf(note: ActiveplatformNote, state: ActiveplatformState): string | undefined {
  const entity = state.entities.find(({ type, id }) => type === note.target.type && id === note.target.id);
  return entity === undefined ? undefined : String(entity.accountId);
}

/** A note about an account has neither the id nor the type of its target, which only the link tells ("Get note"). */
function showNote(note: ActiveplatformNote, storage: Storage): object {
  const { type, id } = note.target;
  const at = platformTime(note.createdAt);
  const account = type === 'account';
  // One documented link has a plural (accounts), the other a singular (subscription). Assumed: the rest are singular.
  const link = `/admin/${account ? 'accounts' : type}/${id}/notes/${note.id}`;
  return {
    id: String(note.id),
    type: 'notes',
    attributes: {
      created_at: at,
      updated_at: at,
      content: note.content,
      creator: note.creator,
      original_link: link,
      original_id: account ? null : id,
      original_type: account ? null : type.replace(/^[a-z]/, (letter) => letter.toUpperCase()),
      attachment:
        note.attachment === undefined
          ? null
          : { name: note.attachment.name, url: storage.link(note), size: note.attachment.size },
    },
  };
}

/** A time as the examples write it: milliseconds, and the platform's offset with a colon. */
function platformTime(ms: number): string {
  return new Date(ms + 3 * 3600_000).toISOString().replace('Z', '+03:00');
}
