import * as z from 'zod';

/** What can be logged. Which of them a service has is one of its capabilities. */
export const noteKinds = ['note', 'call'] as const;

/** One of {@link noteKinds}. */
export type NoteKind = (typeof noteKinds)[number];

/** Checks a {@link Target}. */
export const targetSchema = z.object({
  /** One of the provider's target types, such as `customer`, `account`, `subscription`, `order`. */
  type: z.string().min(1),
  /** The service's own id, always as a string (`cus_…`, `3056`). */
  id: z.string().min(1),
  /** The name that people read; absent while the service could not be asked ("not checked"). */
  name: z.string().optional(),
  /** A page about the target for the browser, where the service names one. */
  url: z.string().optional(),
  /** The part of the service that holds it, where that is not the account's own (a reseller below it). */
  scope: z.string().optional(),
});

/** Whom a note is about: the id that the service knows it by, and the name that people do. */
export type Target = z.infer<typeof targetSchema>;

/** How typed text is read. */
export const textFormats = ['markdown', 'plain'] as const;

/** One of {@link textFormats}. */
export type TextFormat = (typeof textFormats)[number];

const attachmentSchema = z.object({
  /** Base name with extension; no path. */
  name: z.string().min(1),
  /** `type/subtype`, without parameters. */
  mime: z.string().min(1),
  /** Bytes. */
  size: z.number().int().positive(),
  /** SHA-256 of the bytes, hex: the name of the blob in the outbox. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A file that goes with a note. Its bytes lie beside the outbox entry, under their hash. */
export type Attachment = z.infer<typeof attachmentSchema>;

/** Checks a {@link Note}. */
export const noteSchema = z.object({
  kind: z.enum(noteKinds),
  target: targetSchema,
  /**
   * `markdown`: typed text that is read as Markdown. `typed`: typed text that is plain. The setting at Send decides.
   * `file`: the text of a file, whose spacing matters; `name` is the file's. `stored`: the changed text of a stored note,
   * as typed, and `source`, what the service is to hold.
   */
  text: z.discriminatedUnion('format', [
    z.object({ format: z.literal('markdown'), value: z.string() }),
    z.object({ format: z.literal('typed'), value: z.string() }),
    z.object({ format: z.literal('file'), value: z.string(), name: z.string() }),
    z.object({ format: z.literal('stored'), value: z.string(), source: z.string() }),
  ]),
  /** An e-mail address or a name, whichever `Capabilities.author` says. */
  author: z.string().optional(),
  /** ISO 8601 instant with milliseconds; absent: the time at which it is sent. */
  occurredAt: z.iso.datetime({ offset: true }).optional(),
  /** Seconds; for calls only. */
  durationSeconds: z.number().int().positive().optional(),
  attachment: attachmentSchema.optional(),
  /** The files after the first one, where the service takes several a note. */
  moreAttachments: z.array(attachmentSchema).optional(),
});

/** A note that is ready to be sent: checked, complete, and the same whichever service it goes to. */
export type Note = z.infer<typeof noteSchema>;

/** A file of a stored note. Its name is untrusted. */
export interface StoredAttachment {
  readonly name: string;
  /** Bytes; undefined where the service does not say. */
  readonly size: number | undefined;
}

/** All files of a note, in their order. */
export function attachmentsOf<File>({
  attachment,
  moreAttachments = [],
}: {
  readonly attachment?: File | undefined;
  readonly moreAttachments?: readonly File[] | undefined;
}): readonly File[] {
  return attachment === undefined ? [] : [attachment, ...moreAttachments];
}

/** A note as a service (or the notebook) holds it. */
export interface StoredNote {
  /** The service's id of the note. */
  readonly id: string;
  readonly kind: NoteKind;
  readonly target: Target;
  /** Plain text, whatever the service stores. Untrusted. */
  readonly text: string;
  /** The note could not be read, and `text` is the service's JSON, or what is wrong with its file and all that it holds:
   * nothing else of the note is certain. */
  readonly raw?: true;
  /** `text` is only the start of what the service holds, and says so at its end, so that it cannot be changed here. */
  readonly cut?: true | undefined;
  /** Why the note can be deleted, but neither read nor changed: one sentence. It is the text, too. */
  readonly locked?: string | undefined;
  /** `text` is Markdown, as the user typed it. Absent: it is plain. */
  readonly isMarkdown?: true;
  /** The HTML that the service holds; undefined where it holds plain text. Untrusted: never to be shown as it is. */
  readonly html?: string | undefined;
  /**
   * Plain text exactly as the service holds it, with references for characters; undefined where that is `text` or `html`.
   */
  readonly source?: string | undefined;
  /** As the service gives it (a name, or `Name (e-mail)`); untrusted. */
  readonly author: string | undefined;
  /** The address by which the service knows the author, where it gives one; as in {@link Note.author}. Untrusted. */
  readonly authorEmail?: string | undefined;
  /** When it was last changed, where the service says. */
  readonly updatedAt?: Date | undefined;
  /** When the note or call was made; undefined where the service's date cannot be read. */
  readonly createdAt: Date | undefined;
  /** Seconds, for calls. */
  readonly durationSeconds: number | undefined;
  readonly attachment: StoredAttachment | undefined;
  /** The files after the first one, where the service takes several a note. */
  readonly moreAttachments?: readonly StoredAttachment[] | undefined;
  /** The page on which people read it: a web page (`https:`), or a file of the notebook (`file:`). */
  readonly url: string | undefined;
}
