import type { Clock } from '../../base/clock.ts';
import { parseRemote } from '../../code/remote.ts';
import type { FolderGit } from '../../folders/folderPattern.ts';
import * as vscode from '../editor.ts';
import { gitStarted } from './gitApi.ts';
import { repositoryOf, stateOf } from './gitCommands.ts';

/** What Git says of the repository in which a folder (its address) lies; undefined: it is in none, or there is no Git. */
export async function folderGit(folder: string, clock: Pick<Clock, 'wait'>): Promise<FolderGit | undefined> {
  await gitStarted(clock);
  // Of a file in it, since the folder may be the root.
  const found = await repositoryOf(vscode.Uri.joinPath(vscode.Uri.parse(folder), '.git'));
  const state = found && (await stateOf(found.root));
  if (!state) return undefined;
  return {
    remotes: state.remotes.flatMap(({ fetchUrl }) => parseRemote(fetchUrl ?? '') ?? []),
    branch: state.HEAD?.name ?? undefined,
  };
}
