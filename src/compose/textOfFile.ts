import type { Sources } from '../storage/sources.ts';
import type { ChosenFile } from '../model/draft.ts';
import { Failure } from '../base/failure.ts';

/**
 * A text file's text, for a service that takes no attachments. UTF-8 (with or without mark) or UTF-16 with its
 * mark; `largest` in bytes. Failure `invalid` on the field `attachment` for a binary, over-long or empty file.
 */
export async function textOfFile(sources: Sources, file: ChosenFile, largest: number): Promise<string> {
  if (file.size > largest) throw tooLarge(file.name, file.size, largest);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of sources.read(file.uri)) {
    size += chunk.byteLength;
    if (size > largest) throw tooLarge(file.name, size, largest);
    chunks.push(chunk);
  }
  const text = decode(Buffer.concat(chunks));
  if (text === undefined)
    throw refuse(
      `“${file.name}” is not a text file, and this account takes no attachments. Choose an account that does, or attach a text file.`,
    );
  if (text.trim() === '') throw refuse(`“${file.name}” holds no text. Attach a file that has some.`);
  return text;
}

function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // No text has a NUL; many binary formats are valid UTF-8 otherwise.
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function tooLarge(name: string, size: number, largest: number): Failure {
  const kilobytes = (bytes: number) => Math.ceil(bytes / 1000).toLocaleString('en');
  return refuse(
    `“${name}” is ${kilobytes(size)} KB; a text file of up to ${kilobytes(largest)} KB can become a note (setting notelog.textFile.maxKilobytes).`,
  );
}

function refuse(message: string): Failure {
  return new Failure('invalid', message, { field: 'attachment' });
}
