import type { Sources } from '../storage/sources.ts';

/**
 * Bytes of a file, whose told size may be 0 although it has content: such a file is read, no further than one byte
 * beyond `largest`.
 */
export async function fileSize(
  sources: Sources,
  uri: string,
  told: number,
  largest: number,
): Promise<number> {
  if (told > 0) return told;
  let size = 0;
  for await (const chunk of upTo(sources.read(uri), largest)) size += chunk.byteLength;
  return size;
}

/** The chunks until they are more than `largest` bytes: what tells no size may have no end. */
export async function* upTo(chunks: AsyncIterable<Uint8Array>, largest: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    yield chunk;
    size += chunk.byteLength;
    if (size > largest) return;
  }
}
