import type * as vscode from './editor.ts';
import type { FormOrder } from '../form/messages.ts';
import type { App } from '../app/createApp.ts';
import type { StepBox } from './box/stepBox.ts';
import type { ReadOnlyDocuments } from './documents/readOnlyDocuments.ts';
import type { DraftDocuments } from './document/draftDocuments.ts';
import type { FormFocus } from './form/formFocus.ts';
import type { RecentNotesTree } from './tree/recentNotesTree.ts';

/** The editor's own store, in which every value may be anything. */
export interface State {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** As much of the extension's context as commands and views use. */
interface Context extends Pick<
  vscode.ExtensionContext,
  'subscriptions' | 'extensionUri' | 'globalStorageUri'
> {
  readonly globalState: State;
  readonly extension: Pick<vscode.Extension<unknown>, 'packageJSON' | 'extensionKind'>;
  readonly secrets: Pick<vscode.SecretStorage, 'onDidChange'>;
}

/** All that a command may need: the product, and what belongs to the editor. */
export interface Services extends App {
  readonly context: Context;
  readonly channel: Pick<vscode.LogOutputChannel, 'show'>;
  readonly tree: RecentNotesTree;
  /** Asks the questions of the command that runs. */
  readonly box: StepBox;
  readonly documents: ReadOnlyDocuments;
  /** The drafts that are written in the editor. */
  readonly draftDocuments: DraftDocuments;
  /** What a command makes the form do. */
  readonly acts: vscode.EventEmitter<FormOrder>;
  readonly formFocus: FormFocus;
}
