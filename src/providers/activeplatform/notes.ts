import * as z from 'zod';
import { baseUrlProblem, isOnThisMachine, originOf } from '../baseUrl.ts';
import { issuesIn, readJson } from '../../http/readJson.ts';
import { Failure } from '../../base/failure.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { newestFirst } from '../instant.ts';
import { pathPart } from '../pathPart.ts';
import type { AttachmentBytes, Provider } from '../provider.ts';
import { rawNote } from '../rawNote.ts';
import type { TargetBook } from '../targetBook.ts';
import { longestPage, unknownTarget, type ActiveplatformConnection } from './connection.ts';
import { createBody } from './createBody.ts';
import { placed } from './entities.ts';
import { isEntity, listSchema } from './entity.ts';
import { findDuplicate, windowOf } from './findDuplicate.ts';
import { readNotes, type Page } from './readNotes.ts';
import { noteDocumentSchema, noteSchema, storedNote } from './wireNote.ts';

type Notes = Required<Pick<Provider, 'create' | 'findDuplicate' | 'list' | 'read' | 'attachment'>>;

/**
 * Bytes. More is read only where the service said so beforehand; no limit is documented (docs/api/activeplatform.md,
 * section 4).
 */
const mostUntold = 100 * 1024 * 1024;

/** Notes of one account: created, read and listed. */
export function openNotes(connection: ActiveplatformConnection, book: TargetBook): Notes {
  const { call, get, urlOf, context } = connection;
  const { account, clock, files, serverClock, log } = context;
  const origin = () => originOf(account.fields['baseUrl'] ?? '') ?? '';
  /** The name that this account's own notes bear, once an answer has told. */
  let creator: string | undefined;

  const shown = (entry: unknown, about: Target | undefined): StoredNote => {
    const { data, error } = noteSchema.safeParse(entry);
    if (error === undefined) return storedNote(data, connection.settings().baseUrl, about);
    log.warn(`ActivePlatform: a note is shown as it came: ${issuesIn(error)}`);
    return rawNote(entry, about ?? { type: 'account', id: 'unknown' });
  };
  const readDocument = async (id: string, signal: AbortSignal): Promise<unknown> => {
    const url = urlOf(`notes/${pathPart(id)}`);
    const { data } = await get(z.object({ data: z.unknown() }), url, { signal, missing: noNote });
    return data;
  };
  /** The newest notes of one target or all, or those after `cursor`, in the service's order. */
  const readPart = async (
    target: Target | undefined,
    size: number,
    cursor: string | undefined,
    signal: AbortSignal,
  ) => {
    const about = target && placed(target, book);
    const filter: Record<string, string> =
      about === undefined || !isEntity(about) ? {} : { [`filter[${about.type}_id]`]: about.id };
    const read = async (page: number): Promise<Page<StoredNote>> => {
      const query = { ...filter, 'page[size]': String(size), 'page[number]': String(page) };
      const url = urlOf('notes', query, about?.scope);
      const { data, links } = await get(listSchema, url, { signal });
      return { url, page, size, links, data: data.map((entry) => shown(entry, target)) };
    };
    return readNotes(read, cursor);
  };

  return {
    async create(outgoing, signal) {
      const { baseUrl, dataUrl } = connection.settings();
      const { target, attachment } = outgoing.note;
      const answer = await call({
        method: 'POST',
        // Which reseller an entity of one below has to be named under is not documented: its own, where it is known.
        url: urlOf('notes', {}, placed(target, book).scope),
        body: createBody(outgoing, dataUrl, files),
        ...(outgoing.mayLeave && { mayLeave: outgoing.mayLeave }),
        signal,
        missing: unknownTarget(target),
        ...(attachment === undefined
          ? {}
          : { faultHint: 'It may also be that it cannot read the attached file.' }),
      });
      book.learn(target);
      const stored = storedNote(readJson(answer, noteDocumentSchema).data, baseUrl, target);
      creator = stored.author ?? creator;
      return stored;
    },

    findDuplicate(sent, signal) {
      return findDuplicate(
        sent,
        (cursor) => readPart(sent.note.target, longestPage, cursor, signal),
        () => windowOf(Date.parse(sent.stamp), clock.now(), serverClock.skew(origin())),
        creator,
      );
    },

    async list({ target, kind, cursor, limit }, signal) {
      // There is nothing but notes here.
      if (kind !== undefined && kind !== 'note') return { notes: [], cursor: undefined };
      if (target !== undefined) book.learn(target);
      const found = await readPart(target, Math.max(1, Math.min(limit, longestPage)), cursor, signal);
      const notes = found.notes
        // A filter by account may also give the notes of its subscriptions and orders (not documented).
        .filter(
          (note) =>
            target === undefined ||
            note.raw === true ||
            (note.target.type === target.type && note.target.id === target.id),
        )
        .sort(newestFirst);
      return { notes: await book.fill(notes, signal), cursor: found.cursor };
    },

    async read(id, signal) {
      const note = shown(await readDocument(id, signal), undefined);
      if (note.raw === true) return { ...note, id };
      if (note.id !== id)
        throw new Failure('unreadable', 'ActivePlatform answered with another note than asked for.');
      const [named] = await book.fill([note], signal);
      return named ?? note;
    },

    async attachment(id, signal): Promise<AttachmentBytes> {
      // The address is signed and expires: it is asked for now, used at once, and never kept.
      const { data, error } = noteSchema.safeParse(await readDocument(id, signal));
      if (error !== undefined)
        throw new Failure('unreadable', 'ActivePlatform’s note could not be read.', {
          field: 'attachment',
          detail: issuesIn(error),
        });
      const { attachment } = data.attributes;
      if (attachment == null)
        throw new Failure('notFound', 'This note has no attachment.', { field: 'attachment' });
      const { name, size } = attachment;
      const url = storageUrl(attachment.url, connection.settings().baseUrl);
      const mostBytes = Math.max(size ?? 0, mostUntold);
      return { name, size, bytes: await context.download(url, { mostBytes, signal }) };
    },
  };
}

const noNote = { message: 'ActivePlatform does not have this note any more', field: undefined };

/**
 * Where the file lies. Encrypted, and, but for an installation that is itself on this machine (a sandbox), not on
 * this machine: a service must not make the editor ask what only this machine can reach.
 */
function storageUrl(address: string | null | undefined, baseUrl: string): URL {
  const url = URL.parse(address ?? '');
  const problem =
    url === null || baseUrlProblem(url.origin) !== undefined || url.username + url.password !== '';
  if (problem || (isOnThisMachine(url) && !isOnThisMachine(new URL(baseUrl))))
    throw new Failure('unreadable', 'ActivePlatform gives no address that the attachment can be read from.', {
      field: 'attachment',
    });
  return url;
}
