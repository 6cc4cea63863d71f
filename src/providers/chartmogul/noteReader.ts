import * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import { readJson } from '../../http/readJson.ts';
import type { HttpResponse } from '../../http/send.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { newestFirst } from '../instant.ts';
import { pathPart } from '../pathPart.ts';
import type { NoteQuery, Provider } from '../provider.ts';
import { rawNote } from '../rawNote.ts';
import type { TargetCache } from '../targetCache.ts';
import { longestPage, type ChartmogulConnection, type Page } from './connection.ts';
import { unknownTarget } from './customers.ts';
import { kindOf, readListedNote, storedNote, type ListedNote } from './wireNote.ts';

/** A page of notes, of one target or all, entry by entry. */
interface ListedPage extends Page {
  readonly entries: readonly ListedNote[];
}

/** Reads the notes of one account, in the collection that its settings name. */
interface NoteReader extends Pick<Provider, 'list' | 'read'> {
  readonly urlOf: (noteId: string) => string;
  readonly page: (query: Omit<NoteQuery, 'limit'>, size: number, signal: AbortSignal) => Promise<ListedPage>;
}

/** Names of targets come from `targetCache`. */
export function openNoteReader(connection: ChartmogulConnection, targetCache: TargetCache): NoteReader {
  const { call, context } = connection;
  const urlOf = (id: string) => connection.urlOf(`${connection.settings().collection}/${pathPart(id)}`);

  const shown = (entry: ListedNote, of: Target | undefined): StoredNote => {
    if (entry.wire === undefined) {
      context.log.warn(`ChartMogul: a note is shown as it came: ${entry.issues}`);
      return rawNote(entry.raw, of ?? { type: 'customer', id: 'unknown' });
    }
    if (kindOf(entry.wire) === undefined) {
      const type = entry.wire.type.replace(/\W/g, '?').slice(0, 30);
      context.log.warn(`ChartMogul: a note of the unknown type ${type} is shown as a note`);
    }
    return storedNote(entry.wire, of);
  };

  const page: NoteReader['page'] = async (query, size, signal) => {
    const { target, cursor } = query;
    const rest = { signal, ...(target === undefined ? {} : { missing: unknownTarget(target) }) };
    const parameters = { ...filterOf(query), per_page: String(size) };
    const answer = await connection.page(connection.settings().collection, parameters, cursor, rest);
    return { ...answer, entries: answer.entries.map(readListedNote) };
  };

  return {
    urlOf,
    page,

    async list(query, signal) {
      const { target, kind, author } = query;
      const size = Math.max(1, Math.min(query.limit, longestPage));
      const { entries, cursor } = await page(query, size, signal);
      if (target !== undefined) targetCache.remember(target);
      const notes = entries
        .map((entry) => shown(entry, target))
        .filter((note) => note.raw === true || matches(note, kind, author))
        .sort(newestFirst);
      return { notes: await targetCache.addNames(notes, signal), cursor };
    },

    async read(id, signal) {
      const answer = await call({ method: 'GET', url: urlOf(id), accept: [404], signal });
      if (answer.status === 404) {
        expectNoPage(answer, 'unreadable');
        throw new Failure('notFound', `${noNote.message}.`, { status: 404 });
      }
      // Of any shape: a note that cannot be read is shown as it came.
      const note = shown(readListedNote(readJson(answer, z.unknown())), undefined);
      if (note.raw === true) return { ...note, id };
      if (note.id !== id)
        throw new Failure('unreadable', 'ChartMogul answered with another note than asked for.');
      const [named] = await targetCache.addNames([note], signal);
      return named ?? note;
    },
  };
}

/** What a 404 means where one note is meant. */
export const noNote = { message: 'ChartMogul does not have this note any more', field: undefined };

/**
 * Throws when a 404 came as a web page, which says that the address is wrong; that there is no such note is said in
 * JSON.
 */
export function expectNoPage({ body }: HttpResponse, reason: 'notFound' | 'unreadable'): void {
  if (/^\s*</.test(body))
    throw new Failure(reason, 'ChartMogul does not answer at this address; check the base URL.', {
      status: 404,
    });
}

function filterOf({ target, kind, author }: Omit<NoteQuery, 'limit'>): Record<string, string> {
  const owner = target?.type === 'contact' ? 'contact_uuid' : 'customer_uuid';
  return {
    ...(target === undefined ? {} : { [owner]: target.id }),
    ...(kind === undefined ? {} : { type: kind }),
    ...(author === undefined ? {} : { author_email: author }),
  };
}

/** The service may ignore a filter: that by author is not in its documentation. */
function matches(note: StoredNote, kind: NoteQuery['kind'], author: string | undefined): boolean {
  const other =
    author !== undefined && note.authorEmail !== undefined && !sameEmail(note.authorEmail, author);
  return !other && (kind === undefined || note.kind === kind);
}

function sameEmail(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
