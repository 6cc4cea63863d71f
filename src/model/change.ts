import * as z from 'zod';
import { noteSchema, type StoredNote } from './note.ts';

const { text, author, occurredAt, durationSeconds } = noteSchema.shape;

/** Checks a {@link NoteChange}. */
export const noteChangeSchema = z.object({
  text: text.optional(),
  author,
  occurredAt,
  durationSeconds,
});

/** The new values of a stored note; what is absent stays as it is. */
export type NoteChange = z.infer<typeof noteChangeSchema>;

/** Checks a {@link NoteVersion}. */
export const noteVersionSchema = z.object({
  /** HTML where the service holds that, else the text. */
  text: z.string(),
  author: z.string().optional(),
  /** Milliseconds since the epoch. */
  createdAt: z.number().optional(),
  durationSeconds: z.number().optional(),
});

/** One version of a stored note. A change applies only to the version that the user saw. */
export type NoteVersion = z.infer<typeof noteVersionSchema>;

/** The version of a note that a service answered with. */
export function versionOf(note: StoredNote): NoteVersion {
  const by = note.authorEmail ?? note.author;
  return {
    text: note.html ?? note.text,
    ...(by === undefined ? {} : { author: by }),
    ...(note.createdAt === undefined ? {} : { createdAt: note.createdAt.getTime() }),
    ...(note.durationSeconds === undefined ? {} : { durationSeconds: note.durationSeconds }),
  };
}

/** Whether a note still is this version. */
export function hasVersion(note: StoredNote, version: NoteVersion): boolean {
  const now = versionOf(note);
  return (
    now.text === version.text &&
    now.author === version.author &&
    now.createdAt === version.createdAt &&
    now.durationSeconds === version.durationSeconds
  );
}

/** Whether a change has been made to a note, for a service that keeps text as it was sent. */
export function hasChange(note: StoredNote, change: NoteChange): boolean {
  const lines = (value: string) => value.replace(/\r\n?/g, '\n').trim();
  return (
    (change.text === undefined || lines(change.text.value) === lines(note.text)) && hasFactsOf(note, change)
  );
}

/** As {@link hasChange}, for everything but the text. */
export function hasFactsOf(note: StoredNote, change: Omit<NoteChange, 'text'>): boolean {
  const by = note.authorEmail ?? note.author ?? '';
  const at = note.createdAt?.getTime();
  return (
    (change.author === undefined || change.author.trim().toLowerCase() === by.trim().toLowerCase()) &&
    (change.occurredAt === undefined || Date.parse(change.occurredAt) === at) &&
    (change.durationSeconds === undefined || change.durationSeconds === note.durationSeconds)
  );
}
