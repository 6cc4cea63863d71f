import { isOnThisMachine, originOf } from '../baseUrl.ts';
import { networkPlace } from '../networkPlace.ts';
import { timeOfReading } from '../../http/serverClock.ts';
import { issuesIn, readJson } from '../../http/readJson.ts';
import { Failure } from '../../base/failure.ts';
import type { StoredNote } from '../../model/note.ts';
import type { AttachmentBytes, Provider } from '../provider.ts';
import type { TargetCache } from '../targetCache.ts';
import { defaultPageSize, unknownTarget, type ActiveplatformConnection } from './connection.ts';
import { createBody } from './createBody.ts';
import { withScope } from './entities.ts';
import { findDuplicate, windowOf } from './findDuplicate.ts';
import { openNoteReader } from './noteReader.ts';
import { openRemoval } from './removal.ts';
import { noteDocumentSchema, noteSchema, storedNote } from './wireNote.ts';
import { noAttachment } from '../../words/providers.ts';
import * as words from './words.ts';

type Notes = Required<
  Pick<Provider, 'create' | 'findDuplicate' | 'list' | 'read' | 'attachment' | 'remove' | 'findListed'>
>;

/** Larger attachments are read only if the service has announced their size (docs/api/activeplatform.md, section 4). */
const maxUnannouncedBytes = 100 * 1024 * 1024;

/** Notes of one account: created, read, listed and deleted. */
export function openNotes(connection: ActiveplatformConnection, targetCache: TargetCache): Notes {
  const { call, urlOf, context } = connection;
  const { account, clock, files, serverClock } = context;
  const reader = openNoteReader(connection, targetCache);
  const origin = () => originOf(account.fields['baseUrl'] ?? '') ?? '';
  /** The creator's name on this account's own notes, once an answer has shown it. */
  let creator: string | undefined;

  return {
    ...openRemoval(connection, targetCache, reader),
    list: reader.list,
    read: reader.read,

    async create(outgoing, signal) {
      const { baseUrl, dataUrl } = connection.settings();
      const { target, attachment } = outgoing.note;
      const answer = await call({
        method: 'POST',
        // It is not documented whose path a note about an entity of a reseller below needs. We use that reseller's
        // own, where it is known.
        url: urlOf('notes', {}, withScope(target, targetCache).scope),
        body: createBody(outgoing, dataUrl, files),
        ...(outgoing.maySend && { maySend: outgoing.maySend }),
        signal,
        missing: unknownTarget(target),
        notServed: words.nothingThere(),
        ...(attachment === undefined ? {} : { faultHint: words.fileUnread() }),
      });
      targetCache.remember(target);
      const stored = storedNote(readJson(answer, noteDocumentSchema).data, baseUrl, target);
      creator = stored.author ?? creator;
      return stored;
    },

    async findDuplicate(lostNote, signal) {
      let newest: number | undefined;
      const duplicate = await findDuplicate(
        lostNote,
        async (cursor) => {
          const page = await reader.page(lostNote.note.target, defaultPageSize, cursor, signal);
          newest = latest(newest, page.notes);
          return page;
        },
        () => {
          const skew = serverClock.skew(origin());
          // A stamp in the service's future is from a clock that was set just before: the note is older than that.
          const latestStamp = skew === undefined ? Number.POSITIVE_INFINITY : clock.now() + skew.most;
          return windowOf(Math.min(Date.parse(lostNote.stamp), latestStamp), clock.now(), skew);
        },
        creator,
      );
      if (duplicate.result !== 'absent') return duplicate;
      return { ...duplicate, list: { readAt: timeOfReading(serverClock, origin()), newest } };
    },

    async attachment(id, signal): Promise<AttachmentBytes> {
      // The address is signed and expires: it is requested now, used at once, and never stored.
      const { data, error } = noteSchema.safeParse(await reader.document(id, signal));
      if (error !== undefined)
        throw new Failure('unreadable', words.unreadableNote(), {
          field: 'attachment',
          detail: issuesIn(error),
        });
      const { attachment } = data.attributes;
      if (attachment == null) throw new Failure('notFound', noAttachment(), { field: 'attachment' });
      const { name, size } = attachment;
      const url = storageUrl(attachment.url, connection.settings().baseUrl);
      const mostBytes = Math.max(size ?? 0, maxUnannouncedBytes);
      return { name, size, bytes: await context.download(url, { mostBytes, signal }) };
    },
  };
}

/** Milliseconds since the epoch: the later of `time` and the newest note's. */
function latest(time: number | undefined, notes: readonly StoredNote[]): number | undefined {
  const times = [time, ...notes.map(({ createdAt }) => createdAt?.getTime())];
  const valid = times.flatMap((each) => (each === undefined || Number.isNaN(each) ? [] : [each]));
  return valid.length === 0 ? undefined : Math.max(...valid);
}

/**
 * The address of a file. It must be encrypted, and lead to the internet: a service must not make the editor send
 * requests that only this machine or its network can send. Where the installation itself lives on this machine (a
 * sandbox) or in its network, its files may lie there too.
 */
function storageUrl(address: string | null | undefined, baseUrl: string): URL {
  const url = URL.parse(address ?? '');
  const installation = new URL(baseUrl);
  const isEncrypted = url?.protocol === 'https:' || (url?.protocol === 'http:' && isOnThisMachine(url));
  if (!url || !isEncrypted || url.username + url.password !== '' || !mayLeadTo(url, installation))
    throw new Failure('unreadable', words.noFileAddress(), {
      field: 'attachment',
    });
  return url;
}

function mayLeadTo(url: URL, installation: URL): boolean {
  const place = networkPlace(url);
  if (place === 'internet' || url.hostname === installation.hostname) return true;
  return place !== 'nowhere' && place === networkPlace(installation);
}
