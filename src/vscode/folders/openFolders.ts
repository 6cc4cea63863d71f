import * as vscode from '../editor.ts';
import type { OpenFolders } from '../../folders/linkedCustomers.ts';
import type { Folder } from '../../folders/linkedFolder.ts';
import { fileInFront } from '../fileInFront.ts';

/** The folders of this window, now. `file`: the address of the file that is meant, in place of the one in front. */
export function openFolders(file?: string): OpenFolders {
  const at = file === undefined ? (fileInFront() ?? comparedInFront()) : vscode.Uri.parse(file);
  const front = at && vscode.workspace.getWorkspaceFolder(at);
  return {
    all: (vscode.workspace.workspaceFolders ?? []).map(folderOf),
    front: front && folderOf(front),
  };
}

function folderOf({ uri, name }: vscode.WorkspaceFolder): Folder {
  return { uri: uri.toString(), name };
}

/** What the tab in front compares with an earlier version. */
function comparedInFront(): vscode.Uri | undefined {
  const tab: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return tab instanceof vscode.TabInputTextDiff ? tab.modified : undefined;
}
