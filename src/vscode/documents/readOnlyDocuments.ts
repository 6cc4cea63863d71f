import * as vscode from '../editor.ts';
import { safeName } from '../../storage/safeName.ts';

/** The scheme of documents that are in memory only, and that nobody can change. */
const documentScheme = 'notelog';

/**
 * Markdown documents that a command wrote: read-only, never on the disk, and forgotten when their last editor is
 * closed. The editor shows them as text; what is in them must be safe in its Markdown preview too.
 */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider {
  readonly #contents = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registrations: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registrations = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(documentScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#contents.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#contents.get(uri.toString()) ?? 'This document was closed. Open it again from Notelog.\n';
  }

  /** Shows a document; one with the same key takes its place. `title` becomes the name of the tab. */
  async show(key: string, title: string, content: string): Promise<void> {
    const uri = this.keep(key, title, content);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** A document that is not shown yet: the editor opens it, such as in a comparison. */
  keep(key: string, title: string, content: string): vscode.Uri {
    const uri = uriOf(key, title);
    this.#contents.set(uri.toString(), content);
    this.#changed.fire(uri);
    return uri;
  }

  /** Gives a document new content. False: it is not open any more. */
  update(key: string, title: string, content: string): boolean {
    const uri = uriOf(key, title);
    if (!this.#contents.has(uri.toString())) return false;
    if (this.#contents.get(uri.toString()) === content) return true;
    this.#contents.set(uri.toString(), content);
    this.#changed.fire(uri);
    return true;
  }

  dispose(): void {
    this.#registrations.dispose();
  }
}

function uriOf(key: string, title: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: `/${safeName(title, 'Note')}.md`, query: key });
}
