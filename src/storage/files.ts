/** What the product needs to know of a file or folder. */
export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** A symbolic link. The rest is about what it leads to; one that leads nowhere is `other`. */
  readonly isLink: boolean;
}

/** Who may do what with a file. */
export interface FileRights {
  /** The permission bits, such as 0o664. Windows knows only one of them: whether the file is read-only. */
  readonly mode: number;
  /** The number of the file's group; 0 on Windows. */
  readonly group: number;
  /** Whether this user may write it. Root may write everything, but not what nobody has the right to write. */
  readonly isWritable: boolean;
}

/** A folder that is open. Where the system can do that, `path` stays this folder's even when it is replaced. */
export interface OpenFolder {
  readonly path: string;
  close(): Promise<void>;
}

/** A file that is being written. Its content is not safe before `sync`. */
export interface OpenFile {
  write(bytes: Uint8Array): Promise<void>;
  /** fsync: on disk, not only in the system's cache. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The local disk, with only the operations that the product needs, so that a test can make any one of them fail.
 * Paths are absolute. Rejects with Node's own errors (`code` such as ENOENT, ENOSPC, EACCES).
 */
export interface Files {
  /** The whole file; rejects with EISDIR for a folder, a pipe or a device. `within` as for `readChunks`. */
  read(path: string, within?: string): Promise<Uint8Array>;
  /**
   * The bytes in pieces of at most `chunkSize`. `within`: a folder that the file must lie in, wherever links lead;
   * else it rejects with ELEADSOUT, and nothing is read.
   */
  readChunks(path: string, chunkSize: number, within?: string): AsyncIterable<Uint8Array>;
  /** A new file, readable and writable by the user only; rejects with EEXIST when there is one. */
  create(path: string): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name; rejects with EEXIST when something has that name, and where the disk knows no links. */
  link(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Names in the folder, unsorted; an absent folder has none. */
  names(folder: string): Promise<readonly string[]>;
  facts(path: string): Promise<FileFacts>;
  /** Of what a link leads to. */
  rightsOf(path: string): Promise<FileRights>;
  /** Gives a file these rights; its group only where the user may give files to it. */
  setRights(path: string, rights: FileRights): Promise<void>;
  /** The path of the same file or folder without links in it. */
  realPath(path: string): Promise<string>;
  /** Opens a folder that lies in the folder `within`, wherever links lead; else rejects with ELEADSOUT. */
  openFolder(path: string, within: string): Promise<OpenFolder>;
  /** Sets when a file was last modified, in milliseconds since the epoch. */
  touch(path: string, at: number): Promise<void>;
  /**
   * Calls `changed` when something in the folder may have changed, until the returned function is called. It is a
   * hint: some systems report late, often, or nothing.
   */
  watch(folder: string, changed: () => void): () => void;
  /** With its parents, for the user only; no error when it is there. */
  makeFolder(path: string): Promise<void>;
  /** fsync of a folder, so that a rename in it survives a power cut; a no-op where the system has none. */
  syncFolder(path: string): Promise<void>;
}
