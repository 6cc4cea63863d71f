import * as z from 'zod';
import { CountedWarnings } from '../../base/countedWarnings.ts';
import { Failure } from '../../base/failure.ts';
import { issuesIn } from '../../http/readJson.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { newestFirst } from '../instant.ts';
import { pathPart } from '../pathPart.ts';
import type { Provider } from '../provider.ts';
import { rawNote } from '../rawNote.ts';
import type { TargetCache } from '../targetCache.ts';
import { defaultPageSize, type ActiveplatformConnection } from './connection.ts';
import { withScope } from './entities.ts';
import { listSchema, noteFilter } from './entity.ts';
import { readNotes, type NotesRead, type Page } from './readNotes.ts';
import { noteSchema, storedNote } from './wireNote.ts';
import { sentence } from '../../words/services.ts';
import * as words from './words.ts';

/** Reads the notes of one account. */
export interface NoteReader extends Pick<Provider, 'list' | 'read'> {
  /** Reads the entries of a list, in their order. `about`: the target that the list is of. */
  readonly toStoredNotes: (entries: readonly unknown[], about: Target | undefined) => Promise<StoredNote[]>;
  /** Reads a note, but does not parse it. Failure `notFound`. */
  readonly document: (id: string, signal: AbortSignal) => Promise<unknown>;
  /** Reads the newest notes of one target or of all, or those after `cursor`, in the service's order. */
  readonly page: (
    target: Target | undefined,
    size: number,
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<NotesRead<StoredNote>>;
}

/** Opens the reader. Names of targets come from `targetCache`. */
export function openNoteReader(connection: ActiveplatformConnection, targetCache: TargetCache): NoteReader {
  const { get, urlOf, context } = connection;

  const toStoredNotes: NoteReader['toStoredNotes'] = async (entries, about) => {
    const notes: StoredNote[] = [];
    const warnings = new CountedWarnings(context.log);
    const { baseUrl } = connection.settings();
    await context.inTurns(entries, (entry) => {
      const { data, error } = noteSchema.safeParse(entry);
      if (error === undefined) return void notes.push(storedNote(data, baseUrl, about));
      warnings.add(`ActivePlatform: a note cannot be read and is shown as it came: ${issuesIn(error)}`);
      notes.push(rawNote(entry, about ?? { type: 'account', id: 'unknown' }));
    });
    warnings.write();
    return notes;
  };

  const document: NoteReader['document'] = async (id, signal) => {
    const url = urlOf(`notes/${pathPart(id)}`);
    const { data } = await get(z.object({ data: z.unknown() }), url, { signal, missing: noNote() });
    return data;
  };

  const page: NoteReader['page'] = async (target, size, cursor, signal) => {
    const about = target && withScope(target, targetCache);
    const filter = noteFilter(about);
    const read = async (number: number): Promise<Page<StoredNote>> => {
      const query = { ...filter, 'page[size]': String(size), 'page[number]': String(number) };
      const url = urlOf('notes', query, about?.scope);
      const { data, links } = await get(listSchema, url, { signal });
      return { url, page: number, size, links, data: await toStoredNotes(data, target) };
    };
    return readNotes(read, cursor);
  };

  return {
    toStoredNotes,
    document,
    page,

    async list({ target, kind, cursor: after, limit }, signal) {
      // ActivePlatform has no other kind.
      if (kind !== undefined && kind !== 'note') return { notes: [], cursor: undefined };
      if (target !== undefined) targetCache.remember(target);
      const size = Math.max(1, Math.min(limit, defaultPageSize));
      const { notes, cursor } = await page(target, size, after, signal);
      const ofTarget = notes.filter((note) => note.raw === true || isAbout(note, target)).sort(newestFirst);
      return { notes: await targetCache.addNames(ofTarget, signal), cursor };
    },

    async read(id, signal) {
      const [note] = await toStoredNotes([await document(id, signal)], undefined);
      if (note === undefined) throw new Failure('notFound', sentence(words.noteGone()));
      if (note.raw === true) return { ...note, id };
      if (note.id !== id) throw new Failure('unreadable', words.otherNote());
      const [noteWithName] = await targetCache.addNames([note], signal);
      return noteWithName ?? note;
    },
  };
}

/** What a 404 to the request for a note means. That it proves nothing is {@link Provider.findListed}'s reason. */
const noNote = () => ({ message: words.noteGone(), field: undefined });

/** A filter by account may also give the notes of its subscriptions and orders (not documented). */
function isAbout(note: StoredNote, target: Target | undefined): boolean {
  return target === undefined || (note.target.type === target.type && note.target.id === target.id);
}
