import * as vscode from '../editor.ts';
import * as words from '../../words/document.ts';
import { shortName } from '../label.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** `Notelog: Write in Editor`: opens the draft in the form as a document. */
export async function writeInEditor({ composer, drafts, draftDocuments }: Services): Promise<void> {
  const { draft } = composer;
  if (draft.fileName !== undefined) {
    void vscode.window.showInformationMessage(verbatim(words.onlyText()));
    return;
  }
  drafts.saveSoon(draft);
  await draftDocuments.open(draft.id);
}

/**
 * `Notelog: Log This Note`: logs the draft of a document. What stands in the way is said where the user is; the document
 * stays open then.
 */
export async function logDraft({ composer, draftDocuments }: Services, argument: unknown): Promise<void> {
  const active: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = active instanceof vscode.TabInputText ? active.uri : undefined;
  const id = draftDocuments.draftIn(argument instanceof vscode.Uri ? argument : shown);
  if (id === undefined) return;
  const draft = (await draftDocuments.settle(id)) ? composer.find(id) : undefined;
  if (!draft) {
    void vscode.window.showWarningMessage(verbatim(words.noLongerHere()));
    return;
  }
  if (composer.logging) {
    void vscode.window.showWarningMessage(verbatim(words.notLoggedYet(words.anotherIsLogged())));
    return;
  }
  if (!composer.isInForm(id)) composer.open(draft);
  const entry = await composer.log();
  if (entry) {
    const { name, id: targetId } = entry.note.target;
    vscode.window.setStatusBarMessage(verbatim(words.logged(shortName(name ?? targetId))), 8000);
    return;
  }
  const why = composer.problems[0]?.message ?? composer.notice?.message;
  if (why !== undefined) void vscode.window.showWarningMessage(verbatim(words.notLoggedYet(why)));
}
