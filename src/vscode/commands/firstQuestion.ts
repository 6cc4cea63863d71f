import { constant, type EditorText } from '../verbatim.ts';
import { chosenFiles } from './chosenFiles.ts';
import type { CommandId } from './commandIds.ts';

/** The titles of the commands that begin with a question, unless they are called for a row of the tree. */
const titles: Partial<Readonly<Record<CommandId, EditorText>>> = {
  'notelog.newNote': constant`New Note`,
  'notelog.logCall': constant`Log Call`,
  'notelog.newFollowUp': constant`New Follow-Up`,
  'notelog.startCallTimer': constant`Start Call Timer`,
  'notelog.showHistory': constant`Show History`,
  'notelog.exportHistory': constant`Export History`,
  'notelog.addAccount': constant`Add Account`,
  'notelog.groupNotes': constant`Group Recent Notes`,
  'notelog.filterNotes': constant`Filter Recent Notes`,
};

/**
 * The title of a command's box if the command is certain to ask something; the others open the box when they do. Known
 * to the start-up bundle, which shows the box before it loads anything: the user is typing already.
 */
export function firstQuestion(id: CommandId, args: readonly unknown[]): EditorText | undefined {
  if (id === 'notelog.attachFile' && chosenFiles(args).length > 0) return constant`Attach File`;
  return args[0] === undefined ? titles[id] : undefined;
}
