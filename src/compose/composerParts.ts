import type { AccountBook } from '../accounts/accountBook.ts';
import type { Directories } from '../customers/directories.ts';
import type { LinkedTargets } from '../customers/targetSearch.ts';
import type { DiscardedDrafts } from '../drafts/discardedDrafts.ts';
import type { ReceivedFiles } from '../drafts/receivedFiles.ts';
import type { Markdown } from '../markdown/markdown.ts';
import type { TextFormat } from '../model/note.ts';
import type { Proposals } from '../proposals/proposals.ts';
import type { LeakCheck } from './leakCheck.ts';
import type { SendParts } from './sendNotes.ts';

/** What a composer needs beside what sending needs. */
export interface ComposerParts extends SendParts {
  readonly book: AccountBook;
  /** What services list, to be searched by name. */
  readonly directories: Directories;
  /** The targets of an account that open folders are linked to. `file`: as in `Platform.openFolders`. */
  readonly linked: (accountId: string, file?: string) => LinkedTargets;
  readonly discarded: DiscardedDrafts;
  readonly proposals: Pick<Proposals, 'accept' | 'draftDiscarded'>;
  /** Files of which the form was given the bytes. */
  readonly received: ReceivedFiles;
  /** Looks for secrets in what was not typed. */
  readonly leaks: LeakCheck;
  readonly markdown: Pick<Markdown, 'editedText'>;
  /** What typed text is taken for, now. */
  readonly textFormat: () => TextFormat;
  /** Aborts when this window ends. */
  readonly closed: AbortSignal;
}
