import type { ChosenFile } from '../model/draft.ts';
import type { Sources } from '../storage/sources.ts';
import { byteKindOf } from './encodings.ts';
import { upTo } from './fileSize.ts';

/** As much of a file's text as is looked through. */
interface SearchableText {
  readonly text: string;
  /** Whether it certainly is all of the file's text. */
  readonly isWhole: boolean;
}

/**
 * The beginning of a file's text, at most `most` bytes; undefined: it is no text. Text in another encoding is read in the
 * likeliest one. Rejects as {@link Sources.read}.
 */
export async function searchableText(
  sources: Pick<Sources, 'read' | 'decode'>,
  { uri }: Pick<ChosenFile, 'uri'>,
  most: number,
): Promise<SearchableText | undefined> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of upTo(sources.read(uri), most)) chunks.push(chunk);
  const all = Buffer.concat(chunks);
  const isWhole = all.length <= most;
  const bytes = isWhole ? all : untilLineEnd(all.subarray(0, most));
  const read = byteKindOf(bytes);
  switch (read.kind) {
    case 'text':
      return { text: read.text, isWhole };
    case 'encoded': {
      const [likeliest = 'windows1252'] = read.proposed;
      const decoded = sources.decode(bytes, likeliest).catch(() => bytes.toString('latin1'));
      return { text: await decoded, isWhole: false };
    }
    case 'binary':
      return undefined;
  }
}

/** A character may be cut in two otherwise. */
function untilLineEnd(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf('\n');
  return end === -1 ? bytes : bytes.subarray(0, end);
}
