import * as vscode from 'vscode';
import type { Messages } from '../words/translate.ts';
import type { EditorText } from './verbatim.ts';

/*
 * The editor as Notelog sees it: the only module that imports `vscode` (`npm run layers`). It has the names that the
 * product uses and no others. Wherever the editor makes links or icons of a text, or shows one as a tooltip, the text
 * has the type `EditorText`, so that a name from a service or a file cannot come alive. A further name belongs here
 * with the types of its texts changed in the same way.
 */

export {
  CancellationError,
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  commands,
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  ConfigurationTarget,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  env,
  EventEmitter,
  ExtensionKind,
  extensions,
  FileSystemError,
  FileType,
  Position,
  ProgressLocation,
  QuickInputButtons,
  QuickPickItemKind,
  Range,
  StatusBarAlignment,
  TabInputCustom,
  TabInputNotebook,
  TabInputText,
  TabInputTextDiff,
  TabInputWebview,
  ThemeColor,
  ThemeIcon,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
  UIKind,
  Uri,
  version,
  ViewColumn,
  workspace,
  WorkspaceEdit,
} from 'vscode';
export type {
  CancellationToken,
  CodeActionProvider,
  DiagnosticCollection,
  Event,
  Extension,
  ExtensionContext,
  FileChangeEvent,
  FileStat,
  FileSystemProvider,
  LogOutputChannel,
  QuickInputButton,
  SecretStorage,
  Terminal,
  TextDocument,
  TextDocumentContentProvider,
  WorkspaceFolder,
} from 'vscode';

/** A message in the user's language; see `words/translate.ts`. */
export function translate(message: string, ...values: readonly (string | number)[]): string {
  return vscode.l10n.t(message, ...values);
}

/** All of them, and which language that is; undefined where nothing is translated, so that messages are English. */
export function translation(): { readonly messages: Messages; readonly language: string } | undefined {
  const { bundle: messages } = vscode.l10n;
  return messages && { messages, language: vscode.env.language };
}

/** A row of a picker. */
export interface QuickPickItem extends Omit<vscode.QuickPickItem, 'label' | 'description' | 'detail'> {
  label: EditorText;
  description?: EditorText;
  detail?: EditorText;
}

interface QuickInputTexts {
  get title(): string | undefined;
  set title(title: EditorText | undefined);
  get placeholder(): string | undefined;
  set placeholder(placeholder: EditorText | undefined);
}

type QuickPick<T extends QuickPickItem> = Omit<vscode.QuickPick<T>, keyof QuickInputTexts> & QuickInputTexts;

interface InputBox
  extends Omit<vscode.InputBox, keyof QuickInputTexts | 'prompt' | 'validationMessage'>, QuickInputTexts {
  get prompt(): string | undefined;
  set prompt(prompt: EditorText | undefined);
  get validationMessage(): vscode.InputBox['validationMessage'];
  set validationMessage(message: EditorText | undefined);
}

interface StatusBarItem extends Omit<vscode.StatusBarItem, 'text' | 'tooltip'> {
  get text(): string;
  set text(text: EditorText);
  get tooltip(): vscode.StatusBarItem['tooltip'];
  set tooltip(tooltip: EditorText | undefined);
}

/** A row of a tree. The editor shows its label and description as text, whatever they hold. */
export class TreeItem extends vscode.TreeItem {
  declare tooltip?: EditorText;
}

/** What a tree shows above its rows. */
export interface TreeHead {
  readonly visible: boolean;
  readonly onDidChangeVisibility: vscode.Event<vscode.TreeViewVisibilityChangeEvent>;
  /** Empty: there is none. */
  get message(): string | undefined;
  set message(message: EditorText);
  get description(): string | undefined;
  set description(description: EditorText);
}

/** A view whose icon carries a number. */
export interface BadgedView {
  get badge(): vscode.ViewBadge | undefined;
  set badge(badge: { readonly value: number; readonly tooltip: EditorText } | undefined);
}

/** A tree in a side bar. */
export interface TreeView<T> extends TreeHead, BadgedView {
  readonly onDidChangeCheckboxState: vscode.Event<vscode.TreeCheckboxChangeEvent<T>>;
  dispose(): void;
}

export function createTreeView<T>(id: string, options: vscode.TreeViewOptions<T>): TreeView<T> {
  const view = vscode.window.createTreeView(id, options);
  return {
    get visible() {
      return view.visible;
    },
    onDidChangeVisibility: view.onDidChangeVisibility,
    onDidChangeCheckboxState: view.onDidChangeCheckboxState,
    get message(): string | undefined {
      return view.message;
    },
    set message(message: EditorText) {
      view.message = message;
    },
    get description(): string | undefined {
      return view.description;
    },
    set description(description: EditorText) {
      view.description = description;
    },
    get badge(): vscode.ViewBadge | undefined {
      return view.badge;
    },
    set badge(badge: { readonly value: number; readonly tooltip: EditorText } | undefined) {
      view.badge = badge;
    },
    dispose: () => void view.dispose(),
  };
}

/** A page in a side bar. */
export type WebviewView = Omit<vscode.WebviewView, 'title' | 'description' | 'badge'>;

interface ProgressOptions extends Omit<vscode.ProgressOptions, 'title'> {
  readonly title?: EditorText;
}

/** How far the work is. */
export type Progress = vscode.Progress<{ message?: EditorText; increment?: number }>;

/** Shows a message. Its details, which only a dialog has, and its buttons are shown as text, whatever they hold. */
interface ShowMessage {
  <T extends string | vscode.MessageItem>(message: EditorText, ...items: T[]): Thenable<T | undefined>;
  <T extends string | vscode.MessageItem>(
    message: EditorText,
    options: vscode.MessageOptions,
    ...items: T[]
  ): Thenable<T | undefined>;
}

interface OpenDialogOptions extends Omit<vscode.OpenDialogOptions, 'title' | 'openLabel'> {
  readonly title: EditorText;
  readonly openLabel: EditorText;
}

interface SaveDialogOptions extends Omit<vscode.SaveDialogOptions, 'title' | 'saveLabel'> {
  readonly title: EditorText;
  readonly saveLabel?: EditorText;
}

interface Window extends Pick<
  typeof vscode.window,
  | 'activeTerminal'
  | 'activeTextEditor'
  | 'createOutputChannel'
  | 'onDidChangeActiveTextEditor'
  | 'onDidChangeWindowState'
  | 'registerUriHandler'
  | 'registerWebviewViewProvider'
  | 'showTextDocument'
  | 'state'
  | 'tabGroups'
> {
  readonly showInformationMessage: ShowMessage;
  readonly showWarningMessage: ShowMessage;
  readonly showErrorMessage: ShowMessage;
  createInputBox(): InputBox;
  createQuickPick<T extends QuickPickItem>(): QuickPick<T>;
  createStatusBarItem(id: string, alignment: vscode.StatusBarAlignment, priority?: number): StatusBarItem;
  setStatusBarMessage(text: EditorText, hideAfterTimeout: number): vscode.Disposable;
  showOpenDialog(options: OpenDialogOptions): Thenable<vscode.Uri[] | undefined>;
  showSaveDialog(options: SaveDialogOptions): Thenable<vscode.Uri | undefined>;
  withProgress<R>(
    options: ProgressOptions,
    task: (progress: Progress, token: vscode.CancellationToken) => Thenable<R>,
  ): Thenable<R>;
}

export const window: Window = vscode.window;

/** What the editor knows of the code; the titles of code actions are shown as text. */
export const languages: Pick<
  typeof vscode.languages,
  | 'createDiagnosticCollection'
  | 'getDiagnostics'
  | 'registerCodeActionsProvider'
  | 'registerCompletionItemProvider'
> = vscode.languages;

/** A tool that language models of the editor may call. */
interface LanguageTool {
  /** What the user reads while it runs. */
  readonly running: EditorText;
  /** Answers with text; rejects with an error that the model can act on. */
  readonly invoke: (input: unknown, token: vscode.CancellationToken) => Promise<string>;
}

/**
 * Offers a tool of package.json to language models. Undefined: this editor has none. No question of the editor's is asked
 * for: it can be answered once for all calls, so that it is no consent to what a call says.
 */
export function registerTool(name: string, { running, invoke }: LanguageTool): vscode.Disposable | undefined {
  // Some editors that are made of VS Code have only a part of this.
  if (!('lm' in vscode && 'registerTool' in vscode.lm)) return undefined;
  return vscode.lm.registerTool<unknown>(name, {
    prepareInvocation: () => ({ invocationMessage: running }),
    invoke: async ({ input }, token) =>
      new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(await invoke(input, token))]),
  });
}
