/**
 * Files that the user chose, by URI, on any file system that the editor can read (local, remote, virtual), and documents
 * that are in no file yet. Of a document with changes that are not saved, what is seen counts. Rejects with Failure
 * `invalid` on the field `attachment`, with a sentence for the user.
 */
export interface Sources {
  facts(uri: string): Promise<SourceFacts>;
  /** The bytes; read piece by piece where the file system can do so. */
  read(uri: string): AsyncIterable<Uint8Array>;
  /** Whether what is seen of a document is read, and no file as it lies on the disk. */
  isUnsaved(uri: string): boolean;
  /** What is seen of a document that is in no file, or was changed since; undefined: the file holds it. */
  unsavedText(uri: string): string | undefined;
  /** Text of an encoding that the editor knows. What the encoding cannot read becomes U+FFFD. */
  decode(bytes: Uint8Array, encoding: string): Promise<string>;
}

/** What is known of a chosen file before it is read. */
interface SourceFacts {
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes, as the file system tells. Some tell 0 of a file that has content: `/proc`, and some remote ones. */
  readonly size: number;
  /** Whether a document is read that differs from the file, or is in none. */
  readonly isUnsaved: boolean;
}
