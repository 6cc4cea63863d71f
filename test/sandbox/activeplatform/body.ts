import * as z from 'zod';
import { activeplatformError } from './errors.ts';
import { entityTypes } from './state.ts';

/** Replaces, in the JSON, an attachment that is too long to be made into a string. */
const placeholder = '@cut-out';

/** The body exactly as documented; anything beyond it is refused, so that a client sends nothing else (assumed). */
const bodySchema = z.strictObject({
  data: z.strictObject({
    attributes: z.strictObject({
      id: z.int().positive(),
      type: z.enum(entityTypes),
      // "up to 5000 characters"; counted in UTF-16 units, the strictest reading short of bytes (assumed).
      content: z.string().min(1).max(5000),
      attachment: z.strictObject({ name: z.string().min(1), data: z.string() }).optional(),
    }),
  }),
});

/** What a create request asks for. `dataUrl` is ASCII text, left as bytes. */
interface NewNote {
  readonly id: number;
  readonly type: (typeof entityTypes)[number];
  readonly content: string;
  readonly attachment: { readonly name: string; readonly dataUrl: Buffer } | undefined;
}

/** Parses a create request's body. Assumed: 400 for invalid JSON, 422 with a pointer for everything else. */
export function parseNewNote(raw: Buffer): NewNote {
  const { json, long } = replaceLongString(raw);
  const result = bodySchema.safeParse(parse(json));
  if (!result.success) {
    const issue = result.error.issues[0];
    const pointer = ['', ...(issue?.path ?? [])].map(String).join('/');
    throw activeplatformError(422, issue?.message ?? 'The body is not as documented.', pointer);
  }
  const { attachment, ...rest } = result.data.data.attributes;
  if (attachment === undefined) return { ...rest, attachment: undefined };
  const dataUrl = attachment.data === placeholder ? long : undefined;
  return { ...rest, attachment: { name: attachment.name, dataUrl: dataUrl ?? Buffer.from(attachment.data) } };
}

/**
 * In a body of more than 1 MB, the string in the middle is most likely the file. It is replaced and returned as bytes,
 * which saves two copies of it as text. If it does not look like a file, the whole body is parsed.
 */
function replaceLongString(raw: Buffer): { json: Buffer; long?: Buffer } {
  const middle = Math.floor(raw.length / 2);
  if (middle < 512 * 1024) return { json: raw };
  const start = raw.lastIndexOf('"', middle) + 1;
  const end = raw.indexOf('"', middle);
  const long = raw.subarray(start, end);
  if (long.subarray(0, 5).toString() !== 'data:' || long.includes('\\')) return { json: raw };
  return { json: Buffer.concat([raw.subarray(0, start), Buffer.from(placeholder), raw.subarray(end)]), long };
}

function parse(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString());
  } catch {
    throw activeplatformError(400, 'The request body is not valid JSON.');
  }
}
