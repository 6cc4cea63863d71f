import * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import { fieldNames } from '../../model/fields.ts';
import { noteKinds, type NoteKind } from '../../model/note.ts';
import * as words from './words.ts';

/*
 * What another extension registers, as docs/notelog.d.ts has it; a test holds the two together. All but the methods is
 * copied when it is registered, so that it stays as it was checked.
 */

/** The form of an id: the extension's own id, and a name. No provider of ours has a slash. */
const idForm = /^([a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9._-]*)\/[a-z0-9-]{1,40}$/i;

/** Headers that ask for a form or a version, and none that could stand for the key, the host or another method. */
const headerForm = /^(accept|accept-language|content-type|prefer|([a-z0-9]+-)*version)$/;

const keyHeaderForm = /^(x(-[a-z0-9]+)+|([a-z0-9]+-)+(key|token))$/i;

/** A customer, as it is given to a provider. */
export interface GivenCustomer {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
}

/** A note, as it is given to a provider. */
export interface GivenNote {
  readonly id: string;
  readonly kind: NoteKind;
  readonly customer: GivenCustomer;
  readonly text: string;
  readonly isMarkdown: boolean;
  readonly author?: string;
  readonly at: string;
  readonly durationSeconds?: number;
}

/** Which notes are asked for. */
export interface GivenQuery {
  readonly customer?: GivenCustomer;
  readonly kind?: NoteKind;
  readonly author?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** A service's answer, as it is given to a provider: nowhere in it stands the key. */
export interface GivenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  json(): unknown;
}

/** What a provider gets for one call of a method. */
export interface GivenCall {
  readonly account: { readonly name: string; readonly settings: Readonly<Record<string, string>> };
  readonly signal: AbortSignal;
  send(request: unknown): Promise<GivenAnswer>;
}

function line(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u);
}

function method<Method extends (...args: never[]) => unknown>() {
  return z.custom<Method>((value) => typeof value === 'function');
}

/** Checks a {@link Registration}. */
export const registrationSchema = z.object({
  id: z.string().max(150).regex(idForm),
  title: line(60),
  address: z.strictObject({ description: line(200), placeholder: line(200) }),
  settings: z
    .array(
      z.strictObject({
        id: z.string().regex(/^(?!baseUrl$)[a-z][A-Za-z0-9]{0,30}$/),
        label: line(60),
        description: line(200),
        placeholder: line(200),
        optional: z.boolean().optional(),
      }),
    )
    .max(5)
    .readonly()
    .optional(),
  key: z.strictObject({
    label: line(40),
    sentAs: z.union([
      z.enum(['bearer', 'basic']),
      z.strictObject({ header: z.string().max(60).regex(keyHeaderForm) }),
    ]),
  }),
  headers: z.record(z.string().toLowerCase().regex(headerForm), line(200)).optional(),
  customerTypes: z
    .array(
      z.strictObject({
        type: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/),
        label: line(40),
        idLabel: line(60),
        placeholder: line(60),
      }),
    )
    .min(1)
    .max(5)
    .readonly(),
  kinds: z.array(z.enum(noteKinds)).min(1).max(noteKinds.length).readonly(),
  author: z.enum(['email', 'name']).optional(),
  backDating: z.boolean().optional(),
  longestText: z.number().int().positive().optional(),
  requestsPerSecond: z.number().min(0.1).max(100).optional(),
  parameters: z.record(z.string(), z.enum(fieldNames)).optional(),
  verify: method<(call: GivenCall) => unknown>(),
  findCustomers: method<(type: string, typed: string, call: GivenCall) => unknown>(),
  isCustomerId: method<(type: string, typed: string) => unknown>().optional(),
  createNote: method<(note: GivenNote, call: GivenCall) => unknown>(),
  findNote: method<(note: GivenNote, call: GivenCall) => unknown>(),
  listNotes: method<(query: GivenQuery, call: GivenCall) => unknown>(),
  readNote: method<(id: string, call: GivenCall) => unknown>(),
  listCustomers: method<(type: string, cursor: string | undefined, call: GivenCall) => unknown>().optional(),
});

/** A provider that another extension has registered. */
export type Registration = z.infer<typeof registrationSchema>;

/** Reads what an extension registers. Failure `invalid` names the first member that is wrong. */
export function readRegistration(given: unknown): Registration {
  const { data, error } = registrationSchema.safeParse(given);
  if (!data) {
    const where = error.issues[0]?.path.join('.') ?? '';
    throw new Failure('invalid', words.mistakeAt(where === '' ? 'NoteProvider' : where));
  }
  const { isCustomerId, listCustomers } = data;
  // They may be methods of a class.
  return {
    ...data,
    verify: data.verify.bind(given),
    findCustomers: data.findCustomers.bind(given),
    createNote: data.createNote.bind(given),
    findNote: data.findNote.bind(given),
    listNotes: data.listNotes.bind(given),
    readNote: data.readNote.bind(given),
    ...(isCustomerId && { isCustomerId: isCustomerId.bind(given) }),
    ...(listCustomers && { listCustomers: listCustomers.bind(given) }),
  };
}

/** The extension that brings the provider of this id; undefined: it is one of ours, or none. */
export function extensionOf(providerId: string): string | undefined {
  return idForm.exec(providerId)?.[1];
}
