import * as z from 'zod';
import { Failure, type NoteField } from '../../notes/failure.ts';
import { noteKinds, type Note, type StoredNote, type Target } from '../../notes/note.ts';
import { isEmail } from '../email.ts';
import { htmlToText } from '../htmlText.ts';
import { instantOf } from '../instant.ts';
import type { Outgoing } from '../provider.ts';

/**
 * A note as both collections give it (seed; API reference sections 2 and 3). `text` can be null for a call;
 * `customer_uuid` is null for a contact's note, which only the newer collection has.
 */
export const noteSchema = z
  .object({
    uuid: z.string().min(1),
    customer_uuid: z.string().min(1).nullish(),
    associated_object: z.string().nullish(),
    associated_object_uuid: z.string().min(1).nullish(),
    type: z.enum(noteKinds),
    text: z.string().nullish(),
    call_duration: z.number().nullish(),
    /** `NAME (EMAIL)` */
    author: z.string().nullish(),
    created_at: z.string().nullish(),
    updated_at: z.string().nullish(),
  })
  .refine((note) => targetOf(note) !== undefined, { error: 'names no customer and no contact' });

/** A page of notes: to be continued only when `has_more` says so, for the last page has a cursor too. */
export const notePageSchema = z.object({
  entries: z.array(noteSchema),
  cursor: z.string().nullish(),
  has_more: z.boolean(),
});

/** A note of the service as the product knows it. `of`: its customer, where name and page are known. */
export function storedNote(wire: z.infer<typeof noteSchema>, of?: Target): StoredNote {
  const target = targetOf(wire) ?? { type: 'customer', id: 'unknown' };
  const same = of?.type === target.type && of.id === target.id;
  return {
    id: wire.uuid,
    kind: wire.type,
    target: same ? of : target,
    text: htmlToText(wire.text ?? ''),
    author: authorName(wire.author ?? ''),
    createdAt: instantOf(wire.created_at),
    durationSeconds: wire.type === 'call' ? (wire.call_duration ?? undefined) : undefined,
    attachment: undefined,
    url: same ? of.url : undefined,
  };
}

interface Owner {
  readonly customer_uuid?: string | null | undefined;
  readonly associated_object?: string | null | undefined;
  readonly associated_object_uuid?: string | null | undefined;
}

function targetOf(wire: Owner): Target | undefined {
  if (wire.customer_uuid != null) return { type: 'customer', id: wire.customer_uuid };
  if (wire.associated_object == null || wire.associated_object_uuid == null) return undefined;
  return { type: wire.associated_object, id: wire.associated_object_uuid };
}

/** The name before the last pair of brackets, for a name can hold brackets itself; else all there is. */
export function authorName(author: string): string | undefined {
  const name = /^(.*)\([^()]*\)\s*$/s.exec(author)?.[1]?.trim() ?? '';
  const readable = name === '' ? author.trim().replace(/^\(([^()]*)\)$/, '$1') : name;
  return readable === '' ? undefined : readable;
}

/**
 * The body of a create request, exactly as documented (seed). Failure `invalid` when the note does not fit it.
 * A call's duration is always sent, for the service would take 60 seconds without; a note has none.
 */
export function createBody(
  outgoing: Outgoing,
  defaultAuthor: string | undefined,
): Readonly<Record<string, unknown>> {
  const { note, stamp } = outgoing;
  if (note.target.type !== 'customer')
    throw invalid('target', 'ChartMogul keeps notes about customers only.');
  if (note.attachment !== undefined) throw invalid('attachment', 'ChartMogul takes no attachments.');
  const author = note.author ?? defaultAuthor;
  if (author !== undefined && !isEmail(author))
    throw invalid('author', 'The author must be an e-mail address.');
  const text = richText(note.text);
  return {
    customer_uuid: note.target.id,
    type: note.kind,
    ...(author === undefined ? {} : { author_email: author }),
    ...(text === '' ? {} : { text }),
    ...(note.kind === 'call' ? { call_duration: note.durationSeconds ?? 60 } : {}),
    created_at: stamp,
  };
}

/** Typed text keeps its lines, a file's text its spacing too. What looks like HTML stays what it looks like. */
export function richText(text: Note['text']): string {
  const escaped = text.value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n?/g, '\n');
  if (text.format === 'typed') return escaped.replaceAll('\n', '<br>');
  // HTML drops one newline at the start of <pre>.
  return `<pre>${escaped.startsWith('\n') ? '\n' : ''}${escaped}</pre>`;
}

/** Which field of the form a parameter of the API comes from. */
export function fieldOf(param: string): NoteField | undefined {
  switch (param) {
    case 'author_email':
    case 'author':
      return 'author';
    case 'created_at':
      return 'occurredAt';
    case 'text':
      return 'text';
    case 'call_duration':
      return 'duration';
    case 'customer_uuid':
    case 'customer_id':
    case 'customer':
    case 'email':
    case 'external_id':
      return 'target';
    case 'type':
      return 'kind';
    default:
      return undefined;
  }
}

function invalid(field: NoteField, message: string): Failure {
  return new Failure('invalid', message, { field });
}
