import * as z from 'zod';
import { issuesIn } from '../../http/readJson.ts';
import { noteKinds, type NoteKind, type StoredNote, type Target } from '../../model/note.ts';
import { isEmail } from '../../model/email.ts';
import { isHtml, readHtml } from '../htmlText.ts';
import { instantOf } from '../instant.ts';
import { wireNumber } from '../wireValues.ts';

/**
 * A note as both collections give it (docs/api/chartmogul.md, sections 3 and 4). `text` can be null for a call;
 * `customer_uuid` is null for a contact's note, which only the newer collection has.
 */
export const noteSchema = z
  .object({
    uuid: z.string().min(1),
    customer_uuid: z.string().min(1).nullish(),
    associated_object: z.string().nullish(),
    associated_object_uuid: z.string().min(1).nullish(),
    /** `note` or `call`; a type that is not known yet must not hide the note. */
    type: z.string(),
    text: z.string().nullish(),
    call_duration: wireNumber.nullish(),
    /** `NAME (EMAIL)` */
    author: z.string().nullish(),
    created_at: z.string().nullish(),
    updated_at: z.string().nullish(),
  })
  .refine((note) => targetOf(note) !== undefined, { error: 'names no customer and no contact' });

/** A note as the service sends it. */
export type WireNote = z.infer<typeof noteSchema>;

/**
 * A note of the service in the product's own form. An unknown type becomes a note. `about`: the target whose note this
 * probably is; if it is, its name and page are taken over.
 */
export function storedNote(wire: WireNote, about?: Target): StoredNote {
  const target = targetOf(wire) ?? { type: 'customer', id: 'unknown' };
  const isAbout = about?.type === target.type && about.id === target.id;
  const content = wire.text ?? '';
  const { text, cut } = readHtml(content);
  return {
    id: wire.uuid,
    kind: kindOf(wire) ?? 'note',
    target: isAbout ? about : target,
    text,
    ...(cut && { cut }),
    html: isHtml(content) ? content : undefined,
    source: isHtml(content) ? undefined : content,
    author: authorName(wire.author ?? ''),
    authorEmail: authorEmail(wire.author ?? ''),
    createdAt: instantOf(wire.created_at),
    updatedAt: instantOf(wire.updated_at),
    durationSeconds: wire.type === 'call' ? (wire.call_duration ?? undefined) : undefined,
    attachment: undefined,
    url: isAbout ? about.url : undefined,
  };
}

/** Undefined for a type that is not known here. */
export function kindOf({ type }: Pick<WireNote, 'type'>): NoteKind | undefined {
  return noteKinds.find((each) => each === type);
}

/** An entry of a list of notes. One that cannot be read is kept as `raw`, with the reasons in `issues`. */
export type ListedNote =
  { readonly wire: WireNote } | { readonly wire: undefined; readonly raw: unknown; readonly issues: string };

/** Parses one entry by itself, so that an entry that cannot be read does not hide the others. */
export function parseListedNote(raw: unknown): ListedNote {
  const { data, error } = noteSchema.safeParse(raw);
  return error === undefined ? { wire: data } : { wire: undefined, raw, issues: issuesIn(error) };
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

/** The name before the last pair of brackets, because a name can contain brackets itself; else the whole text. */
function authorName(author: string): string | undefined {
  const name = /^(.*)\([^()]*\)\s*$/s.exec(author)?.[1]?.trim() ?? '';
  const readable = name === '' ? author.trim().replace(/^\(([^()]*)\)$/, '$1') : name;
  return readable === '' ? undefined : readable;
}

/** The e-mail address in the last pair of brackets; undefined where there is none. */
function authorEmail(author: string): string | undefined {
  const email = /\(([^()]*)\)\s*$/.exec(author)?.[1]?.trim() ?? '';
  return isEmail(email) ? email : undefined;
}
