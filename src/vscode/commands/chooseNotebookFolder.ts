import * as vscode from '../editor.ts';
import type { Services } from '../services.ts';
import { constant, verbatim } from '../verbatim.ts';

/** `Notelog: Choose Notebook Folder`: where new notes of the notebook are kept from now on. */
export async function chooseNotebookFolder(services: Services): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: constant`Folder for the notebook’s Markdown files`,
      openLabel: constant`Keep Notes Here`,
    })) ?? [];
  if (!folder) return;
  if (folder.scheme !== 'file')
    return void vscode.window.showErrorMessage(
      constant`The notebook needs a folder on this machine’s own disk. Choose another.`,
    );
  await services.settings.saveNotebookFolder(folder.fsPath);
  void vscode.window.showInformationMessage(
    verbatim(`New notes are kept in ${folder.fsPath}. Earlier ones stay where they are.`),
  );
  await services.tree.refresh();
}
