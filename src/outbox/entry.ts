import * as z from 'zod';
import { assertNever, Failure, failureReasons } from '../base/failure.ts';
import { draftSchema } from '../model/draft.ts';
import { fieldNames, isFieldName } from '../model/fields.ts';
import { noteSchema } from '../model/note.ts';
import { actionSchema } from '../model/action.ts';

/** Raised when the shape changes; files of another version are set aside, never guessed at. */
export const entryVersion = 1;

/** The part of a {@link Failure} that is kept with an entry: enough to explain it again after a restart. */
const failureRecordSchema = z.object({
  reason: z.enum(failureReasons),
  message: z.string(),
  field: z.enum(fieldNames).optional(),
  status: z.number().optional(),
  retryAfterMs: z.number().optional(),
});

/** A {@link Failure} as an entry keeps it. */
type FailureRecord = z.infer<typeof failureRecordSchema>;

/**
 * Where an entry stands. Times in milliseconds since the epoch.
 * - `waiting`: certainly not stored by the service; may be sent. `notBefore`: the user may still take it back.
 *   `failure`: why the last try did not work, and `due`: when the next is made, unless something wakes it. `sendNow`: the
 *   user said so, and only a rate limit may delay it.
 * - `sending`: a request may be on its way since `since`, made by the host `by`.
 * - `refused`: the service said no, or the note cannot be sent as it is; the user must act.
 * - `uncertain`: the answer was lost, so the service may or may not have it; it is looked for, and never sent again
 *   blindly. `candidates`: looking cannot tell which of these it is, so the user must. `sender`: the host that was
 *   sending it fell silent and has not certainly ended; it may be suspended just before its request, and wake and send
 *   it at any time. Until that is over absence never counts; when it otherwise would, `candidates` is an empty list:
 *   the user may decide, and looking goes on.
 */
const entryStatusSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('waiting'),
    notBefore: z.number().optional(),
    failure: failureRecordSchema.optional(),
    due: z.number().optional(),
    sendNow: z.boolean().optional(),
  }),
  z.object({ state: z.literal('sending'), since: z.number(), by: z.string() }),
  z.object({ state: z.literal('refused'), failure: failureRecordSchema }),
  z.object({
    state: z.literal('uncertain'),
    failure: failureRecordSchema,
    since: z.number(),
    sender: z.string().optional(),
    candidates: z.array(z.object({ id: z.string(), text: z.string() })).optional(),
  }),
]);

/** Where an entry stands; its states are described at the schema. */
export type EntryStatus = z.infer<typeof entryStatusSchema>;

/** A note that is to be sent: one file in the outbox, from Send until the service has it or the user discards it. */
export const entrySchema = z.object({
  version: z.literal(entryVersion),
  /** The draft's id. */
  id: z.string().min(1),
  accountId: z.string().min(1),
  /** The account's label at the time of sending, in case the account is gone. */
  accountLabel: z.string(),
  /** `ProviderKind.tenant` of the account at the time of sending. */
  place: z.string(),
  /** Milliseconds since the epoch. */
  queuedAt: z.number(),
  /** The note as it is to be stored; of an edit as it will be, of a removal as it was. */
  note: noteSchema,
  /**
   * Further notes, one for each further file of the draft, where the service takes one file a note. They become entries
   * of these ids when the service has `note`; one that is there already, or has a receipt, was made of them before. One
   * with an action is a follow-up, whose details are the note's text.
   */
  further: z
    .array(z.object({ id: z.string().min(1), note: noteSchema, action: actionSchema.optional() }))
    .optional(),
  /** What is done with a note that is stored already; absent: `note` is a new one. */
  action: actionSchema.optional(),
  /** The draft as typed, so that it can be edited and sent again. */
  draft: draftSchema,
  /** `Provider.stamp`, fixed before the first request. */
  stamp: z.string().optional(),
  /** Requests begun so far. */
  attempts: z.number().int().nonnegative(),
  status: entryStatusSchema,
});

/** An entry of the outbox. */
export type Entry = z.infer<typeof entrySchema>;

/** Whether the user has said that the entry is to be sent now, and it has not been tried since. */
export function isWantedNow({ status }: Entry): boolean {
  return status.state === 'waiting' && status.sendNow === true;
}

/** Whether Notelog itself still looks for the entry's note at the service. */
export function isLookedFor({ status }: Entry): boolean {
  return status.state === 'uncertain' && (status.candidates === undefined || status.sender !== undefined);
}

/** The part of a failure that is kept with an entry. */
export function recordOf(failure: Failure): FailureRecord {
  return {
    reason: failure.reason,
    message: failure.message,
    ...(isFieldName(failure.field) && { field: failure.field }),
    ...(failure.status === undefined ? {} : { status: failure.status }),
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
  };
}

/** The failure that a record was made of, without its detail and cause. */
export function failureFrom({ reason, message, ...facts }: FailureRecord): Failure {
  return new Failure(reason, message, facts);
}

/** Whether the stored note was changed elsewhere, so that the user has to say which one stays. */
export function isConflict({ status }: Entry): boolean {
  return status.state === 'refused' && status.failure.reason === 'conflict';
}

/** Whether nothing happens to an entry until the user does something. */
export function needsUser({ status }: Entry): boolean {
  switch (status.state) {
    case 'refused':
      return true;
    case 'uncertain':
      return status.candidates !== undefined;
    case 'waiting':
      return status.failure?.reason === 'keyMissing' || status.failure?.reason === 'keyRefused';
    case 'sending':
      return false;
    default:
      return assertNever(status);
  }
}
