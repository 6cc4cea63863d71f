import type { Files } from '../../storage/files.ts';
import type { RequestBody } from '../../http/send.ts';
import { Failure } from '../../base/failure.ts';
import type { FieldName } from '../../model/fields.ts';
import type { Attachment } from '../../model/note.ts';
import type { OutgoingNote } from '../outgoingNote.ts';
import { readTyped } from './entity.ts';
import type { DataUrlForm } from './fields.ts';

/** Characters (docs/api/activeplatform.md, section 3); counted in UTF-16 units, which are never fewer. */
export const longestContent = 5000;

/** A multiple of 3 bytes becomes base64 without padding, so that the pieces can simply be put together. */
const pieceSize = 3 * 64 * 1024;

/**
 * The body of Create note, exactly as documented (docs/api/activeplatform.md, section 3), which leaves out
 * JSON:API's own `data.type`. Failure `invalid` when the note does not fit it. With a file the body is a stream: the
 * file is read, and turned into base64, while it is sent.
 */
export function createBody(
  { note, attachmentPath }: OutgoingNote,
  form: DataUrlForm,
  files: Files,
): RequestBody {
  if (note.kind !== 'note') throw invalid('kind', 'ActivePlatform takes notes only.');
  const { number: id, type } = readTyped(note.target.type, note.target.id);
  const content = note.text.value;
  if (content.trim() === '') throw invalid('text', 'The note is empty.');
  if (content.length > longestContent)
    throw invalid(
      'text',
      `The text has ${content.length} characters; ActivePlatform takes ${longestContent}.`,
    );
  const { attachment } = note;
  if (attachment === undefined)
    return { kind: 'text', text: JSON.stringify({ data: { attributes: { id, type, content } } }) };
  if (attachment.size <= 0) throw invalid('attachment', 'The file is empty.');
  if (attachmentPath === undefined) throw invalid('attachment', 'The file is not at hand any more.');
  const quote = form === 'quoted' ? "'" : '';
  const start = `data:${bareMime(attachment.mime)};base64,${quote}`;
  const whole = JSON.stringify({
    data: { attributes: { id, type, content, attachment: { name: baseName(attachment.name), data: start } } },
  });
  // The value stands last: the string's end and four closing brackets follow it.
  const before = Buffer.from(whole.slice(0, -'"}}}}'.length));
  const after = Buffer.from(`${quote}"}}}}`);
  return {
    kind: 'stream',
    length: before.length + 4 * Math.ceil(attachment.size / 3) + after.length,
    open: () => pieces(before, base64Of(files.readChunks(attachmentPath, pieceSize), attachment), after),
  };
}

async function* pieces(
  before: Uint8Array,
  middle: AsyncIterable<Uint8Array>,
  after: Uint8Array,
): AsyncGenerator<Uint8Array> {
  yield before;
  yield* middle;
  yield after;
}

/** Failure `storage` when there are more or fewer bytes than were promised as `content-length`. */
async function* base64Of(
  chunks: AsyncIterable<Uint8Array>,
  { size }: Attachment,
): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  let read = 0;
  for await (const chunk of chunks) {
    read += chunk.length;
    if (read > size) throw changed();
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const even = bytes.length - (bytes.length % 3);
    // A copy: whoever reads the file may use its buffer again.
    rest = bytes.slice(even);
    if (even > 0) yield base64(bytes.subarray(0, even));
  }
  if (read !== size) throw changed();
  if (rest.length > 0) yield base64(rest);
}

function base64(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Buffer.from(view.toString('base64'), 'latin1');
}

function changed(): Failure {
  return new Failure('storage', 'The file changed while it was being sent.', { field: 'attachment' });
}

/** A parameter or a comma in the type could break a server that splits the value at its first comma. */
export function bareMime(mime: string): string {
  const bare = mime.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(bare)
    ? bare
    : 'application/octet-stream';
}

/** The last part of a path of any system, without control characters. */
export function baseName(name: string): string {
  const base =
    name
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\p{Cc}/gu, '')
      .trim() ?? '';
  return base === '' || /^\.+$/.test(base) ? 'attachment' : base;
}

function invalid(field: FieldName, message: string): Failure {
  return new Failure('invalid', message, { field });
}
