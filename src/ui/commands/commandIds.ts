/**
 * Every command of the extension, as in `contributes.commands` of package.json (a test holds the two together).
 * Registered by the start-up bundle, which must not load more than this list.
 */
export const commandIds = [
  'notelog.newNote',
  'notelog.logCall',
  'notelog.attachFile',
  'notelog.startCallTimer',
  'notelog.pauseCallTimer',
  'notelog.stopCallTimer',
  'notelog.discardCallTimer',
  'notelog.callTimer',
  'notelog.newFollowUp',
  'notelog.completeTask',
  'notelog.openForm',
  'notelog.discardDraft',
  'notelog.openDraft',
  'notelog.addAccount',
  'notelog.editAccount',
  'notelog.replaceKey',
  'notelog.checkAccount',
  'notelog.diagnoseConnection',
  'notelog.removeAccount',
  'notelog.setDefaultAccount',
  'notelog.chooseNotebookFolder',
  'notelog.refreshNotes',
  'notelog.loadMoreNotes',
  'notelog.groupNotes',
  'notelog.filterNotes',
  'notelog.clearNoteFilter',
  'notelog.openInBrowser',
  'notelog.openNoteFile',
  'notelog.copyText',
  'notelog.editNote',
  'notelog.deleteNote',
  'notelog.sendNow',
  'notelog.editWaiting',
  'notelog.discardWaiting',
  'notelog.exportWaiting',
  'notelog.purgeLocalData',
  'notelog.showLog',
] as const;

/** See {@link commandIds}. */
export type CommandId = (typeof commandIds)[number];
