import * as z from 'zod';
import { Failure } from '../base/failure.ts';
import * as words from '../words/links.ts';

/** UTF-16 units of a link, from its path on: a longer text belongs to a command or a tool. */
export const longestLink = 2000;

const id = z.string().min(1).max(300);
const customerSchema = z.strictObject({ account: id, type: id, id, scope: id.optional() });
const noteSchema = z.strictObject({ account: id, id });

/** What a link does when it is opened. */
export type Link =
  /** `input`: as the link says it; it is checked like any other proposal. */
  | { readonly does: 'propose'; readonly input: unknown }
  | { readonly does: 'openCustomer'; readonly customer: z.infer<typeof customerSchema> }
  | { readonly does: 'openNote'; readonly note: z.infer<typeof noteSchema> };

const paths = { propose: '/new', openCustomer: '/customer', openNote: '/note' } as const;

/**
 * Reads a link of Notelog. Everything stands in one parameter as base64url of JSON, since editors decode, and encode
 * again, whatever else stands in a query. Failure `invalid`, with a sentence that quotes nothing of the link.
 */
export function parseLink({ path, query }: { readonly path: string; readonly query: string }): Link {
  if (path.length + query.length > longestLink) throw new Failure('invalid', words.linkTooLong());
  const input = valueOf(query);
  switch (path) {
    case paths.propose:
      return { does: 'propose', input };
    case paths.openCustomer:
      return { does: 'openCustomer', customer: parsed(customerSchema, input) };
    case paths.openNote:
      return { does: 'openNote', note: parsed(noteSchema, input) };
    default:
      throw new Failure('invalid', words.linkNotUnderstood());
  }
}

/** `scheme`: the editor's own, such as `vscode`. Undefined: the link would be too long. */
export function linkTo(scheme: string, link: Link): string | undefined {
  const value =
    link.does === 'propose' ? link.input : link.does === 'openCustomer' ? link.customer : link.note;
  const query = `d=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
  const path = paths[link.does];
  return path.length + query.length > longestLink ? undefined : `${scheme}://notelog.notelog${path}?${query}`;
}

function valueOf(query: string): unknown {
  const [, encoded] = /^d=([\w-]+)$/.exec(query) ?? [];
  try {
    const bytes = Buffer.from(encoded ?? '', 'base64url');
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Failure('invalid', words.linkNotUnderstood());
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const { data, success } = schema.safeParse(input);
  if (!success) throw new Failure('invalid', words.linkNotUnderstood());
  return data;
}
