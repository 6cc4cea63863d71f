import * as vscode from '../editor.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/files.ts';

/** `Notelog: Choose Notebook Folder`: where new notes of the notebook are kept from now on. */
export async function chooseNotebookFolder(services: Services): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: verbatim(words.notebookFolder()),
      openLabel: verbatim(words.keepNotesHere()),
    })) ?? [];
  if (!folder) return;
  if (folder.scheme !== 'file')
    return void vscode.window.showErrorMessage(verbatim(words.notebookNeedsDisk()));
  await services.settings.saveNotebookFolder(folder.fsPath);
  void vscode.window.showInformationMessage(verbatim(words.notebookIsIn(folder.fsPath)));
  await services.tree.refresh();
}
