import type { AttachmentBytes } from '../../src/providers/provider.ts';

/** All bytes of an attachment; none where there is no attachment. */
export async function bytesOf(attachment: AttachmentBytes | undefined): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of attachment?.bytes ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}
