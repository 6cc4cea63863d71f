/**
 * Files that the user chose, by URI, on any file system that the editor can read (local, remote, virtual).
 * Rejects with Failure `invalid` on the field `attachment`, with a sentence for the user.
 */
export interface Sources {
  facts(uri: string): Promise<{ readonly kind: 'file' | 'folder' | 'other'; readonly size: number }>;
  /** The bytes; read piece by piece where the file system can do so. */
  read(uri: string): AsyncIterable<Uint8Array>;
}
