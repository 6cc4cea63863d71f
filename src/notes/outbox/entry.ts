import * as z from 'zod';
import { Failure, failureReasons, noteFields } from '../failure.ts';
import { draftSchema } from '../draft/draft.ts';
import { noteSchema } from '../note.ts';

/** Raised when the shape changes; files of another version are set aside, never guessed at. */
export const entryVersion = 1;

/** What is kept of a {@link Failure}: enough to explain it again after a restart. */
const failureRecordSchema = z.object({
  reason: z.enum(failureReasons),
  message: z.string(),
  field: z.enum(noteFields).optional(),
  status: z.number().optional(),
  retryAfterMs: z.number().optional(),
});

/** See {@link failureRecordSchema}. */
export type FailureRecord = z.infer<typeof failureRecordSchema>;

/**
 * Where an entry stands.
 * - `waiting`: certainly not stored by the service; may be sent. With a failure: why the last try did not work.
 * - `sending`: a request may be on its way since `since` (milliseconds since the epoch).
 * - `refused`: the service said no, or the note cannot be sent as it is; the user must act.
 * - `uncertain`: the answer was lost, so the service may or may not have it; never sent again by itself.
 */
const entryStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), failure: failureRecordSchema.optional() }),
  z.object({ state: z.literal('sending'), since: z.number() }),
  z.object({ state: z.literal('refused'), failure: failureRecordSchema }),
  z.object({ state: z.literal('uncertain'), failure: failureRecordSchema, since: z.number() }),
]);

/** See {@link entryStateSchema}. */
export type EntryState = z.infer<typeof entryStateSchema>;

/** A note on its way: one file in the outbox, from Send until the service has it or the user discards it. */
export const entrySchema = z.object({
  version: z.literal(entryVersion),
  /** The draft's id. */
  id: z.string().min(1),
  accountId: z.string().min(1),
  /** The account's label at the time of sending, in case the account is gone. */
  accountLabel: z.string(),
  /** Milliseconds since the epoch. */
  queuedAt: z.number(),
  note: noteSchema,
  /** As typed, so that it can be edited and sent again. */
  draft: draftSchema,
  /** `Provider.stamp`, fixed before the first request. */
  stamp: z.string().optional(),
  /** Requests begun so far. */
  attempts: z.number().int().nonnegative(),
  status: entryStateSchema,
});

/** See {@link entrySchema}. */
export type Entry = z.infer<typeof entrySchema>;

/** The part of a failure that is kept with an entry. */
export function recordOf(failure: Failure): FailureRecord {
  return {
    reason: failure.reason,
    message: failure.message,
    ...(failure.field === undefined ? {} : { field: failure.field }),
    ...(failure.status === undefined ? {} : { status: failure.status }),
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
  };
}
