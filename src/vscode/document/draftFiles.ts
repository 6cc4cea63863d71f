import * as vscode from '../editor.ts';
import { draftIdOf } from './draftUri.ts';

/** What the product does for the documents of drafts, once it is loaded. */
export interface DraftFileContents {
  /** What a draft's document says; undefined: it is no draft of this window. */
  contentOf(draftId: string): Promise<string | undefined>;
  /** False: there is no such draft any more, so that the document is the only place of what is in it. */
  save(draftId: string, content: string): boolean;
}

/**
 * The file system of drafts. The start-up bundle registers it, since the editor opens such a document again after a
 * restart; the product is loaded by the first file that is asked for. Its time never changes, because an open document
 * is changed only through itself.
 */
export class DraftFiles implements vscode.FileSystemProvider {
  readonly #load: () => Promise<DraftFileContents | undefined>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(load: () => Promise<DraftFileContents | undefined>) {
    this.#load = load;
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const size = Buffer.byteLength(await this.#content(uri));
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return new TextEncoder().encode(await this.#content(uri));
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const id = draftIdOf(uri);
    const contents = await this.#load();
    if (id === undefined || contents?.save(id, new TextDecoder().decode(content)) !== true)
      throw vscode.FileSystemError.Unavailable(uri);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  async #content(uri: vscode.Uri): Promise<string> {
    const id = draftIdOf(uri);
    const content = id === undefined ? undefined : await (await this.#load())?.contentOf(id);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  }
}
