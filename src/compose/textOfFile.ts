import { byteKindOf, withoutEndNuls, withoutNulsAtEnd } from './encodings.ts';
import type { Sources } from '../storage/sources.ts';
import type { ChosenFile } from '../model/draft.ts';
import { Failure } from '../base/failure.ts';
import * as words from '../words/files.ts';
import { spokenLanguage } from '../words/translate.ts';

/** A file's text, or its bytes where the user has to say in which encoding they are; the likeliest first. */
type FileText =
  { readonly text: string } | { readonly bytes: Uint8Array; readonly proposed: readonly string[] };

/**
 * A text file's text, for a service that takes no attachments. UTF-8 (with or without mark) or UTF-16 with its mark is
 * read as such; of an open document that is not saved, what is seen. `largest` in bytes. Failure `invalid` on the field
 * `attachment` for a binary, over-long or empty file.
 */
export async function textOfFile(sources: Sources, file: ChosenFile, largest: number): Promise<FileText> {
  const seen = sources.unsavedText(file.uri);
  if (seen !== undefined) {
    const size = Buffer.byteLength(seen);
    if (size > largest) throw tooLarge(file.name, size, largest);
    return { text: withContent(file.name, seen) };
  }
  const bytes = await bytesOf(sources, file, largest);
  const read = byteKindOf(bytes);
  switch (read.kind) {
    case 'text':
      return { text: withContent(file.name, read.text) };
    case 'encoded':
      return { bytes, proposed: read.proposed };
    case 'binary':
      throw refuse(words.noText(file.name));
  }
}

/** A file's text in the encoding that the user chose. Failure `invalid` as above where it is not in that encoding. */
export async function textInEncoding(
  sources: Sources,
  name: string,
  bytes: Uint8Array,
  encoding: { readonly id: string; readonly label: string },
): Promise<string> {
  const isWide = encoding.id.startsWith('utf16');
  const wrong = refuse(words.otherEncoding(name, encoding.label));
  let text: string;
  try {
    text = await sources.decode(isWide ? bytes : withoutEndNuls(bytes), encoding.id);
  } catch {
    throw wrong;
  }
  const whole = withoutNulsAtEnd(text);
  // Half of a pair, or what the encoding has no character for.
  if (whole.includes('\0') || whole.includes('\ufffd')) throw wrong;
  return withContent(name, whole);
}

async function bytesOf(sources: Sources, file: ChosenFile, largest: number): Promise<Uint8Array> {
  if (file.size > largest) throw tooLarge(file.name, file.size, largest);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of sources.read(file.uri)) {
    size += chunk.byteLength;
    if (size > largest) throw tooLarge(file.name, size, largest);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function withContent(name: string, text: string): string {
  if (text.trim() === '') throw refuse(words.emptyText(name));
  return text;
}

function tooLarge(name: string, size: number, largest: number): Failure {
  return refuse(words.textTooLarge(name, kilobytes(size), kilobytes(largest)));
}

/** A size for people, in KB. */
export function kilobytes(bytes: number): string {
  return Math.ceil(bytes / 1000).toLocaleString(spokenLanguage());
}

function refuse(message: string): Failure {
  return new Failure('invalid', message, { field: 'attachment' });
}
