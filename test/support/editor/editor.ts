import type * as vscode from 'vscode';
import { Arrivals, EventEmitter } from './events.ts';
import { InputBox, QuickPick } from './quickInput.ts';
import type { openTextEditor } from './textEditor.ts';

/** A message on the screen; `press` answers it, and works once. */
export interface ShownMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly modal: boolean;
  readonly detail: string | undefined;
  readonly buttons: readonly string[];
  /** Undefined: it is closed without an answer. Throws when there is no such button. */
  press(button: string | undefined): void;
}

/** Work that is shown with progress. */
interface ShownProgress {
  readonly title: string | undefined;
  /** What was reported so far. */
  readonly messages: string[];
  readonly location: unknown;
  readonly isOver: boolean;
  cancel(): void;
}

/** What a status bar entry shows. */
export interface StatusBarItem {
  name: string | undefined;
  text: string;
  tooltip: string | vscode.MarkdownString | undefined;
  command: string | vscode.Command | undefined;
  backgroundColor: vscode.ThemeColor | undefined;
  accessibilityInformation: vscode.AccessibilityInformation | undefined;
  isShown: boolean;
}

/** The editor in a unit test: whatever the code under test shows waits until the test acts as the user. */
export class Editor {
  readonly messages = new Arrivals<ShownMessage>();
  readonly questions = new Arrivals<Question>();
  /** The pickers that were made, oldest first. */
  readonly madePicks: QuickPick<vscode.QuickPickItem>[] = [];
  /** The next question, which must be asked in the picker. */
  readonly picks = { next: async () => asked(await this.questions.next(), QuickPick<vscode.QuickPickItem>) };
  /** The next question, which must be asked in an input box. */
  readonly inputs = { next: async () => asked(await this.questions.next(), InputBox) };
  readonly progress = new Arrivals<ShownProgress>();
  /** Every sentence that was on the screen, oldest first: messages, their details, prompts, progress, the status bar. */
  readonly sentences: string[] = [];
  /** Messages in the status bar, oldest first. */
  readonly statusMessages: string[] = [];
  readonly statusBarItems: StatusBarItem[] = [];
  /** Commands that were run, each with its arguments. */
  readonly commands: (readonly [string, ...unknown[]])[] = [];
  /** Context keys as they were set last. */
  readonly contexts = new Map<string, unknown>();
  /** The user's settings by their full names. */
  readonly settings = new Map<string, unknown>();
  /** The workspace's settings, which take precedence where the code under test lets them. */
  readonly workspaceSettings = new Map<string, unknown>();
  /** Addresses that were opened in the browser. */
  readonly opened: string[] = [];
  /** The contents of documents without a file, oldest first. */
  readonly untitled: string[] = [];
  /** The file dialogs for saving that were shown. */
  readonly saveDialogs: vscode.SaveDialogOptions[] = [];
  /** Documents that were shown, by URI. */
  readonly documents: string[] = [];
  /** What was selected in each of them, as a line counted from 0. */
  readonly selections: unknown[] = [];
  /** Documents that were opened, shown or not, by URI. */
  readonly loaded: string[] = [];
  /** Those of them that were shown in the Markdown preview. */
  readonly previews: string[] = [];
  /** Commands of other extensions, by what they return. */
  readonly otherCommands = new Map<string, (...args: readonly unknown[]) => unknown>();
  /** Other extensions, by what they export. */
  readonly extensions = new Map<string, unknown>();
  /** Files of other file systems than the disk's, by URI; undefined: it does not have it. */
  readonly virtualFiles = new Map<string, Uint8Array | undefined>();
  activeTerminal: Pick<vscode.Terminal, 'shellIntegration'> | undefined;
  activeTextEditor: ReturnType<typeof openTextEditor> | undefined;
  /** The problems of files, by URI. */
  readonly diagnostics = new Map<string, readonly unknown[]>();
  isTrusted = true;
  /** Commands that this editor does not have. */
  readonly missingCommands = new Set<string>();
  activeTab: { readonly input: unknown; readonly label?: string } | undefined;
  /** All tabs. */
  tabs: readonly { readonly isDirty: boolean; readonly input: unknown; readonly label?: string }[] = [];
  readonly changedTabs = new EventEmitter<undefined>();
  /** Open text documents. */
  textDocuments: readonly Pick<
    vscode.TextDocument,
    'uri' | 'isDirty' | 'isUntitled' | 'encoding' | 'getText'
  >[] = [];
  /** Whether the window is in front. */
  isFocused = true;
  readonly windowState = new EventEmitter<{ readonly focused: boolean }>();
  readonly configuration = new EventEmitter<vscode.ConfigurationChangeEvent>();
  readonly activeEditors = new EventEmitter<Editor['activeTextEditor']>();
  readonly openedDocuments = new EventEmitter<Editor['textDocuments'][number]>();
  readonly changedDocuments = new EventEmitter<{
    readonly document: Editor['textDocuments'][number];
    readonly contentChanges: readonly unknown[];
  }>();
  readonly closedDocuments = new EventEmitter<vscode.TextDocument>();
  clipboard = '';
  /** Whether extensions may not read it. */
  isClipboardClosed = false;
  /** What the user answers to the next file dialogs; undefined: Cancel. */
  saveTo: vscode.Uri | undefined;
  openFiles: vscode.Uri[] | undefined;
  /** The folders of the workspace. */
  openFolders: readonly vscode.Uri[] = [];
  readonly changedFolders = new EventEmitter<vscode.WorkspaceFoldersChangeEvent>();

  /** The user goes to a file; undefined: to a tab without one. */
  show(input: unknown): void {
    this.activeTab = { input };
    this.changedTabs.fire(undefined);
  }

  /** Presses a button of the next message, which must have the text; without a button, closes it. */
  async answer(text: string, button?: string): Promise<ShownMessage> {
    const message = await this.messages.next();
    if (!message.text.includes(text)) throw new Error(`The message says “${message.text}”, not “${text}”`);
    message.press(button);
    return message;
  }

  /** The next work with this title; other work is skipped. */
  async workOf(title: string): Promise<ShownProgress> {
    for (;;) {
      const work = await this.progress.next();
      if (work.title?.includes(title) === true) return work;
    }
  }

  /** Types an answer to the next question and presses Enter. */
  async type(value: string): Promise<Question> {
    const question = await this.questions.next();
    question.type(value).enter();
    return question;
  }

  /** Chooses a row of the next picker by its label. */
  async choose(label: string): Promise<void> {
    await (await this.picks.next()).choose(label);
  }
}

type Question = InputBox | QuickPick<vscode.QuickPickItem>;

/** Throws when the question is not asked in such a box. */
function asked<T extends Question>(question: Question, box: new (onQuestion: () => void) => T): T {
  if (question instanceof box) return question;
  throw new Error(`“${question.title ?? ''}” is not asked in such a box`);
}

/** The editor of the test that runs; each test file has one, and each test begins with {@link openEditor}. */
export let editor = new Editor();

/** A new editor, in which nothing has happened yet. */
export function openEditor(): Editor {
  editor = new Editor();
  return editor;
}
