import * as vscode from '../editor.ts';
import { addAccount } from '../../words/accounts.ts';
import { attachFile } from '../../words/attach.ts';
import { startCallTimer } from '../../words/callTimer.ts';
import { linkFolder, linkRepository } from '../../words/folders.ts';
import { newFollowUp } from '../../words/followUps.ts';
import * as history from '../../words/history.ts';
import * as palette from '../../words/palette.ts';
import { newFromTemplate } from '../../words/templates.ts';
import * as view from '../../words/view.ts';
import { verbatim, type EditorText } from '../verbatim.ts';
import { chosenFiles } from './chosenFiles.ts';
import type { CommandId } from './commandIds.ts';

/** The titles of the commands that begin with a question, unless they are called for a row of the tree. */
const titles: Partial<Readonly<Record<CommandId, () => string>>> = {
  'notelog.newFromTemplate': newFromTemplate,
  'notelog.newNote': palette.newNote,
  'notelog.logCall': palette.logCall,
  'notelog.newFollowUp': newFollowUp,
  'notelog.startCallTimer': startCallTimer,
  'notelog.showHistory': history.showHistory,
  'notelog.exportHistory': history.exportHistory,
  'notelog.addAccount': addAccount,
  'notelog.linkFolder': linkFolder,
  'notelog.linkRepository': linkRepository,
  'notelog.groupNotes': view.groupRecentNotes,
  'notelog.filterNotes': view.filterRecentNotes,
};

/**
 * The title of a command's box if the command is certain to ask something; the others open the box when they do. Known
 * to the start-up bundle, which shows the box before it loads anything: the user is typing already.
 */
export function firstQuestion(id: CommandId, args: readonly unknown[]): EditorText | undefined {
  const isForFiles = args[0] === undefined || args[0] instanceof vscode.Uri;
  if (id === 'notelog.attachFile' && isForFiles && chosenFiles(args).length > 0)
    return verbatim(attachFile());
  const title = args[0] === undefined ? titles[id] : undefined;
  return title && verbatim(title());
}
