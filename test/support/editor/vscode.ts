import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { URI, Utils } from 'vscode-uri';
import { decodeAs } from '../decodeAs.ts';
import { editor, type StatusBarItem } from './editor.ts';
import { Disposable, EventEmitter } from './events.ts';
import { shows } from './messages.ts';
import { InputBox, QuickPick } from './quickInput.ts';

/*
 * The module `vscode` of unit tests: as much of the editor as src/vscode uses. What is shown goes to the `editor` of
 * the test (editor.ts); there is no logic here.
 */

export { Disposable, EventEmitter };
export const Uri = Object.assign(URI, { joinPath: Utils.joinPath.bind(Utils) });
export const QuickInputButtons = { Back: { iconPath: { id: 'arrow-left' } } };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const TreeItemCheckboxState = { Unchecked: 0, Checked: 1 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };
export const UIKind = { Desktop: 1, Web: 2 };
export const ExtensionKind = { UI: 1, Workspace: 2 };

export const l10n = {
  t: (message: string, ...values: readonly unknown[]) =>
    message.replace(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
};

export class CancellationError extends Error {}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const CodeActionTriggerKind = { Invoke: 1, Automatic: 2 };
export const CodeActionKind = { QuickFix: { value: 'quickfix' } };

export class CodeAction {
  readonly title: string;
  readonly kind: unknown;
  command: vscode.Command | undefined;

  constructor(title: string, kind: unknown) {
    this.title = title;
    this.kind = kind;
  }
}

/** What a file system says of a file that is not there. */
class FileNotFound extends Error {
  readonly code = 'FileNotFound';
}

export const extensions = {
  getExtension: (id: string) =>
    editor.extensions.has(id) ? { activate: () => Promise.resolve(editor.extensions.get(id)) } : undefined,
};

export const languages = {
  getDiagnostics: (uri: vscode.Uri) => editor.diagnostics.get(uri.toString()) ?? [],
  registerCodeActionsProvider: () => new Disposable(() => undefined),
  registerCompletionItemProvider: () => new Disposable(() => undefined),
  createDiagnosticCollection: () => ({
    set: (uri: vscode.Uri, problems: readonly unknown[]) =>
      void editor.diagnostics.set(uri.toString(), problems),
    delete: (uri: vscode.Uri) => void editor.diagnostics.delete(uri.toString()),
    dispose: () => undefined,
  }),
};

export class ThemeColor {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon extends ThemeColor {
  readonly color: ThemeColor | undefined;

  constructor(id: string, color?: ThemeColor) {
    super(id);
    this.color = color;
  }
}

export class MarkdownString {
  value: string;

  constructor(value = '') {
    this.value = value;
  }
}

export class TreeItem {
  label: string | vscode.TreeItemLabel;
  collapsibleState: number;

  constructor(label: string | vscode.TreeItemLabel, collapsibleState = 0) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

/** A tab that shows a file. */
export class TabInputText {
  readonly uri: vscode.Uri;

  constructor(uri: vscode.Uri) {
    this.uri = uri;
  }
}

/** A tab that shows a page, such as a Markdown preview. */
export class TabInputWebview {
  readonly viewType: string;

  constructor(viewType: string) {
    this.viewType = viewType;
  }
}

export const ViewColumn = { Beside: -2 } as const;

/** A tab that compares two files. */
export class TabInputTextDiff {
  readonly original: vscode.Uri;
  readonly modified: vscode.Uri;

  constructor(original: vscode.Uri, modified: vscode.Uri) {
    this.original = original;
    this.modified = modified;
  }
}

export class TabInputNotebook extends TabInputText {}
export class TabInputCustom extends TabInputText {
  readonly viewType: string;

  constructor(uri: vscode.Uri, viewType: string) {
    super(uri);
    this.viewType = viewType;
  }
}

function withProgress<T>(
  { title, location }: vscode.ProgressOptions,
  task: (progress: vscode.Progress<{ message?: string }>, token: vscode.CancellationToken) => Thenable<T>,
): Thenable<T> {
  const cancelled = new EventEmitter<unknown>();
  const messages: string[] = [];
  const token = { isCancellationRequested: false, onCancellationRequested: cancelled.event };
  const cancel = () => {
    token.isCancellationRequested = true;
    cancelled.fire(undefined);
  };
  editor.sentences.push(title ?? '');
  const progress = { title, location, messages, isOver: false, cancel };
  editor.progress.add(progress);
  const report = ({ message }: { message?: string }) => {
    if (message === undefined) return;
    messages.push(message);
    editor.sentences.push(message);
  };
  const work = task({ report }, token);
  const over = () => void (progress.isOver = true);
  work.then(over, over);
  return work;
}

function createStatusBarItem(): StatusBarItem & { show(): void; hide(): void; dispose(): void } {
  const item = {
    name: undefined,
    text: '',
    tooltip: undefined,
    command: undefined,
    backgroundColor: undefined,
    accessibilityInformation: undefined,
    isShown: false,
    show: () => void (item.isShown = true),
    hide: () => void (item.isShown = false),
    dispose: () => void (item.isShown = false),
  };
  editor.statusBarItems.push(item);
  return item;
}

export const window = {
  showInformationMessage: shows('information'),
  showWarningMessage: shows('warning'),
  showErrorMessage: shows('error'),
  createInputBox: () => {
    const input = new InputBox();
    editor.questions.add(input);
    return input;
  },
  createQuickPick: () => {
    const pick = new QuickPick<vscode.QuickPickItem>(() => editor.questions.add(pick));
    editor.madePicks.push(pick);
    return pick;
  },
  withProgress,
  createStatusBarItem,
  setStatusBarMessage: (text: string) => {
    editor.statusMessages.push(text);
    editor.sentences.push(text);
    return new Disposable(() => undefined);
  },
  get activeTerminal() {
    return editor.activeTerminal;
  },
  get activeTextEditor() {
    return editor.activeTextEditor;
  },
  get onDidChangeActiveTextEditor() {
    return editor.activeEditors.event;
  },
  showSaveDialog: (options: vscode.SaveDialogOptions) => {
    editor.saveDialogs.push(options);
    return Promise.resolve(editor.saveTo);
  },
  showOpenDialog: () => Promise.resolve(editor.openFiles),
  showTextDocument: (
    document: vscode.Uri | { readonly uri: vscode.Uri },
    options?: { selection?: unknown },
  ) => {
    editor.selections.push(options?.selection);
    editor.documents.push(('uri' in document ? document.uri : document).toString());
    return Promise.resolve();
  },
  tabGroups: {
    activeTabGroup: {
      get activeTab() {
        return editor.activeTab;
      },
    },
    get all() {
      return [{ tabs: editor.tabs }];
    },
    get onDidChangeTabs() {
      return editor.changedTabs.event;
    },
    close: (tabs: readonly unknown[]) => {
      editor.tabs = editor.tabs.filter((tab) => !tabs.includes(tab));
      return Promise.resolve(true);
    },
    onDidChangeTabGroups: () => new Disposable(() => undefined),
  },
  get state() {
    return { focused: editor.isFocused, active: editor.isFocused };
  },
  get onDidChangeWindowState() {
    return editor.windowState.event;
  },
};

const typeOf = (entry: { isDirectory(): boolean }): number =>
  entry.isDirectory() ? FileType.Directory : FileType.File;

const workspaceFolders = (): readonly vscode.WorkspaceFolder[] =>
  editor.openFolders.map((uri, index) => ({ uri, index, name: Utils.basename(uri) }));

export const workspace = {
  workspaceFile: undefined,
  get isTrusted() {
    return editor.isTrusted;
  },
  get workspaceFolders() {
    return editor.openFolders.length === 0 ? undefined : workspaceFolders();
  },
  getWorkspaceFolder: (at: vscode.Uri) =>
    workspaceFolders().find(({ uri }) => at.toString().startsWith(`${uri.toString()}/`)),
  get onDidChangeWorkspaceFolders() {
    return editor.changedFolders.event;
  },
  get textDocuments() {
    return editor.textDocuments;
  },
  // Like the editor, it refuses bytes with a NUL, unless a mark says that they are UTF-16.
  decode: (bytes: Uint8Array, { encoding }: { readonly encoding: string }) => {
    const isMarked = bytes[0] === 0xff || bytes[0] === 0xfe;
    if (bytes.includes(0) && !isMarked) return Promise.reject(new Error('binary'));
    return Promise.resolve(decodeAs(encoding, bytes));
  },
  encode: (text: string, { encoding }: { readonly encoding: string }) =>
    Promise.resolve(Buffer.from(text, encoding === 'utf16le' ? 'utf16le' : 'utf8')),
  getConfiguration: (section?: string) => {
    const fullName = (name: string) => (section === undefined ? name : `${section}.${name}`);
    return {
      get: (name: string) =>
        editor.workspaceSettings.get(fullName(name)) ?? editor.settings.get(fullName(name)),
      inspect: (name: string) => ({
        globalValue: editor.settings.get(fullName(name)),
        workspaceValue: editor.workspaceSettings.get(fullName(name)),
      }),
      update: (name: string, value: unknown, target: number) => {
        const { settings, workspaceSettings } = editor;
        const changed = target === ConfigurationTarget.Global ? settings : workspaceSettings;
        return Promise.resolve(void changed.set(fullName(name), value));
      },
    };
  },
  openTextDocument: (given: vscode.Uri | { readonly content: string }) => {
    if (given instanceof URI) {
      const open = editor.textDocuments.find(({ uri }) => uri.toString() === given.toString());
      editor.loaded.push(given.toString());
      const bare = { uri: given, lineCount: 1000, lineAt: (line: number) => ({ range: line }) };
      return Promise.resolve(open ?? bare);
    }
    const number = editor.untitled.push('content' in given ? given.content : '');
    return Promise.resolve({ uri: URI.from({ scheme: 'untitled', path: `Untitled-${number}` }) });
  },
  registerTextDocumentContentProvider: () => new Disposable(() => undefined),
  fs: {
    readFile: (uri: vscode.Uri) => {
      if (uri.scheme === 'file') return readFile(uri.fsPath);
      const bytes = editor.virtualFiles.get(uri.toString());
      return bytes ? Promise.resolve(bytes) : Promise.reject(new FileNotFound());
    },
    stat: async (uri: vscode.Uri) => {
      const facts = await stat(uri.fsPath);
      const link = (await lstat(uri.fsPath)).isSymbolicLink() ? FileType.SymbolicLink : 0;
      return { size: facts.size, type: typeOf(facts) | link };
    },
    readDirectory: async (uri: vscode.Uri) => {
      const entries = await readdir(uri.fsPath, { withFileTypes: true });
      return entries.map((each) => [each.name, each.isSymbolicLink() ? FileType.SymbolicLink : typeOf(each)]);
    },
  },
  get onDidChangeConfiguration() {
    return editor.configuration.event;
  },
  get onDidOpenTextDocument() {
    return editor.openedDocuments.event;
  },
  get onDidChangeTextDocument() {
    return editor.changedDocuments.event;
  },
  get onDidCloseTextDocument() {
    return editor.closedDocuments.event;
  },
};

export const commands = {
  executeCommand: (id: string, ...args: readonly unknown[]) => {
    if (id === 'setContext') editor.contexts.set(String(args[0]), args[1]);
    else editor.commands.push([id, ...args]);
    if (editor.missingCommands.has(id)) return Promise.reject(new Error(`command '${id}' not found`));
    const other = editor.otherCommands.get(id);
    if (other) return new Promise((resolve) => resolve(other(...args)));
    if (id === 'markdown.showPreview') {
      editor.previews.push(String(args[0]));
      editor.documents.push(String(args[0]));
    }
    const [left, right] = args;
    if (id === 'vscode.diff' && left instanceof URI && right instanceof URI)
      editor.tabs = [...editor.tabs, { isDirty: false, input: new TabInputTextDiff(left, right) }];
    return Promise.resolve(undefined);
  },
};

export const version = '1.100.0';

export const env = {
  appRoot: '/nowhere',
  language: 'en',
  appName: 'Editor double',
  uiKind: UIKind.Desktop,
  remoteName: undefined,
  clipboard: {
    writeText: (text: string) => Promise.resolve(void (editor.clipboard = text)),
    readText: () =>
      editor.isClipboardClosed ? Promise.reject(new Error('not allowed')) : Promise.resolve(editor.clipboard),
  },
  openExternal: (uri: vscode.Uri) => Promise.resolve(editor.opened.push(uri.toString()) > 0),
};
