import * as z from 'zod';
import { readJson } from '../../http/readJson.ts';
import type { HttpResponse } from '../../http/send.ts';
import { Failure } from '../../base/failure.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { cutTo, instantOf, newestFirst } from '../instant.ts';
import { pathPart } from '../pathPart.ts';
import type { NoteQuery, Provider } from '../provider.ts';
import { rawNote } from '../rawNote.ts';
import type { TargetBook } from '../targetBook.ts';
import { longestPage, type ChartmogulConnection } from './connection.ts';
import { unknownTarget } from './customers.ts';
import { findDuplicate } from './findDuplicate.ts';
import { createBody, holdsChange, patchBody } from './noteBody.ts';
import { richText } from './richText.ts';
import { createStamps } from './stamps.ts';
import { kindOf, noteSchema, readListedNote, storedNote, type ListedNote } from './wireNote.ts';

type Notes = Required<
  Pick<
    Provider,
    'stamp' | 'wireText' | 'create' | 'findDuplicate' | 'list' | 'read' | 'edit' | 'holds' | 'remove'
  >
>;

/** Notes and calls of one account, in the collection that its settings name. */
export function openNotes(connection: ChartmogulConnection, book: TargetBook): Notes {
  const { call, context, urlOf } = connection;
  const stamps = createStamps();
  /** Undefined until an answer to a stamp with milliseconds has told. */
  let keepsMilliseconds: boolean | undefined;

  const urlOfNote = (id: string) => urlOf(`${connection.settings().collection}/${pathPart(id)}`);
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
  const readNote = async (id: string, signal: AbortSignal): Promise<StoredNote> => {
    const answer = await call({ method: 'GET', url: urlOfNote(id), accept: [404], signal });
    if (answer.status === 404) {
      expectNoPage(answer, 'unreadable');
      throw new Failure('notFound', 'ChartMogul does not have this note any more.', { status: 404 });
    }
    const body = readJson(answer, anyJson);
    const note = shown(readListedNote(body), undefined);
    if (note.raw === true) return { ...note, id };
    if (note.id !== id)
      throw new Failure('unreadable', 'ChartMogul answered with another note than asked for.');
    const [named] = await book.fill([note], signal);
    return named ?? note;
  };
  /** A page of notes, of one target or all, entry by entry. */
  const page = async (
    { target, kind, author, cursor }: Omit<NoteQuery, 'limit'>,
    size: number,
    signal: AbortSignal,
  ) => {
    const of = target?.type === 'contact' ? 'contact_uuid' : 'customer_uuid';
    const found = await connection.page(
      connection.settings().collection,
      {
        ...(target === undefined ? {} : { [of]: target.id }),
        ...(kind === undefined ? {} : { type: kind }),
        ...(author === undefined ? {} : { author_email: author }),
        per_page: String(size),
      },
      cursor,
      { signal, ...(target === undefined ? {} : { missing: unknownTarget(target) }) },
    );
    return { ...found, entries: found.entries.map(readListedNote) };
  };

  return {
    stamp(note) {
      const latest = connection.latest();
      const chosen = note.occurredAt === undefined ? latest : Date.parse(note.occurredAt);
      return new Date(stamps.take(chosen, latest)).toISOString();
    },

    wireText: async (text) => ({ format: 'html', value: await richText(text) }),

    async create(outgoing, signal) {
      const { target } = outgoing.note;
      const answer = await call({
        method: 'POST',
        url: urlOf(connection.settings().collection),
        body: { kind: 'text', text: JSON.stringify(await createBody(outgoing, connection.settings())) },
        ...(outgoing.mayLeave && { mayLeave: outgoing.mayLeave }),
        signal,
        missing: unknownTarget(target),
      });
      book.learn(target);
      const wire = readJson(answer, noteSchema);
      const stamp = Date.parse(outgoing.stamp);
      if (cutTo(stamp, 1000) !== stamp) keepsMilliseconds = instantOf(wire.created_at)?.getTime() === stamp;
      return storedNote(wire, target);
    },

    findDuplicate(sent, signal) {
      const { target, kind } = sent.note;
      return findDuplicate(
        sent,
        (cursor) => page({ target, kind, ...(cursor && { cursor }) }, longestPage, signal),
        keepsMilliseconds,
      );
    },

    async list(query, signal) {
      const { target, kind, author } = query;
      const size = Math.max(1, Math.min(query.limit, longestPage));
      const { entries, cursor } = await page(query, size, signal);
      if (target !== undefined) book.learn(target);
      const notes = entries
        .map((entry) => shown(entry, target))
        .filter((note) => note.raw === true || fits(note, kind, author))
        .sort(newestFirst);
      return { notes: await book.fill(notes, signal), cursor };
    },

    read: readNote,

    async edit(id, change, signal, mayLeave) {
      const body = await patchBody(change, connection.latest());
      if (Object.keys(body).length === 0) return readNote(id, signal);
      const answer = await call({
        method: 'PATCH',
        url: urlOfNote(id),
        body: { kind: 'text', text: JSON.stringify(body) },
        // Nothing was changed, and nothing is said of the note (docs/api/chartmogul.md, section 4).
        accept: [304],
        ...(mayLeave && { mayLeave }),
        signal,
        missing: noNote,
      });
      if (answer.status === 304 || answer.body.trim() === '') return readNote(id, signal);
      const [note] = await book.fill([storedNote(readJson(answer, noteSchema))], signal);
      return note ?? readNote(id, signal);
    },

    holds: holdsChange,

    async remove(id, signal) {
      const answer = await call({
        method: 'DELETE',
        url: urlOfNote(id),
        accept: [404],
        signal,
        missing: noNote,
      });
      if (answer.status === 404) expectNoPage(answer);
    },
  };
}

/** Anything, read by itself afterwards. */
const anyJson = z.unknown();

const noNote = { message: 'ChartMogul does not have this note any more', field: undefined };

/** That there is no such note is said in JSON; a web page says that there is no such address. */
function expectNoPage({ body }: HttpResponse, reason: 'notFound' | 'unreadable' = 'notFound'): void {
  if (/^\s*</.test(body))
    throw new Failure(reason, 'ChartMogul does not answer at this address; check the base URL.', {
      status: 404,
    });
}

/** For a service that does not know a filter (one of them is documented by others only). */
function fits(note: StoredNote, kind: NoteQuery['kind'], author: string | undefined): boolean {
  const other =
    author !== undefined && note.authorEmail !== undefined && !sameEmail(note.authorEmail, author);
  return !other && (kind === undefined || note.kind === kind);
}

function sameEmail(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
