import * as z from 'zod';
import type { FieldName } from '../../model/fields.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { instantOf } from '../instant.ts';
import { wireId } from '../wireValues.ts';

/** Bytes. The service's documentation says string, but its examples show a number. */
const size = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .refine((value) => Number.isSafeInteger(value) && value >= 0)
  .optional()
  .catch(undefined);

/** A note as Create note and Get note give it (docs/api/activeplatform.md, section 5). */
export const noteSchema = z.object({
  id: wireId,
  attributes: z.object({
    created_at: z.string().nullish(),
    updated_at: z.string().nullish(),
    content: z.string().nullish(),
    /** A manager's name, or `System`. */
    creator: z.string().nullish(),
    /** A path of the panel. The examples of it differ in form. */
    original_link: z.string().nullish(),
    /** Null for an account's note. */
    original_id: wireId.nullish(),
    /** Null for an account. Else capitalised; there are more types than those that a note can be created for. */
    original_type: z.string().nullish(),
    /** The address is signed and expires, so it is never stored, logged or shown. */
    attachment: z.object({ name: z.string(), size, url: z.string().nullish().catch(undefined) }).nullish(),
  }),
});

/** The answer to Create note. */
export const noteDocumentSchema = z.object({ data: noteSchema });

/**
 * A note of the service in the product's own form. `about`: the target whose note this probably is. It is used where
 * the answer does not name the target: a note about an account names it in its link only.
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
 * The panel is assumed to have the origin of the base URL (docs/api/activeplatform.md, section 5); a link to another
 * origin is not shown.
 */
function panelPage(link: string | null | undefined, baseUrl: string): string | undefined {
  if (link == null || link === '') return undefined;
  const page = URL.parse(link, baseUrl);
  return page?.origin === new URL(baseUrl).origin ? page.href : undefined;
}

/** The field of the form whose value a member of the request body holds. */
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
