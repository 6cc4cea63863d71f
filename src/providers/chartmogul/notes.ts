import { Failure } from '../../base/failure.ts';
import { checkIsJson, readJson } from '../../http/readJson.ts';
import { cutTo, instantOf } from '../instant.ts';
import type { Provider } from '../provider.ts';
import type { TargetCache } from '../targetCache.ts';
import { maxPageSize, type ChartmogulConnection } from './connection.ts';
import { unknownTarget } from './customers.ts';
import { notesNotServed } from './fields.ts';
import { findDuplicate } from './findDuplicate.ts';
import { createBody, hasHtmlChange, patchBody } from './noteBody.ts';
import { noNote, openNoteReader } from './noteReader.ts';
import { richText } from './richText.ts';
import { createStamps } from './stamps.ts';
import { noteSchema, storedNote } from './wireNote.ts';

type Notes = Required<
  Pick<
    Provider,
    'stamp' | 'wireText' | 'create' | 'findDuplicate' | 'list' | 'read' | 'edit' | 'hasChange' | 'remove'
  >
>;

/** Notes and calls of one account, in the collection that its settings name. */
export function openNotes(connection: ChartmogulConnection, targetCache: TargetCache): Notes {
  const { call, urlOf, settings } = connection;
  const { markdown } = connection.context;
  const reader = openNoteReader(connection, targetCache);
  const stamps = createStamps();
  /** Whether the service stores the milliseconds of a stamp; undefined until an answer has shown it. */
  let keepsMilliseconds: boolean | undefined;

  return {
    list: reader.list,
    read: reader.read,
    hasChange: (note, change) => hasHtmlChange(note, change, markdown),

    stamp(note) {
      const latest = connection.latestTime();
      const wanted = note.occurredAt === undefined ? latest : Date.parse(note.occurredAt);
      return new Date(stamps.reserve(wanted, latest)).toISOString();
    },

    wireText: async (text) => ({ format: 'html', value: await richText(text, markdown) }),

    async create(outgoing, signal) {
      const { target } = outgoing.note;
      const answer = await call({
        method: 'POST',
        url: urlOf(settings().collection),
        body: { kind: 'text', text: JSON.stringify(await createBody(outgoing, settings(), markdown)) },
        ...(outgoing.maySend && { maySend: outgoing.maySend }),
        signal,
        missing: unknownTarget(target),
        notServed: notesNotServed(settings()),
      });
      targetCache.remember(target);
      const wire = readJson(answer, noteSchema);
      const stamp = Date.parse(outgoing.stamp);
      if (cutTo(stamp, 1000) !== stamp) keepsMilliseconds = instantOf(wire.created_at)?.getTime() === stamp;
      return storedNote(wire, target);
    },

    async findDuplicate(lostNote, signal) {
      const { target, kind } = lostNote.note;
      const duplicate = await findDuplicate(
        lostNote,
        (cursor) => reader.page({ target, kind, ...(cursor && { cursor }) }, maxPageSize, signal),
        keepsMilliseconds,
        markdown,
      );
      if (duplicate.result !== 'absent') return duplicate;
      // The notes' times are their senders', and so say nothing of when they were stored.
      return { ...duplicate, list: { readAt: connection.timeOfReading(), newest: undefined } };
    },

    async edit(id, change, signal, maySend) {
      const body = await patchBody(change, connection.latestTime(), markdown);
      if (Object.keys(body).length === 0) return reader.read(id, signal);
      const answer = await call({
        method: 'PATCH',
        url: reader.urlOf(id),
        body: { kind: 'text', text: JSON.stringify(body) },
        // The note has the change already. The answer has no body (docs/api/chartmogul.md, section 4).
        accept: [304],
        ...(maySend && { maySend }),
        signal,
        missing: noNote(),
        notServed: notesNotServed(settings()),
      });
      if (answer.status === 304 || answer.body.trim() === '') return reader.read(id, signal);
      const [note] = await targetCache.addNames([storedNote(readJson(answer, noteSchema))], signal);
      return note ?? reader.read(id, signal);
    },

    async remove(id, signal) {
      const url = reader.urlOf(id);
      const notServed = notesNotServed(settings());
      try {
        checkIsJson(await call({ method: 'DELETE', url, signal, missing: noNote(), notServed }));
      } catch (error) {
        // It is gone already, as wanted.
        if (!Failure.is(error, 'notFound')) throw error;
      }
    },
  };
}
