import * as vscode from './editor.ts';

/** The file that the tab in front shows; undefined: it shows none. */
export function fileInFront(): vscode.Uri | undefined {
  const tab: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return tab instanceof vscode.TabInputText ||
    tab instanceof vscode.TabInputCustom ||
    tab instanceof vscode.TabInputNotebook
    ? tab.uri
    : undefined;
}
