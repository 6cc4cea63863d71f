import type { Files } from '../../storage/files.ts';
import type { RequestBody } from '../../http/send.ts';
import { exactNumber } from '../../base/exactJson.ts';
import { Failure } from '../../base/failure.ts';
import type { FieldName } from '../../model/fields.ts';
import type { Attachment } from '../../model/note.ts';
import type { OutgoingNote } from '../outgoingNote.ts';
import { parseTyped } from './entity.ts';
import type { DataUrlForm } from './fields.ts';
import { fileChangedMeanwhile } from '../../words/network.ts';
import * as words from './words.ts';

/** Characters (docs/api/activeplatform.md, section 3). We count UTF-16 units, of which a text never has fewer. */
export const longestContent = 5000;

/** Bytes. A multiple of 3 becomes base64 without padding, so that the encoded pieces can simply be joined. */
const pieceSize = 3 * 64 * 1024;

/**
 * The body of Create note, exactly as documented (docs/api/activeplatform.md, section 3), which leaves out
 * JSON:API's own `data.type`. Failure `invalid` for a note that the service does not take. With a file the body is a
 * stream: the file is read and encoded as base64 while it is sent.
 */
export function createBody(
  { note, attachmentPath }: OutgoingNote,
  form: DataUrlForm,
  files: Files,
): RequestBody {
  if (note.kind !== 'note') throw invalid('kind', words.onlyNotes());
  const { id: digits, type } = parseTyped(note.target.type, note.target.id);
  const id = exactNumber(digits);
  const content = note.text.value;
  if (content.trim() === '') throw invalid('text', words.emptyNote());
  if (content.length > longestContent) throw invalid('text', words.longText(content.length, longestContent));
  const { attachment } = note;
  if (attachment === undefined)
    return { kind: 'text', text: JSON.stringify({ data: { attributes: { id, type, content } } }) };
  if (attachment.size <= 0) throw invalid('attachment', words.emptyFile());
  if (attachmentPath === undefined) throw invalid('attachment', words.fileGone());
  const quote = form === 'quoted' ? "'" : '';
  const start = `data:${bareMime(attachment.mime)};base64,${quote}`;
  const json = JSON.stringify({
    data: { attributes: { id, type, content, attachment: { name: baseName(attachment.name), data: start } } },
  });
  // `data` is the last value: only its closing quote and four brackets follow it.
  const before = Buffer.from(json.slice(0, -'"}}}}'.length));
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

/** Failure `storage` when the file has more or fewer bytes than `content-length` allows for. */
async function* base64Of(
  chunks: AsyncIterable<Uint8Array>,
  { size }: Attachment,
): AsyncGenerator<Uint8Array> {
  /** The one or two bytes that do not fill a group of three. */
  let rest: Uint8Array = new Uint8Array();
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > size) throw fileChanged();
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.length - (bytes.length % 3);
    // A copy, because the reader may reuse the chunk's buffer.
    rest = bytes.slice(end);
    if (end > 0) yield base64(bytes.subarray(0, end));
  }
  if (length !== size) throw fileChanged();
  if (rest.length > 0) yield base64(rest);
}

function base64(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Buffer.from(view.toString('base64'), 'latin1');
}

function fileChanged(): Failure {
  return new Failure('storage', fileChangedMeanwhile(), { field: 'attachment' });
}

/** The type without parameters: a server that splits the data URL at its first comma could break on them. */
function bareMime(mime: string): string {
  const bare = mime.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(bare)
    ? bare
    : 'application/octet-stream';
}

/** The last part of a path of any operating system, without control characters. */
function baseName(name: string): string {
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
