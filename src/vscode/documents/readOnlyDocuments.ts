import * as vscode from '../editor.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { safeName } from '../../storage/safeName.ts';
import * as words from '../../words/history.ts';
import { PreviewReload } from './previewReload.ts';

/** The scheme of documents that are in memory only, and that nobody can change. */
const documentScheme = 'notelog';

/** What {@link ReadOnlyDocuments} needs. */
interface ReadOnlyDocumentsParts {
  /** How the user wants to see a document first. */
  readonly openAs: () => 'rendered' | 'source';
  readonly clock: Pick<Clock, 'wait'>;
  readonly log: Pick<Log, 'info'>;
}

interface Document {
  /** Of its file, which is all that the tab of a preview tells. */
  readonly name: string;
  content: string;
  /** What the document shows the text of. */
  readonly file: vscode.Uri | undefined;
  /** Whether an editor is just being asked to show it: what closes meanwhile is what was at its address before. */
  isOpening: boolean;
  /** Whether an editor has shown it: it may not be forgotten before that. */
  wasShown: boolean;
}

/**
 * Markdown documents that a command wrote: read-only, never on the disk, and forgotten when their last editor is
 * closed. They open in the editor's Markdown preview, whose button leads to the source, so what is in them must neither
 * run nor load anything there.
 */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider {
  readonly #parts: ReadOnlyDocumentsParts;
  readonly #documents = new Map<string, Document>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #reload: PreviewReload;
  readonly #registrations: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(parts: ReadOnlyDocumentsParts) {
    this.#parts = parts;
    this.#reload = new PreviewReload(parts.clock);
    this.#registrations = vscode.Disposable.from(
      this.#changed,
      this.#reload,
      vscode.workspace.registerTextDocumentContentProvider(documentScheme, this),
      vscode.workspace.onDidOpenTextDocument((document) => this.#afterOpen(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#afterChange(document.uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#afterClose(uri)),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#afterTabs()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.#afterTabs()),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#documents.get(uri.toString())?.content ?? `${words.documentClosed()}\n`;
  }

  /**
   * Shows a document; one with the same key takes its place. `title` becomes the name of the tab. `file`: what it shows
   * the text of, which a button then opens. `beside`: next to the active editor, which keeps the focus.
   */
  async show(
    key: string,
    title: string,
    content: string,
    file?: vscode.Uri,
    where: 'here' | 'beside' = 'here',
  ): Promise<void> {
    const uri = uriOf(key, title);
    const document = this.#keep(uri, content, file);
    document.isOpening = true;
    try {
      if (this.#parts.openAs() === 'source' || !(await this.#showRendered(uri, where)))
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
          preview: true,
          ...(where === 'beside' && besideActive()),
        });
    } finally {
      document.isOpening = false;
    }
    this.#afterTabs();
  }

  /** A document that is not shown yet: the editor opens it, such as in a comparison. */
  keep(key: string, title: string, content: string, file?: vscode.Uri): vscode.Uri {
    const uri = uriOf(key, title);
    this.#keep(uri, content, file);
    return uri;
  }

  #keep(uri: vscode.Uri, content: string, file: vscode.Uri | undefined): Document {
    const document = { name: uri.path.slice(1), content, file, isOpening: false, wasShown: false };
    this.#documents.set(uri.toString(), document);
    this.#changed.fire(uri);
    return document;
  }

  /** The file of the document in the active preview. */
  activeFile(): vscode.Uri | undefined {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    if (!tab || !isPreview(tab)) return undefined;
    return [...this.#documents.values()].findLast(({ name }) => tab.label.endsWith(name))?.file;
  }

  /**
   * Shows a file of the notebook as its source. The editor's preview follows the Markdown file in front, and would load
   * its pictures, so those previews that show a document of ours are closed first.
   */
  async showFile(file: vscode.Uri): Promise<void> {
    const { tabGroups } = vscode.window;
    const names = [...this.#documents.values()].map(({ name }) => name);
    const ours = tabGroups.all
      .flatMap(({ tabs }) => tabs.filter(isPreview))
      .filter(({ label }) => names.some((name) => label.endsWith(name)));
    if (ours.length > 0) await tabGroups.close(ours);
    await vscode.window.showTextDocument(file);
  }

  /** Closes every comparison that has the document with this key on its left side. The focus stays where it is. */
  async closeComparison(key: string): Promise<void> {
    const { tabGroups } = vscode.window;
    const ours = tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && isOf(key, input.original));
    if (ours.length > 0) await tabGroups.close(ours, true);
  }

  /** Gives a document new content. False: it is not open any more. */
  update(key: string, title: string, content: string): boolean {
    const uri = uriOf(key, title);
    const document = this.#documents.get(uri.toString());
    if (!document) return false;
    if (document.content === content) return true;
    document.content = content;
    this.#changed.fire(uri);
    return true;
  }

  /** False where the editor has no preview: its own Markdown extension can be disabled. */
  async #showRendered(uri: vscode.Uri, where: 'here' | 'beside'): Promise<boolean> {
    try {
      // The command for a preview to the side gives it the focus, on a busy machine some seconds later.
      if (where === 'here') await vscode.commands.executeCommand('markdown.showPreview', uri);
      else await vscode.commands.executeCommand('vscode.openWith', uri, previewEditor, besideActive());
      return true;
    } catch (error) {
      this.#parts.log.info(`No Markdown preview, so the source is shown: ${String(error)}`);
      return false;
    }
  }

  /** Of a change that comes between the editor's reading of a document and its opening, the editor takes no notice. */
  #afterOpen(opened: vscode.TextDocument): void {
    const document = this.#documents.get(opened.uri.toString());
    if (document && document.content !== opened.getText()) this.#changed.fire(opened.uri);
  }

  /** The tab of a preview that was just asked for may still be to come. */
  #afterChange(uri: vscode.Uri): void {
    const document = this.#documents.get(uri.toString());
    if (document && (this.#parts.openAs() === 'rendered' || previewsShow(document)))
      void this.#reload.afterChange();
  }

  /**
   * The editor closes the document behind a preview after some minutes, and then no longer asks for its changes: while
   * the preview is there, the document is opened again.
   */
  #afterClose(uri: vscode.Uri): void {
    this.#forgetClosed();
    if (this.#documents.has(uri.toString())) void vscode.workspace.openTextDocument(uri);
  }

  #afterTabs(): void {
    this.#forgetClosed();
    const hasFile = this.activeFile() !== undefined;
    void vscode.commands.executeCommand('setContext', 'notelog.previewHasFile', hasFile);
  }

  #forgetClosed(): void {
    const shown = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const [uri, document] of this.#documents) {
      if (document.isOpening) continue;
      const isShown = shown.has(uri) || previewsShow(document);
      if (isShown) document.wasShown = true;
      else if (document.wasShown) this.#documents.delete(uri);
    }
  }

  dispose(): void {
    this.#registrations.dispose();
  }
}

/** The editor's Markdown preview as an editor of its own, which always shows the same document. */
const previewEditor = 'vscode.markdown.preview.editor';

const besideActive = () => ({ viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });

function isPreview({ input }: { readonly input: unknown }): boolean {
  if (input instanceof vscode.TabInputCustom) return input.viewType === previewEditor;
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith('markdown.preview');
}

/** Of its document, the tab of a preview tells the name alone. */
function previewsShow({ name }: Document): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some((tab) => isPreview(tab) && tab.label.endsWith(name));
}

function uriOf(key: string, title: string): vscode.Uri {
  return vscode.Uri.from({
    scheme: documentScheme,
    path: `/${safeName(title, words.kind('note'))}.md`,
    query: key,
  });
}

function isOf(key: string, { scheme, query }: vscode.Uri): boolean {
  return scheme === documentScheme && query === key;
}
