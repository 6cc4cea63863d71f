import * as z from 'zod';
import { noteKinds, type NoteKind } from '../model/note.ts';
import { checkDuration, parseInput, proposedNoteSchema } from './proposalInput.ts';

const { account, customer, text, ...others } = proposedNoteSchema.shape;

/** What New Note and Log Call may be called with. */
export const noteArguments = z.strictObject({
  account,
  customer,
  ...others,
  text: text.optional(),
  kind: z.enum(noteKinds).optional(),
  ask: z.literal('now').optional(),
});

/** What the commands about a customer's history may be called with. */
export const customerArguments = z.strictObject({ account, customer: customer.unwrap() });

/** What New Follow-Up may be called with. `text`: what is to be done. */
export const followUpArguments = customerArguments.extend({ text: text.optional() });

/** What Attach File as Note may be called with: no file, since an argument does not say who it comes from. */
export const attachArguments = noteArguments.pick({ account: true, customer: true, text: true });

/** What New Note or Log Call was called with. */
type NoteArguments = z.infer<typeof noteArguments> & { readonly kind: NoteKind };

/**
 * Whether a command's first argument is meant for us: a plain object with one of the fields. Menus, views and other
 * programs pass rows, addresses and their own objects, which mean what they always did: nothing.
 */
export function isMeant(schema: z.ZodObject, argument: unknown): argument is object {
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) return false;
  return Object.keys(schema.shape).some((field) => Object.hasOwn(argument, field));
}

/** `kind`: the command's own. Failure `invalid`, with a sentence that names the field. */
export function parseNoteArguments(argument: unknown, kind: NoteKind): NoteArguments {
  const given = parseInput(noteArguments, argument);
  return checkDuration({ ...given, kind: given.kind ?? kind });
}
