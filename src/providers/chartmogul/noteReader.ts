import * as z from 'zod';
import { CountedWarnings } from '../../base/countedWarnings.ts';
import { Failure } from '../../base/failure.ts';
import { readJson } from '../../http/readJson.ts';
import { isSameEmail } from '../../model/email.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { newestFirst } from '../instant.ts';
import { pathPart } from '../pathPart.ts';
import type { NoteQuery, Provider } from '../provider.ts';
import { rawNote } from '../rawNote.ts';
import type { TargetCache } from '../targetCache.ts';
import { maxPageSize, type ChartmogulConnection, type Page } from './connection.ts';
import { unknownTarget } from './customers.ts';
import { notesNotServed } from './fields.ts';
import { kindOf, parseListedNote, storedNote, type ListedNote } from './wireNote.ts';
import * as words from './words.ts';

/** A page of the notes of one target or of the whole account. */
interface ListedPage extends Page {
  readonly entries: readonly ListedNote[];
}

/** Reads the notes of one account, in the collection that its settings name. */
interface NoteReader extends Pick<Provider, 'list' | 'read'> {
  readonly urlOf: (noteId: string) => string;
  readonly page: (query: Omit<NoteQuery, 'limit'>, size: number, signal: AbortSignal) => Promise<ListedPage>;
}

/** Opens the reader. Names of targets come from `targetCache`. */
export function openNoteReader(connection: ChartmogulConnection, targetCache: TargetCache): NoteReader {
  const { call, context } = connection;
  const urlOf = (id: string) => connection.urlOf(`${connection.settings().collection}/${pathPart(id)}`);

  const toStoredNote = (
    entry: ListedNote,
    target: Target | undefined,
    warnings: CountedWarnings,
  ): StoredNote => {
    if (entry.wire === undefined) {
      warnings.add(`ChartMogul: a note cannot be read and is shown as it came: ${entry.issues}`);
      return rawNote(entry.raw, target ?? { type: 'customer', id: 'unknown' });
    }
    if (kindOf(entry.wire) === undefined) {
      const type = entry.wire.type.replace(/\W/g, '?').slice(0, 30);
      warnings.add(`ChartMogul: a note of the unknown type ${type} is shown as a note`);
    }
    return storedNote(entry.wire, target);
  };

  const page: NoteReader['page'] = async (query, size, signal) => {
    const { target, cursor } = query;
    const notServed = notesNotServed(connection.settings());
    const options = { signal, notServed, ...(target && { missing: unknownTarget(target) }) };
    const parameters = { ...filterOf(query), per_page: String(size) };
    const listPage = await connection.page(connection.settings().collection, parameters, cursor, options);
    const entries: ListedNote[] = [];
    await context.inTurns(listPage.entries, (entry) => void entries.push(parseListedNote(entry)));
    return { ...listPage, entries };
  };

  return {
    urlOf,
    page,

    async list(query, signal) {
      const { target, kind, author } = query;
      const size = Math.max(1, Math.min(query.limit, maxPageSize));
      const { entries, cursor } = await page(query, size, signal);
      if (target !== undefined) targetCache.remember(target);
      const all: StoredNote[] = [];
      const warnings = new CountedWarnings(context.log);
      await context.inTurns(entries, (entry) => void all.push(toStoredNote(entry, target, warnings)));
      warnings.write();
      const notes = all.filter((note) => note.raw === true || matches(note, kind, author)).sort(newestFirst);
      return { notes: await targetCache.addNames(notes, signal), cursor };
    },

    async read(id, signal) {
      const notServed = notesNotServed(connection.settings());
      const answer = await call({ method: 'GET', url: urlOf(id), signal, missing: noNote(), notServed });
      // Any JSON is accepted, because a note that cannot be read is shown as it came.
      const warnings = new CountedWarnings(context.log);
      const note = toStoredNote(parseListedNote(readJson(answer, z.unknown())), undefined, warnings);
      warnings.write();
      if (note.raw === true) return { ...note, id };
      if (note.id !== id) throw new Failure('unreadable', words.otherNote());
      const [noteWithName] = await targetCache.addNames([note], signal);
      return noteWithName ?? note;
    },
  };
}

/** What a 404 about a note means. */
export const noNote = () => ({ message: words.noteGone(), field: undefined });

function filterOf({ target, kind, author }: Omit<NoteQuery, 'limit'>): Record<string, string> {
  const targetParameter = target?.type === 'contact' ? 'contact_uuid' : 'customer_uuid';
  return {
    ...(target === undefined ? {} : { [targetParameter]: target.id }),
    ...(kind === undefined ? {} : { type: kind }),
    ...(author === undefined ? {} : { author_email: author }),
  };
}

/** Checked because the service may ignore a filter: the one by author is not in its documentation. */
function matches(note: StoredNote, kind: NoteQuery['kind'], author: string | undefined): boolean {
  const hasOtherAuthor =
    author !== undefined && note.authorEmail !== undefined && !isSameEmail(note.authorEmail, author);
  return !hasOtherAuthor && (kind === undefined || note.kind === kind);
}
