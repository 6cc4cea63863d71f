import * as vscode from '../editor.ts';
import { Failure } from '../../base/failure.ts';
import type { NoteKind } from '../../model/note.ts';
import {
  attachArguments,
  customerArguments,
  followUpArguments,
  isMeant,
  noteArguments,
} from '../../proposals/commandInput.ts';
import { parseInput } from '../../proposals/proposalInput.ts';
import type { Proposed } from '../../proposals/proposing.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import type { CustomerOfAccount } from '../askCustomer.ts';
import { discardDraft } from '../discardDraft.ts';
import { fileInFront } from '../fileInFront.ts';
import { actInForm, showForm } from '../showForm.ts';
import type { Services } from '../services.ts';
import { checkAccount, removeAccount, setDefaultAccount } from './accounts.ts';
import { attachFile } from './attachFile.ts';
import { openAttachment, saveAttachment } from './attachment.ts';
import {
  customerInForm,
  discardCallTimer,
  pauseCallTimer,
  showCallTimer,
  startCallTimer,
  stopCallTimer,
} from './callTimer.ts';
import { chooseNotebookFolder } from './chooseNotebookFolder.ts';
import { chosenFiles } from './chosenFiles.ts';
import type { CommandId } from './commandIds.ts';
import { copyLink } from './copyLink.ts';
import { copyMcpConfiguration } from './copyMcpConfiguration.ts';
import { diagnoseConnection } from './diagnose.ts';
import { exportHistory, showHistory, showHistoryOf } from './history.ts';
import { linkFolder, unlinkFolder } from './folderLinks.ts';
import { linkRepository } from './linkRepository.ts';
import { showFolderLinks } from './showFolderLinks.ts';
import { logCommit } from './logCommit.ts';
import { logProblem } from './logProblem.ts';
import { logSelection } from './logSelection.ts';
import { logTerminalCommand, logTerminalSelection } from './logTerminal.ts';
import { logTestFailure } from './logTestFailure.ts';
import { openNote } from './openNote.ts';
import { previewNote } from './previewNote.ts';
import { declineAllOfSource, declineOne, openProposal } from './proposals.ts';
import { purgeLocalData } from './purge.ts';
import { replaceKey } from './replaceKey.ts';
import { addAccount, editAccount } from './setUpAccount.ts';
import { clearNoteFilter, filterNotes, groupNotesBy, loadMoreNotes } from './notesView.ts';
import { copyText, openInBrowser, openNoteFile, openShownFile } from './recentNotes.ts';
import { saveTemplate } from './saveTemplate.ts';
import { deleteNote, editNote } from './storedNotes.ts';
import { discardWaiting, editWaiting, exportWaiting, sendNow } from './waitingNotes.ts';
import { completeTask, followUp, hasFollowUps, newFollowUp } from './followUps.ts';
import { openDraft } from './drafts.ts';
import { newFromTemplate } from './newFromTemplate.ts';
import { noteAbout } from './noteAbout.ts';
import { resolveWaiting } from './resolveWaiting.ts';
import { logDraft, writeInEditor } from './writeInEditor.ts';
import { writeNote } from './writeNote.ts';
import { attachProposed, customerOfArguments, writeProposed } from './writeProposed.ts';
import { verbatim } from '../verbatim.ts';
import { internalError, showLog } from '../../words/start.ts';
import { wasRefreshed } from '../../words/view.ts';

type Handler = (services: Services, args: readonly unknown[]) => unknown;

/** Typed so that the compiler insists on a handler for every command. */
const handlers: Readonly<Record<CommandId, Handler>> = {
  'notelog.newNote': (services, [node]) => write(services, 'note', node),
  'notelog.logCall': (services, [node]) => write(services, 'call', node),
  'notelog.attachFile': (services, args) =>
    isMeant(attachArguments, args[0])
      ? attachProposed(services, args[0], fileInFront())
      : attachFile(services, chosenFiles(args)),
  'notelog.logSelection': (services) => logSelection(services),
  'notelog.logProblem': (services, args) => logProblem(services, args),
  'notelog.logTerminalCommand': (services) => logTerminalCommand(services),
  'notelog.logTerminalSelection': (services) => logTerminalSelection(services),
  'notelog.logTestFailure': (services, [failure]) => logTestFailure(services, failure),
  'notelog.logCommit': (services, args) => logCommit(services, args),
  'notelog.startCallTimer': (services, [node]) =>
    withCustomer(services, node, (row, customer) => startCallTimer(services, row, customer)),
  'notelog.pauseCallTimer': (services) => pauseCallTimer(services),
  'notelog.stopCallTimer': (services) => stopCallTimer(services),
  'notelog.discardCallTimer': (services) => discardCallTimer(services),
  'notelog.callTimer': (services) => showCallTimer(services),
  'notelog.newFollowUp': (services, [node]) => askFollowUp(services, node),
  'notelog.completeTask': (services, [node]) =>
    withNode(services, node, (each) => completeTask(services, each)),
  'notelog.openProposal': (services, [node]) =>
    withNode(services, node, (each) => openProposal(services, each)),
  'notelog.declineProposal': (services, [node]) =>
    withNode(services, node, (each) => declineOne(services, each)),
  'notelog.declineProposals': (services, [node]) =>
    withNode(services, node, (each) => declineAllOfSource(services, each)),
  'notelog.openForm': () => showForm(),
  'notelog.form.attach': (services) => actInForm(services, 'attach'),
  'notelog.form.log': (services) => actInForm(services, 'log'),
  'notelog.form.setDuration': (services) => actInForm(services, 'setDuration'),
  'notelog.form.setTime': (services) => actInForm(services, 'setTime'),
  'notelog.form.toggleCall': (services) => actInForm(services, 'toggleCall'),
  'notelog.discardDraft': (services) => discardDraft(services),
  'notelog.openDraft': (services) => openDraft(services),
  'notelog.writeInEditor': (services) => writeInEditor(services),
  'notelog.logDraft': (services, [uri]) => logDraft(services, uri),
  'notelog.previewNote': (services) => previewNote(services),
  'notelog.addAccount': (services) => addAccount(services),
  'notelog.editAccount': (services, [id]) => editAccount(services, accountOf(services, id)),
  'notelog.replaceKey': (services, [id]) => replaceKey(services, accountOf(services, id)),
  'notelog.checkAccount': (services, [id]) => checkAccount(services, accountOf(services, id)),
  'notelog.diagnoseConnection': (services) => diagnoseConnection(services),
  'notelog.removeAccount': (services, [id]) => removeAccount(services, accountOf(services, id)),
  'notelog.setDefaultAccount': (services) => setDefaultAccount(services),
  'notelog.chooseNotebookFolder': (services) => chooseNotebookFolder(services),
  'notelog.refreshNotes': ({ tree }) => tree.refresh(),
  'notelog.loadMoreNotes': (services, [node]) =>
    withNode(services, node, (each) => loadMoreNotes(services, each)),
  'notelog.groupNotes': (services) => groupNotesBy(services),
  'notelog.filterNotes': (services) => filterNotes(services),
  'notelog.clearNoteFilter': (services) => clearNoteFilter(services),
  'notelog.openNote': (services, [node]) => withNode(services, node, (each) => openNote(services, each)),
  'notelog.saveAttachment': (services, [node]) =>
    withNode(services, node, (each) => saveAttachment(services, each)),
  'notelog.openAttachment': (services, [node]) =>
    withNode(services, node, (each) => openAttachment(services, each)),
  'notelog.showHistory': (services, [node]) =>
    withCustomer(services, node, (row, customer) =>
      customer ? showHistoryOf(services, customer) : showHistory(services, row),
    ),
  'notelog.exportHistory': (services, [node]) =>
    withCustomer(services, node, (...about) => exportHistory(services, ...about)),
  'notelog.openInBrowser': (services, [node]) =>
    withNode(services, node, (each) => openInBrowser(services, each)),
  'notelog.openNoteFile': (services, [node]) =>
    withNode(services, node, (each) => openNoteFile(services, each)),
  'notelog.openShownFile': (services) => openShownFile(services),
  'notelog.copyLink': (services, [node]) => withNode(services, node, copyLink),
  'notelog.copyMcpConfiguration': (services) => copyMcpConfiguration(services),
  'notelog.copyText': (services, [node]) => withNode(services, node, copyText),
  'notelog.editNote': (services, [node]) => withNode(services, node, (each) => editNote(services, each)),
  'notelog.deleteNote': (services, [node]) => withNode(services, node, (each) => deleteNote(services, each)),
  'notelog.resolveWaiting': (services, [node]) =>
    withNode(services, node, (each) => resolveWaiting(services, each)),
  'notelog.sendNow': (services, [node]) => withNode(services, node, (each) => sendNow(services, each)),
  'notelog.editWaiting': (services, [node]) =>
    withNode(services, node, (each) => editWaiting(services, each)),
  'notelog.discardWaiting': (services, [node]) =>
    withNode(services, node, (each) => discardWaiting(services, each)),
  'notelog.exportWaiting': (services) => exportWaiting(services),
  'notelog.newFromTemplate': (services) => newFromTemplate(services),
  'notelog.saveTemplate': (services) => saveTemplate(services),
  'notelog.linkFolder': (services) => linkFolder(services),
  'notelog.linkRepository': (services) => linkRepository(services),
  'notelog.unlinkFolder': (services) => unlinkFolder(services),
  'notelog.showFolderLinks': (services) => showFolderLinks(services),
  'notelog.purgeLocalData': (services) => purgeLocalData(services),
  'notelog.showLog': (services) => services.channel.show(true),
};

/** Whether a command that begins with a question asks it now, instead of saying why not. */
export function asksNow(services: Services, id: CommandId): boolean {
  switch (id) {
    case 'notelog.startCallTimer':
      return services.timer.call === undefined && customerInForm(services) === undefined;
    case 'notelog.newFollowUp':
      return hasFollowUps(services);
    case 'notelog.linkFolder':
      return services.openFolders().all.length > 0;
    default:
      return true;
  }
}

/**
 * Runs a command; whatever goes wrong is one sentence for the user and one line in the log. Returns what became of a note
 * that was handed over.
 */
export async function runCommand(
  services: Services,
  id: CommandId,
  args: readonly unknown[],
): Promise<unknown> {
  const answer = await runReported(services, id, () => handlers[id](services, args));
  return id === 'notelog.newNote' || id === 'notelog.logCall' ? answer : undefined;
}

/** The same for what the user does without a command. */
export async function runReported<T>(
  services: Services,
  id: CommandId,
  work: () => T,
): Promise<Awaited<T> | undefined> {
  try {
    return await work();
  } catch (error) {
    services.box.close();
    if (error instanceof vscode.CancellationError) return undefined;
    services.log.error(`${id} failed`, error);
    const message = Failure.is(error) ? error.message : internalError();
    // What the user can put right by what the sentence says has nothing more to it.
    const buttons = Failure.is(error, 'invalid') ? [] : [showLog()];
    const choice = await vscode.window.showErrorMessage(verbatim(message), ...buttons);
    if (choice !== undefined) services.channel.show(true);
    return undefined;
  }
}

/** About the customer of a row, with what the caller hands over, or about one that is asked for. */
async function write(services: Services, kind: NoteKind, argument: unknown): Promise<Proposed | undefined> {
  const node = rowOf(services, argument);
  if (!node && isMeant(noteArguments, argument)) return await writeProposed(services, kind, argument);
  await (node ? noteAbout(services, kind, node) : writeNote(services, kind));
  return undefined;
}

/** The same for what is done about a customer. */
async function withCustomer(
  services: Services,
  argument: unknown,
  work: (node: TreeNode | undefined, customer?: CustomerOfAccount) => Promise<void>,
): Promise<void> {
  const node = rowOf(services, argument);
  if (node || !isMeant(customerArguments, argument)) await work(node);
  else await work(undefined, await customerOfArguments(services, parseInput(customerArguments, argument)));
}

/** The same for a follow-up, which may be handed over with what is to be done. */
async function askFollowUp(services: Services, argument: unknown): Promise<void> {
  const node = rowOf(services, argument);
  if (node || !isMeant(followUpArguments, argument)) {
    await newFollowUp(services, node);
    return;
  }
  const { text, ...given } = parseInput(followUpArguments, argument);
  const { open, target } = await customerOfArguments(services, given);
  await followUp(services, open.account.id, target, text);
}

/** The id of an account, or of the account that a row is about. Anything else that a caller passes is ignored. */
function accountOf(services: Services, argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (!services.tree.isRow(argument)) return undefined;
  if (argument.row === 'problem') return argument.account.id;
  return argument.row === 'entry' ? argument.entry.accountId : undefined;
}

/** A row of the tree; undefined for anything else, such as nothing from the palette. */
function rowOf(services: Services, argument: unknown): TreeNode | undefined {
  return services.tree.isRow(argument) ? argument : undefined;
}

/**
 * Does nothing when the argument is not a row of the tree, since any extension may call a command with any argument.
 * The editor itself passes none when the user clicks while the tree is being redrawn; then the user is told.
 */
function withNode(services: Services, argument: unknown, work: (node: TreeNode) => unknown): unknown {
  if (services.tree.isRow(argument)) return work(argument);
  if (argument === undefined) void vscode.window.showInformationMessage(verbatim(wasRefreshed()));
  return undefined;
}
