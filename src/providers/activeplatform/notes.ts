import { baseUrlProblem, isOnThisMachine, originOf } from '../baseUrl.ts';
import { issuesIn, readJson } from '../../http/readJson.ts';
import { Failure } from '../../base/failure.ts';
import type { AttachmentBytes, Provider } from '../provider.ts';
import type { TargetCache } from '../targetCache.ts';
import { longestPage, unknownTarget, type ActiveplatformConnection } from './connection.ts';
import { createBody } from './createBody.ts';
import { withScope } from './entities.ts';
import { findDuplicate, windowOf } from './findDuplicate.ts';
import { openNoteReader } from './noteReader.ts';
import { noteDocumentSchema, noteSchema, storedNote } from './wireNote.ts';

type Notes = Required<Pick<Provider, 'create' | 'findDuplicate' | 'list' | 'read' | 'attachment'>>;

/**
 * Bytes. More is read only where the service said so beforehand; no limit is documented (docs/api/activeplatform.md,
 * section 4).
 */
const mostUnannounced = 100 * 1024 * 1024;

/** Notes of one account: created, read and listed. */
export function openNotes(connection: ActiveplatformConnection, targetCache: TargetCache): Notes {
  const { call, urlOf, context } = connection;
  const { account, clock, files, serverClock } = context;
  const reader = openNoteReader(connection, targetCache);
  const origin = () => originOf(account.fields['baseUrl'] ?? '') ?? '';
  /** The name that this account's own notes bear, once an answer has shown it. */
  let creator: string | undefined;

  return {
    list: reader.list,
    read: reader.read,

    async create(outgoing, signal) {
      const { baseUrl, dataUrl } = connection.settings();
      const { target, attachment } = outgoing.note;
      const answer = await call({
        method: 'POST',
        // Which reseller an entity of one below has to be named under is not documented: its own, where it is known.
        url: urlOf('notes', {}, withScope(target, targetCache).scope),
        body: createBody(outgoing, dataUrl, files),
        ...(outgoing.maySend && { maySend: outgoing.maySend }),
        signal,
        missing: unknownTarget(target),
        ...(attachment === undefined
          ? {}
          : { faultHint: 'It may also be that it cannot read the attached file.' }),
      });
      targetCache.remember(target);
      const stored = storedNote(readJson(answer, noteDocumentSchema).data, baseUrl, target);
      creator = stored.author ?? creator;
      return stored;
    },

    findDuplicate(sent, signal) {
      return findDuplicate(
        sent,
        (cursor) => reader.page(sent.note.target, longestPage, cursor, signal),
        () => windowOf(Date.parse(sent.stamp), clock.now(), serverClock.skew(origin())),
        creator,
      );
    },

    async attachment(id, signal): Promise<AttachmentBytes> {
      // The address is signed and expires: it is asked for now, used at once, and never kept.
      const { data, error } = noteSchema.safeParse(await reader.document(id, signal));
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
      const mostBytes = Math.max(size ?? 0, mostUnannounced);
      return { name, size, bytes: await context.download(url, { mostBytes, signal }) };
    },
  };
}

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
