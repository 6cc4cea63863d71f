import { Failure } from '../../base/failure.ts';
import { timeOfReading } from '../../http/serverClock.ts';
import { checkIsJson } from '../../http/readJson.ts';
import { originOf } from '../baseUrl.ts';
import { entryId, hasEntryId } from '../cursor.ts';
import { pathPart } from '../pathPart.ts';
import type { KnownNote, Provider } from '../provider.ts';
import type { TargetCache } from '../targetCache.ts';
import type { ActiveplatformConnection } from './connection.ts';
import { withScope } from './entities.ts';
import { noteFilter } from './entity.ts';
import { listPage } from './listPage.ts';
import type { NoteReader } from './noteReader.ts';
import * as words from './words.ts';

/** Fifty notes each, about one account, subscription or order. A longer list is not read to its end. */
const maxPages = 200;

/** For how long a list may lag behind what was stored (assumed), and a clock that nobody sets be wrong: milliseconds. */
const longestLag = 5 * 60_000;
const maxClockError = 10 * 60_000;

/**
 * How an installation may answer that does not delete notes, or does not have this one any more. Neither is documented
 * (docs/api/activeplatform.md, section 2), so none of these answers says which.
 */
const unclear: readonly number[] = [404, 405, 501];

type Removal = Required<Pick<Provider, 'remove' | 'findListed'>>;

/** Deletes notes, and looks in the list of their target whether they are gone. */
export function openRemoval(
  connection: ActiveplatformConnection,
  targetCache: TargetCache,
  { toStoredNotes }: Pick<NoteReader, 'toStoredNotes'>,
): Removal {
  const { call, urlOf, context } = connection;

  /** What one reading of a list, from its first page to its last, has shown. */
  const readList = async (
    id: string,
    { target }: KnownNote,
    scope: string | undefined,
    signal: AbortSignal,
  ) => {
    const filter = noteFilter(target);
    let newest = Number.NEGATIVE_INFINITY;
    let cursor: string | undefined;
    for (let pages = 1; pages <= maxPages; pages += 1) {
      const page = await listPage(connection, { path: 'notes', filter, scope, cursor }, { signal });
      const notes = await toStoredNotes(page.data, target);
      const note = notes[page.data.findIndex((entry) => entryId(entry) === id)];
      if (note !== undefined) return { note, pages, newest };
      if (!page.data.every(hasEntryId)) throw incomplete('a note without an id');
      newest = Math.max(newest, ...notes.map(({ createdAt }) => createdAt?.getTime() ?? newest));
      cursor = page.next;
      if (cursor !== undefined) continue;
      if (page.endsEarly) throw incomplete(`the list ends early, after page ${pages}`);
      return { note: undefined, pages, newest };
    }
    throw incomplete(`more than ${maxPages} pages`);
  };

  /** Whether a list that a note is missing from is certainly younger than the note. */
  const isYounger = (newest: number, createdAt: number | undefined): boolean => {
    if (createdAt === undefined) return true;
    const origin = originOf(connection.settings().baseUrl) ?? '';
    const readAt = timeOfReading(context.serverClock, origin) ?? context.clock.now() - maxClockError;
    return (newest >= createdAt && newest <= readAt) || readAt - createdAt >= longestLag;
  };

  const findListed: Removal['findListed'] = async (id, known, signal) => {
    const scope = known.target && withScope(known.target, targetCache).scope;
    // It is not known under which of the two resellers a note is listed.
    for (const each of new Set([undefined, scope])) {
      let reading = await readList(id, known, each, signal);
      // While a list of several pages is read, a deletion elsewhere moves notes from one page to the one before.
      if (reading.note === undefined && reading.pages > 1) reading = await readList(id, known, each, signal);
      if (reading.note !== undefined) return reading.note;
      if (!isYounger(reading.newest, known.createdAt))
        throw incomplete('the list may be older than the note');
    }
    return undefined;
  };

  return {
    findListed,

    async remove(id, signal, known = {}) {
      const url = urlOf(`notes/${pathPart(id)}`);
      const answer = await call({ method: 'DELETE', url, accept: unclear, signal });
      const { status } = answer;
      if (!unclear.includes(status)) {
        checkIsJson(answer);
        return;
      }
      const listed = await findListed(id, known, signal).catch((error: unknown) => {
        throw Failure.is(error) && !signal.aborted ? notKnown(status, error) : error;
      });
      if (listed !== undefined) throw new Failure('refused', words.doesNotDelete(status), { status });
    },
  };
}

/** A list that may lack the note without its being deleted. */
function incomplete(detail: string): Failure {
  return new Failure('unreadable', words.unreadableNotes(), { detail });
}

/** Whatever kept the list from being read: the deletion may have been made. */
function notKnown(status: number, cause: Failure): Failure {
  return new Failure('unreadable', words.deletionUnknown(status), {
    status,
    detail: `${cause.reason}, ${cause.detail ?? 'no detail'}`,
    retryAfterMs: cause.retryAfterMs,
    cause,
  });
}
