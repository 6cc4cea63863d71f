import * as vscode from './editor.ts';

/** A dropped address: the file that it leads to, or the address of one that is not taken. */
type DroppedAddress = { readonly file: vscode.Uri } | { readonly refused: vscode.Uri };

/**
 * Files that were dropped with their addresses. Any page could have put addresses into what is dragged: only what the
 * user sees in this window is taken, files in the open folders and those in tabs.
 */
export function droppedAddresses(addresses: readonly string[]): readonly DroppedAddress[] {
  const uris = addresses.flatMap((address) => parsed(address) ?? []);
  return uris.map((uri) => {
    const file = [uri, onThisSide(uri)].find((each) => isInOpenFolder(each) || isInTab(each));
    return file ? { file } : { refused: uri };
  });
}

/** The window names a file of a server by that server; on the server itself the same file is a local one. */
function onThisSide(uri: vscode.Uri): vscode.Uri {
  return uri.scheme === 'vscode-remote' ? vscode.Uri.file(uri.path) : uri;
}

/** The editor compares the paths as they are written, so that one could lead out of its folder again. */
function isInOpenFolder(uri: vscode.Uri): boolean {
  const leadsOut = uri.path.split(/[\\/]/).includes('..');
  return !leadsOut && vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

function isInTab(uri: vscode.Uri): boolean {
  const address = uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === address),
  );
}

function parsed(address: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return undefined;
  }
}
