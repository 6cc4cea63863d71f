import type * as vscode from 'vscode';
import type { AccountBook, AccountSettings } from '../accounts/accountBook.ts';
import type { CallTimer } from '../call/callTimer.ts';
import type { Keys } from '../accounts/keys.ts';
import type { Composer, ComposerParts } from '../compose/composer.ts';
import type { PurgeParts } from '../app/purge.ts';
import type { Directories } from '../customers/directories.ts';
import type { Files } from '../storage/files.ts';
import type { RecentNotes } from '../recent/recentNotes.ts';
import type { ProviderContext, ProviderKind } from '../providers/provider.ts';
import type { Account } from '../model/account.ts';
import type { KeyPrompt } from './keyPrompt.ts';
import type { ReadOnlyDocuments } from './documents/readOnlyDocuments.ts';
import type { RecentNotesTree } from './tree/recentNotesTree.ts';

/** All that a command may need; built once by the composition root. */
export interface Services extends ComposerParts {
  readonly context: vscode.ExtensionContext;
  readonly channel: vscode.LogOutputChannel;
  readonly book: AccountBook;
  readonly keys: Keys;
  readonly settings: AccountSettings;
  readonly kinds: readonly ProviderKind[];
  /** A provider's context with a key of its own, for an account that is not saved yet. */
  readonly contextWithKey: (account: Account, key: string) => ProviderContext;
  readonly composer: Composer;
  readonly timer: CallTimer;
  /** All customers of services that cannot be searched by name. */
  readonly directories: Directories;
  readonly recentNotes: RecentNotes;
  readonly keyPrompt: KeyPrompt;
  readonly purging: PurgeParts;
  /** The rows of Recent Notes. */
  readonly tree: RecentNotesTree;
  readonly files: Files;
  readonly documents: ReadOnlyDocuments;
  /** Takes every key that is known out of a text. */
  readonly redact: (text: string) => string;
}
