import * as vscode from '../editor.ts';
import type { App } from '../../app/createApp.ts';
import { openStarted } from '../../compose/noteStart.ts';
import { DraftDocument } from '../../document/draftDocument.ts';
import { DraftSync } from '../../document/draftSync.ts';
import { NamedCustomers } from '../../document/namedCustomers.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import * as words from '../../words/document.ts';
import { verbatim } from '../verbatim.ts';
import { applyContent, saveDocument, showDraftDocument } from './changeDocument.ts';
import type { DraftFileContents } from './draftFiles.ts';
import { completeDraft } from './draftCompletion.ts';
import { draftIdOf, draftScheme, draftUri } from './draftUri.ts';

/** A document that is open is saved so long after its last change, so that closing it asks nothing (milliseconds). */
const saveDelay = 2000;

/** So long a document waits for its draft after a restart (milliseconds): the host before may still hold it. */
const longestWait = 5000;

/** An open document of a draft. */
interface OpenDraft {
  readonly draft: DraftDocument;
  readonly document: vscode.TextDocument;
  readonly sync: DraftSync;
  customers: NamedCustomers | undefined;
  /** Ends the wait for saving it. */
  saving: AbortController;
}

/** The drafts that are open as documents: what is written in them goes into the composer, and back. */
export class DraftDocuments implements DraftFileContents {
  readonly #app: App;
  readonly #open = new Map<string, OpenDraft>();
  /** The last content of documents whose drafts have left: they are saved before they are closed. */
  readonly #left = new Map<string, string>();
  #diagnostics: vscode.DiagnosticCollection | undefined;

  constructor(app: App) {
    this.#app = app;
  }

  /** Follows the documents and the composer until it is disposed of. */
  start(): vscode.Disposable {
    const diagnostics = (this.#diagnostics = vscode.languages.createDiagnosticCollection('notelog'));
    const { workspace } = vscode;
    for (const document of workspace.textDocuments) this.#opened(document);
    const stop = this.#app.composer.onChange(() => this.#follow());
    return vscode.Disposable.from(
      diagnostics,
      { dispose: stop },
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#changed(document);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#saveAllBut(editor?.document.uri)),
      vscode.languages.registerCompletionItemProvider(
        { scheme: draftScheme },
        { provideCompletionItems: (document, at) => this.#complete(document, at) },
        ':',
        ' ',
      ),
    );
  }

  /** Opens a draft of this window as a document, with the cursor at the end of its text. */
  async open(draftId: string): Promise<void> {
    await showDraftDocument(draftUri(draftId, words.documentName()));
  }

  /** The draft that is in an active editor; undefined: none is. */
  draftIn(uri: vscode.Uri | undefined): string | undefined {
    return uri && draftIdOf(uri);
  }

  /** Puts all that was written into the draft, so that it can be logged. False: it is no draft of this window any more. */
  async settle(draftId: string): Promise<boolean> {
    await this.#open.get(draftId)?.sync.settled();
    return this.#app.composer.find(draftId) !== undefined;
  }

  async contentOf(draftId: string): Promise<string | undefined> {
    // The editor looks for the file before it saves it.
    const left = this.#left.get(draftId);
    if (left !== undefined) return left;
    const draft = this.#app.composer.find(draftId) ?? (await this.#waitFor(draftId));
    return draft && this.#documentOf(draft).content;
  }

  save(draftId: string, content: string): boolean {
    const draft = this.#app.composer.find(draftId);
    if (!draft) {
      if (!this.#left.has(draftId)) return false;
      // What the editor has made of it while it saved is nothing that was typed.
      this.#left.set(draftId, content);
      return true;
    }
    const open = this.#open.get(draftId);
    if (!open) {
      const document = this.#documentOf(draft);
      // While a note is being logged none is read, but one that says nothing new need not be.
      return document.isKept(content) || (document.readOpened(content) && document.isKept(content));
    }
    // Never from `content`: the form may have written on since the editor began to save. While a note is being logged
    // none is read, and a document that says something new stays unsaved.
    open.sync.read();
    return open.sync.isKept(open.document.getText());
  }

  /** The draft of this id as soon as it is there. */
  async #waitFor(draftId: string) {
    const { composer, clock } = this.#app;
    const end = new AbortController();
    const stop = composer.onChange(() => {
      if (composer.find(draftId)) end.abort();
    });
    await clock.wait(longestWait, end.signal).catch(() => undefined);
    stop();
    return composer.find(draftId);
  }

  #documentOf(draft: ConstructorParameters<typeof DraftDocument>[1]): DraftDocument {
    const { composer, book, clock } = this.#app;
    const named = (account: OpenAccount, text: string) => this.#customersOf(draft.id, account)?.named(text);
    return new DraftDocument({ composer, book, clock, named }, draft);
  }

  /** The customers of the account that an open draft goes to. */
  #customersOf(draftId: string, account: OpenAccount): NamedCustomers | undefined {
    const open = this.#open.get(draftId);
    if (!open || open.customers?.account === account) return open?.customers;
    open.customers?.dispose();
    open.customers = new NamedCustomers(this.#app, account);
    open.customers.onChange(() => open.sync.read());
    return open.customers;
  }

  #opened(document: vscode.TextDocument): void {
    const id = draftIdOf(document.uri);
    const draft = id === undefined ? undefined : this.#app.composer.find(id);
    if (id === undefined || !draft || this.#open.has(id)) return;
    const draftDocument = this.#documentOf(draft);
    const open: OpenDraft = {
      draft: draftDocument,
      document,
      sync: new DraftSync({
        draft: draftDocument,
        document: {
          content: () => document.getText(),
          isClosed: () => document.isClosed,
          change: (content) => applyContent(document, content),
        },
        log: this.#app.log,
        onRead: () => this.#showProblems(open),
      }),
      customers: undefined,
      saving: new AbortController(),
    };
    this.#open.set(id, open);
    open.sync.opened();
  }

  #closed(uri: vscode.Uri): void {
    const id = draftIdOf(uri);
    const open = id === undefined ? undefined : this.#open.get(id);
    if (id === undefined || !open) return;
    this.#open.delete(id);
    open.customers?.dispose();
    open.saving.abort();
    this.#diagnostics?.delete(uri);
    this.#app.composer.block(id, undefined);
  }

  #changed(document: vscode.TextDocument): void {
    const id = draftIdOf(document.uri);
    if (id === undefined) return;
    if (!this.#open.has(id)) this.#opened(document);
    const open = this.#open.get(id);
    if (!open) return;
    open.sync.read();
    this.#saveSoon(open);
  }

  #showProblems({ document, draft }: OpenDraft): void {
    this.#diagnostics?.set(
      document.uri,
      draft.problems.map(({ line, message }) => {
        const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
        return new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
      }),
    );
  }

  /** The composer has changed. */
  #follow(): void {
    for (const open of [...this.#open.values()]) {
      if (open.draft.isGone) void this.#end(open);
      else {
        open.sync.follow();
        // Nothing that is new could be saved while a note was being logged.
        if (open.document.isDirty) this.#saveSoon(open);
      }
    }
  }

  /** The draft was logged or discarded: its document is closed. What was typed since becomes a note of its own. */
  async #end(open: OpenDraft): Promise<void> {
    const { document, draft, sync } = open;
    this.#open.delete(draft.draftId);
    open.saving.abort();
    open.customers?.dispose();
    this.#diagnostics?.delete(document.uri);
    this.#app.composer.block(draft.draftId, undefined);
    await sync.ended();
    const content = document.getText();
    this.#keepUnsaved(draft, content);
    this.#left.set(draft.draftId, content);
    try {
      if (document.isDirty) await saveDocument(document);
      // In a comparison: the note is logged, and nothing is typed into it any more.
      if (document.isDirty) await document.save();
      // Typed while it was being saved: the editor itself changes blanks at most.
      const saved = document.getText();
      if (withoutBlanks(saved) !== withoutBlanks(content)) this.#keepUnsaved(draft, saved);
      const tabs = vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(
          ({ input }) =>
            input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString(),
        );
      if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
    } catch (error) {
      this.#app.log.error('A draft’s document cannot be closed', error);
    } finally {
      this.#left.delete(draft.draftId);
    }
  }

  #keepUnsaved(draft: DraftDocument, content: string): void {
    const text = draft.unsavedText(content);
    if (text === undefined || text.trim() === '') return;
    openStarted(this.#app, { text });
    void vscode.window.showInformationMessage(verbatim(words.keptInNewNote()));
  }

  #saveSoon(open: OpenDraft): void {
    open.saving.abort();
    const { signal } = (open.saving = new AbortController());
    this.#app.clock.wait(saveDelay, signal).then(
      () => this.#save(open),
      () => undefined,
    );
  }

  #saveAllBut(active: vscode.Uri | undefined): void {
    for (const open of this.#open.values())
      if (open.document.uri.toString() !== active?.toString()) this.#save(open);
  }

  #save({ document, draft }: OpenDraft): void {
    if (document.isDirty && !document.isClosed && draft.isKept(document.getText()))
      saveDocument(document).catch((error: unknown) =>
        this.#app.log.error('A draft’s document cannot be saved', error),
      );
  }

  #complete(document: vscode.TextDocument, at: vscode.Position): vscode.CompletionList {
    const id = draftIdOf(document.uri);
    const draft = id === undefined ? undefined : this.#app.composer.find(id);
    if (!draft) return new vscode.CompletionList([]);
    const account = this.#app.book.find(draft.values.account) ?? this.#app.book.default();
    return completeDraft(document, at, {
      ...{ book: this.#app.book, account, draft, recentNotes: this.#app.recentNotes },
      customers: this.#customersOf(draft.id, account),
      language: vscode.env.language,
    });
  }
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s/g, '');
}
