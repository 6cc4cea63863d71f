import * as z from 'zod';
import type { FieldName } from '../../model/fields.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { instantOf } from '../instant.ts';

const id = z.union([z.string().min(1), z.number()]).transform(String);

/** Bytes; the service's table says string, its examples show a number. */
const size = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .refine((value) => Number.isSafeInteger(value) && value >= 0)
  .optional()
  .catch(undefined);

/** A note as Create note and Get note give it (docs/api/activeplatform.md, section 5). */
export const noteSchema = z.object({
  id,
  attributes: z.object({
    created_at: z.string().nullish(),
    updated_at: z.string().nullish(),
    content: z.string().nullish(),
    /** A manager's name, or `System`. */
    creator: z.string().nullish(),
    /** A path of the panel; its examples disagree on the form. */
    original_link: z.string().nullish(),
    /** Null for an account's note. */
    original_id: id.nullish(),
    /** Null: account. Else capitalised, and more than a note can be made about. */
    original_type: z.string().nullish(),
    /** Its address is signed and expires, so it is never kept, logged or shown. */
    attachment: z.object({ name: z.string(), size, url: z.string().nullish().catch(undefined) }).nullish(),
  }),
});

/** The answer to Create note. */
export const noteDocumentSchema = z.object({ data: noteSchema });

/**
 * A note of the service as the product knows it. `about` stands in where the answer does not say what the note
 * is about: an account's note names its account in its link only.
 */
export function storedNote(wire: z.infer<typeof noteSchema>, baseUrl: string, about?: Target): StoredNote {
  const { content, creator, created_at, updated_at, original_link, attachment } = wire.attributes;
  const target = targetOf(wire, about);
  return {
    id: wire.id,
    kind: 'note',
    target: target.type === about?.type && target.id === about.id ? about : target,
    text: content ?? '',
    author: creator?.trim() === '' ? undefined : (creator ?? undefined),
    createdAt: instantOf(created_at),
    updatedAt: instantOf(updated_at),
    durationSeconds: undefined,
    attachment: attachment == null ? undefined : { name: attachment.name, size: attachment.size },
    url: panelPage(original_link, baseUrl),
  };
}

function targetOf(wire: z.infer<typeof noteSchema>, about: Target | undefined): Target {
  const { original_id, original_type, original_link } = wire.attributes;
  // `ManualOperation` → `manual operation`
  const type =
    original_type
      ?.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase()
      .trim() ?? '';
  if (type === '' || type === 'account') {
    const account = original_id ?? /\/accounts?\/(\d+)(?:\/|$)/.exec(original_link ?? '')?.[1];
    if (account !== undefined) return { type: 'account', id: account };
    return about?.type === 'account' ? about : { type: 'account', id: 'unknown' };
  }
  return { type, id: original_id ?? 'unknown' };
}

/**
 * The panel is assumed to answer on the origin of the base URL (docs/api/activeplatform.md, section 5); no other one
 * is shown.
 */
function panelPage(link: string | null | undefined, baseUrl: string): string | undefined {
  if (link == null || link === '') return undefined;
  const page = URL.parse(link, baseUrl);
  return page?.origin === new URL(baseUrl).origin ? page.href : undefined;
}

/** Which field of the form a member of the request body comes from. */
export function fieldOf(param: string): FieldName | undefined {
  switch (param) {
    case 'id':
    case 'type':
      return 'target';
    case 'content':
      return 'text';
    case 'attachment':
    case 'name':
    case 'data':
      return 'attachment';
    default:
      return undefined;
  }
}
