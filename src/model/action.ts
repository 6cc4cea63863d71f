import * as z from 'zod';
import { noteChangeSchema, noteVersionSchema } from './change.ts';
import { targetSchema } from './note.ts';

/**
 * What is to be done with a note that a service has already. `noteId`: the service's id of the note. `base`: the note
 * as the user saw it; what was changed since is not overwritten. `target`: whom it is about, whose list of notes tells
 * whether it is gone; absent in what an earlier version queued.
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
]);

/** An edit or a removal of a stored note, as the outbox keeps it. */
export type Action = z.infer<typeof actionSchema>;
