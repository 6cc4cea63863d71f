import { createHash } from 'node:crypto';
import type { SandboxContext } from '../options.ts';
import { activeplatformError } from './errors.ts';
import type { StoredAttachment } from './state.ts';

const pointer = '/data/attributes/attachment/data';
const quote = 0x27;
/** Characters that are decoded at a time: a multiple of four, so that no group of base64 is split. */
const slice = 4 * 1024 * 1024;

/**
 * Decodes `data:<MIME-type>;base64,'base64 file contents'`: a pair of quotes is removed, and the rest must be strict
 * base64 (standard alphabet, padded, no line breaks). How the real service decodes is not known: every refusal is
 * assumed, except for the 500 that the page on free access documents mentions.
 */
export function decodeAttachment(name: string, dataUrl: Buffer, context: SandboxContext): StoredAttachment {
  const comma = dataUrl.subarray(0, 1024).indexOf(',');
  if (comma < 0) {
    const status = context.switches.faultOnMissingComma ? 500 : 422;
    throw activeplatformError(status, 'There is no comma before the contents.', pointer);
  }
  const mime = /^data:([\w!#$&^.+-]+\/[\w!#$&^.+-]+);base64$/.exec(dataUrl.toString('latin1', 0, comma))?.[1];
  if (mime === undefined) throw activeplatformError(422, 'This is not a base64 data URL.', pointer);
  const contents = dataUrl.subarray(comma + 1);
  const quoted = contents.length >= 2 && contents[0] === quote && contents.at(-1) === quote;
  const encoded = quoted && !context.switches.refuseQuotes ? contents.subarray(1, -1) : contents;
  const bytes = decodeStrictly(encoded);
  return {
    name,
    mime,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length > context.maxKeptBytes ? undefined : bytes,
    quoted,
  };
}

/**
 * Node skips characters that are not base64, and accepts the URL alphabet. So a slice that gives fewer bytes than its
 * length should, or that contains `-` or `_`, is refused. That takes far less time than a regular expression over a
 * hundred megabytes.
 */
function decodeStrictly(encoded: Buffer): Buffer {
  if (encoded.length === 0) throw activeplatformError(422, 'The file is empty.', pointer);
  const padding = /=*$/.exec(encoded.subarray(-2).toString('latin1'))?.[0].length ?? 0;
  const bytes = Buffer.allocUnsafe(Math.ceil(encoded.length / 4) * 3);
  let length = 0;
  for (let start = 0; start < encoded.length; start += slice) {
    const text = encoded.toString('latin1', start, Math.min(start + slice, encoded.length));
    if (text.includes('-') || text.includes('_')) break;
    length += bytes.write(text, length, 'base64');
  }
  if (length !== bytes.length - padding) {
    throw activeplatformError(422, 'The contents are not valid base64.', pointer);
  }
  return bytes.subarray(0, length);
}
