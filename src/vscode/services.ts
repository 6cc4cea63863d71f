import type * as vscode from 'vscode';
import type { App } from '../app/createApp.ts';
import type { ReadOnlyDocuments } from './documents/readOnlyDocuments.ts';
import type { RecentNotesTree } from './tree/recentNotesTree.ts';

/** All that a command may need: the product, and what belongs to the editor. */
export interface Services extends App {
  readonly context: vscode.ExtensionContext;
  readonly channel: vscode.LogOutputChannel;
  readonly tree: RecentNotesTree;
  readonly documents: ReadOnlyDocuments;
}
