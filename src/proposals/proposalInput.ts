import * as z from 'zod';
import { Failure } from '../base/failure.ts';
import { shortened } from '../base/shortened.ts';
import { longestCallSeconds, parseDuration } from '../model/duration.ts';
import { noteKinds } from '../model/note.ts';
import * as words from '../words/proposals.ts';

/** Bytes of UTF-8 of a proposal, as it is given and as it lies on disk. */
export const largestProposal = 64 * 1024;

/** UTF-16 units. */
const longestText = 50_000;
const longestLine = 200;

/**
 * What no text from outside needs: control characters, those by which a text reads otherwise than it is written, and those
 * that nobody sees, since the user answers for what is seen. A text may have tabs and ends of lines, and what joins letters
 * and chooses their form or direction.
 */
const forbidden =
  /(?![\t\n\r])\p{Cc}|[\u2028\u2029]|(?![\u200c-\u200f]|[\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}/u;
const endOrTab = /[\t\n\r]/;

/** The text with a mark in place of what no text from outside needs. */
export function withMarks(text: string): string {
  return text.replace(new RegExp(forbidden, 'gu'), '\ufffd');
}

/** Whether there is anything to see. */
function isSeen(text: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}]/u.test(text);
}

const line = z
  .string()
  .min(1)
  .max(longestLine)
  .refine((text) => isSeen(text) && text.isWellFormed() && !forbidden.test(text) && !endOrTab.test(text));

/** Checks a {@link ProposedNote}. */
export const proposedNoteSchema = z.strictObject({
  account: line.optional(),
  customer: z
    .union([
      z.strictObject({
        id: line,
        type: line.optional(),
      }),
      z.strictObject({ query: line }),
    ])
    .optional(),
  kind: z.enum(noteKinds).default('note'),
  text: z
    .string()
    .min(1)
    .max(longestText)
    .refine((text) => isSeen(text) && text.isWellFormed() && !forbidden.test(text)),
  callDuration: line
    .refine((typed) => {
      const seconds = parseDuration(typed);
      return seconds !== undefined && seconds >= 1 && seconds <= longestCallSeconds;
    })
    .optional(),
  occurredAt: z.iso.datetime({ offset: true }).optional(),
  author: line.optional(),
});

/** What is proposed: a note that somebody has still to look at, and to log. */
export type ProposedNote = z.infer<typeof proposedNoteSchema>;

/** All that a proposal may be given with, through any door. */
export const proposalInputSchema = proposedNoteSchema.extend({
  customer: proposedNoteSchema.shape.customer.unwrap(),
  clientId: line.optional(),
  again: z.boolean().optional(),
});

/** A proposal as it was given, checked. */
export type ProposalInput = z.infer<typeof proposalInputSchema>;

/** The same where the user is there to choose whom it is about. */
const withoutCustomer = proposalInputSchema.extend({ customer: proposedNoteSchema.shape.customer });

/**
 * Reads what a caller handed over. `needsCustomer`: whether it has to say whom the note is about. Failure `invalid`, with
 * a sentence that names the field.
 */
export function parseProposalInput(input: unknown, needsCustomer = true): z.infer<typeof withoutCustomer> {
  return checkDuration(parseInput(needsCustomer ? proposalInputSchema : withoutCustomer, input));
}

/**
 * Reads what a caller handed over with this schema. It is copied first, since the caller still has it, and may change
 * it, or answer each look at it differently. Failure `invalid`, with a sentence that names the field.
 */
export function parseInput<Schema extends z.ZodObject>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(copyOf(input));
  if (!parsed.success) throw problemOf(parsed.error, Object.keys(schema.shape));
  return parsed.data;
}

/** A note has no duration. Failure `invalid`. */
export function checkDuration<Input extends Pick<ProposedNote, 'kind' | 'callDuration'>>(
  input: Input,
): Input {
  if (input.kind === 'note' && input.callDuration !== undefined)
    throw invalid(words.fieldProblem('callDuration'));
  return input;
}

function copyOf(input: unknown): unknown {
  let json: string | undefined;
  try {
    json = JSON.stringify(input);
  } catch {
    // A getter or `toJSON` that throws, a circle, a number without JSON.
  }
  if (json === undefined || !json.startsWith('{')) throw invalid(words.notAnObject());
  if (Buffer.byteLength(json) > largestProposal) throw invalid(words.tooLarge());
  return JSON.parse(json);
}

function problemOf({ issues }: z.ZodError, fields: readonly string[]): Failure {
  const [issue] = issues;
  const field = issue?.path[0];
  if (issue?.code === 'unrecognized_keys' && field === undefined)
    return invalid(words.unknownField(readableKey(issue.keys[0] ?? ''), fields));
  return invalid(isField(field) ? words.fieldProblem(field) : words.notAnObject());
}

/** A name from outside in a sentence. */
function readableKey(key: string): string {
  return shortened(key.replace(/[^\p{L}\p{N}_.-]/gu, '?'), 40);
}

const fieldNames: Readonly<Record<words.ProposalField, true>> = {
  account: true,
  customer: true,
  kind: true,
  text: true,
  callDuration: true,
  occurredAt: true,
  author: true,
  clientId: true,
  again: true,
  ask: true,
  query: true,
  notes: true,
  id: true,
};

function isField(name: PropertyKey | undefined): name is words.ProposalField {
  return typeof name === 'string' && Object.hasOwn(fieldNames, name);
}

function invalid(message: string): Failure {
  return new Failure('invalid', message);
}
