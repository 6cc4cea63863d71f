import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { noteVersionSchema } from './change.ts';
import { forEachValue, formFields, valueFields } from './fields.ts';
import { targetSchema } from './note.ts';
import { sourceSchema } from './source.ts';

/** Raised when the shape changes; files of another version are set aside, never guessed at. */
const draftVersion = 1;

const chosenFileSchema = z.object({
  uri: z.string().min(1),
  name: z.string().min(1),
  /** Bytes, when it was chosen. */
  size: z.number().int().nonnegative(),
});

/** A file that the user chose for a note, by its URI: it is read when the note is logged. */
export type ChosenFile = z.infer<typeof chosenFileSchema>;

/** A value of a field that came later is missing in what was written before: it is read as ''. */
const draftValuesSchema = z.object(
  forEachValue((field) => (formFields[field].isMissingInOldDrafts ? z.string().default('') : z.string())),
);

/** The stored note that a draft changes. */
const editsSchema = z.object({
  /** The service's id of the note. */
  noteId: z.string().min(1),
  /** `ProviderKind.tenant` of its account, so that it is not looked for in another one. */
  place: z.string(),
  base: noteVersionSchema,
  /** The form's values at the beginning: what still is the same is not sent. */
  values: draftValuesSchema,
  /** Whether the text has formatting, which a changed text replaces. */
  formatted: z.boolean(),
  /** Whether the text in the form is Markdown, made of that formatting. */
  markdown: z.boolean().optional(),
  /**
   * The note's text as the service holds it, into which a changed text is put; see `StoredText` of markdown. Absent in
   * earlier drafts, whose text replaces the stored one, and where the service stores what is typed.
   */
  stored: z.object({ form: z.enum(['formatted', 'breaks', 'newlines']), source: z.string() }).optional(),
  /** What the text in the form cannot show and what therefore stays as it is, each as a phrase. */
  kept: z.array(z.string()).optional(),
  /** Whether the text cannot be changed here, since nothing could be put back into its place. */
  isTextFixed: z.boolean().optional(),
});

const draftOnDiskSchema = z.object({
  version: z.literal(draftVersion),
  /** Becomes the outbox entry's id, by which a draft that is left over after sending is recognized. */
  id: z.string().min(1),
  values: draftValuesSchema,
  /** Names the window that it was last written in, so that this window gets it back; set by the draft store. */
  window: z.string().optional(),
  /** Whom the note is about; absent while nobody is chosen: `values.target` is what is searched for then. */
  target: targetSchema.optional(),
  /** The customer that `target` is a part of, such as the account of a subscription; absent: the target itself. */
  customer: targetSchema.optional(),
  /** Who proposed `target`, until the user chooses somebody. Absent: the user chose, or a command that knows. */
  suggestedBy: z.enum(['folder', 'template']).optional(),
  /**
   * What the draft was made of, where the user did not begin it: a proposal of this id, which is the draft's own unless
   * it is a copy.
   */
  proposal: z.object({ id: z.string(), sha256: z.string(), source: sourceSchema }).optional(),
  /** In the order in which they were added; a service that takes one file a note gets the others in further notes. */
  attachments: z.array(chosenFileSchema).default([]),
  /** The only file, in drafts of earlier versions. */
  attachment: chosenFileSchema.optional(),
  /** The name of the file that `values.text` is the text of: its spacing matters. */
  fileName: z.string().optional(),
  /** Whether a long part of the text came at once, so that it was not typed. */
  hasPasted: z.boolean().optional(),
  /** Absent: it is a new note. */
  edits: editsSchema.optional(),
});

/** Checks a {@link Draft}. */
export const draftSchema = draftOnDiskSchema.transform(({ attachment, ...draft }) =>
  attachment && draft.attachments.length === 0 ? { ...draft, attachments: [attachment] } : draft,
);

/** What is being written. It belongs to the host and lies on disk; the form is only a view of it. */
export type Draft = z.infer<typeof draftSchema>;

/** A draft with nothing in it but whom it would go to. */
export function emptyDraft(id: string, account: string, kind: string, targetType: string): Draft {
  return {
    version: draftVersion,
    id,
    values: { ...forEachValue(() => ''), account, kind, targetType },
    attachments: [],
  };
}

/** Whether anything would be lost if the draft were thrown away. */
export function hasContent(draft: Draft): boolean {
  const { edits, suggestedBy, values } = draft;
  return !isBlank(draft) || (!edits && suggestedBy === undefined && values.target.trim() !== '');
}

/** Whether nothing was written yet: at most somebody was chosen for a new note. */
export function isBlank({ values, edits, attachments }: Draft): boolean {
  if (edits) return isDeepStrictEqual(values, edits.values);
  const isTyped = valueFields.some((field) => {
    const { isPreset, isAddress } = formFields[field];
    return isPreset !== true && isAddress !== true && values[field].trim() !== '';
  });
  return !isTyped && attachments.length === 0;
}
