import * as z from 'zod';
import { noteChangeSchema, noteVersionSchema } from './change.ts';

/**
 * What is to be done with a note that a service has already. `noteId`: the service's id of the note. `base`: the note
 * as the user saw it; what was changed since is not overwritten.
 */
export const actionSchema = z.discriminatedUnion('does', [
  z.object({
    does: z.literal('edit'),
    noteId: z.string().min(1),
    change: noteChangeSchema,
    base: noteVersionSchema,
  }),
  z.object({ does: z.literal('remove'), noteId: z.string().min(1), base: noteVersionSchema }),
]);

/** An edit or a removal of a stored note, as the outbox keeps it. */
export type Action = z.infer<typeof actionSchema>;
