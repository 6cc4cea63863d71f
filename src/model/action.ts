import * as z from 'zod';
import { noteChangeSchema, noteVersionSchema } from './change.ts';
import { targetSchema } from './note.ts';

const followUpShape = {
  /** What is to be done; plain text. */
  details: z.string().min(1),
  /** As in `NewTask`. */
  assignee: z.string().min(1),
  /** A day, `YYYY-MM-DD`. */
  dueOn: z.iso.date(),
};

/** What is to be done about a note's target once the note is stored. */
export type FollowUp = z.infer<z.ZodObject<typeof followUpShape>>;

/**
 * What is to be done beside sending a new note. `edit` and `remove`: with a note that a service has already. `noteId`: the service's id of the note. `base`: the note
 * as the user saw it; what was changed since is not overwritten. `target`: whom it is about, whose list of notes tells
 * whether it is gone; absent in what an earlier version queued. `followUp`: a task about the entry's target.
 */
export const actionSchema = z.discriminatedUnion('does', [
  z.object({
    does: z.literal('edit'),
    noteId: z.string().min(1),
    change: noteChangeSchema,
    base: noteVersionSchema,
  }),
  z.object({
    does: z.literal('remove'),
    noteId: z.string().min(1),
    base: noteVersionSchema,
    target: targetSchema.optional(),
  }),
  z.object({ does: z.literal('followUp'), ...followUpShape }),
]);

/** An edit or a removal of a stored note, or a follow-up, as the outbox keeps it. */
export type Action = z.infer<typeof actionSchema>;

/** An action upon a note that a service has. */
export type NoteAction = Exclude<Action, { does: 'followUp' }>;
