import * as z from 'zod';
import { noteSchema, type StoredNote } from './note.ts';

const { text, author, occurredAt, durationSeconds } = noteSchema.shape;

/** What of a stored note is to be another from now on. `occurredAt`: ISO 8601 instant; `durationSeconds`: for calls. */
export const noteChangeSchema = z.object({
  text: text.optional(),
  author,
  occurredAt,
  durationSeconds,
});

/** See {@link noteChangeSchema}. */
export type NoteChange = z.infer<typeof noteChangeSchema>;

/** A stored note as the user saw it, as far as a change can be told by it. */
export const seenSchema = z.object({
  /** HTML where the service holds that, else the text. */
  text: z.string(),
  author: z.string().optional(),
  /** Milliseconds since the epoch. */
  createdAt: z.number().optional(),
  durationSeconds: z.number().optional(),
});

/** See {@link seenSchema}. */
export type Seen = z.infer<typeof seenSchema>;

/** What there is to be seen of a note. */
export function seenOf(note: StoredNote): Seen {
  const by = note.authorEmail ?? note.author;
  return {
    text: note.html ?? note.text,
    ...(by === undefined ? {} : { author: by }),
    ...(note.createdAt === undefined ? {} : { createdAt: note.createdAt.getTime() }),
    ...(note.durationSeconds === undefined ? {} : { durationSeconds: note.durationSeconds }),
  };
}

/** Whether a note still is what the user saw. */
export function isAsSeen(note: StoredNote, seen: Seen): boolean {
  const now = seenOf(note);
  return (
    now.text === seen.text &&
    now.author === seen.author &&
    now.createdAt === seen.createdAt &&
    now.durationSeconds === seen.durationSeconds
  );
}

/** Whether a note is as a change wants it, for a service that keeps text as it was sent. */
export function isAsWanted(note: StoredNote, change: NoteChange): boolean {
  const lines = (value: string) => value.replace(/\r\n?/g, '\n').trim();
  return (
    (change.text === undefined || lines(change.text.value) === lines(note.text)) && hasFactsOf(note, change)
  );
}

/** Whether everything but the text is as a change wants it. */
export function hasFactsOf(note: StoredNote, change: Omit<NoteChange, 'text'>): boolean {
  const by = note.authorEmail ?? note.author ?? '';
  const at = note.createdAt?.getTime();
  return (
    (change.author === undefined || change.author.trim().toLowerCase() === by.trim().toLowerCase()) &&
    (change.occurredAt === undefined || Date.parse(change.occurredAt) === at) &&
    (change.durationSeconds === undefined || change.durationSeconds === note.durationSeconds)
  );
}
