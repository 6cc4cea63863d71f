import * as vscode from '../editor.ts';
import { serverPath } from '../../agents/serverPath.ts';
import { publishState, withdrawState } from '../../agents/publishedState.ts';
import type { App } from '../../app/createApp.ts';
import { storagePaths } from '../../app/storagePaths.ts';
import { writeDurably } from '../../storage/durable.ts';
import { refuseLinks } from '../../storage/refuseLinks.ts';
import { codeOf, storageFailure } from '../../storage/storageFailure.ts';
import { folderIsLink } from '../../words/proposals.ts';
import type { Services } from '../services.ts';

/**
 * Keeps the folder for agents as the settings say, until it is disposed of: while agents may propose notes, the MCP server
 * of this version lies there, and what it may know of the accounts; otherwise the latter is removed, without which the
 * server does nothing.
 */
export function publishAgents(app: App, context: Services['context']): vscode.Disposable {
  let last = Promise.resolve();
  const publish = () => {
    last = last
      .then(() => publishNow(app, context))
      .catch((error: unknown) =>
        app.log.warn(`The folder for agents cannot be kept: ${storageFailure(error).detail ?? 'no detail'}`),
      );
  };
  publish();
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('notelog')) publish();
  });
}

/** Failure `storage`, or Node's own error. */
export async function publishNow(app: App, context: Services['context']): Promise<void> {
  const { files, newId, book, settings } = app;
  const { agents: folder } = storagePaths(context.globalStorageUri.fsPath);
  if (!settings.agentsEnabled()) {
    await withdrawState(files, folder);
    return;
  }
  await copyServer(app, vscode.Uri.joinPath(context.extensionUri, 'dist', 'mcp.cjs').fsPath, folder);
  await publishState({ files, folder, newId }, book.all());
}

/** The extension's own folder has its version in its name, so that a path into it is gone after an update. */
async function copyServer({ files, newId }: App, from: string, folder: string): Promise<void> {
  const bytes = await files.read(from);
  const to = serverPath(folder);
  const before = await files.read(to).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (before && Buffer.from(before).equals(bytes)) return;
  await refuseLinks(files, [folder], folderIsLink());
  await files.makeFolder(folder);
  await writeDurably(files, to, bytes, newId);
}
