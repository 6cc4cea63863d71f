import { locationText, pageOf, type CodeFile } from '../../code/location.ts';
import { linesOf, type Lines, type TextRange } from '../../code/lines.ts';
import type { Markup } from '../../code/markup.ts';
import { linkedCommit } from '../../code/repository.ts';
import * as vscode from '../editor.ts';
import { fileName } from '../fileName.ts';
import { gitStarted, remotesWith } from '../git/gitApi.ts';
import { committedText, repositoryOf, stateOf } from '../git/gitCommands.ts';
import type { Services } from '../services.ts';

/** A document as a note says where it is. */
export type CodeDocument = Pick<vscode.TextDocument, 'uri' | 'encoding' | 'lineAt' | 'lineCount'>;

/** A document's file, with what can be linked of it. */
export async function codeFileOf(
  { settings, clock }: Pick<Services, 'settings' | 'clock'>,
  { uri, encoding }: CodeDocument,
): Promise<CodeFile> {
  await gitStarted(clock);
  const file = await repositoryOf(uri);
  const state = file && (await stateOf(file.root));
  // Without a HEAD, nothing is known of it yet.
  if (!file || !state?.HEAD) return { path: file?.path ?? pathInFolder(uri), version: undefined };
  const linked = await linkedCommit(state, (commit) => remotesWith(file.root, commit));
  const committed = linked ? await committedText(file, linked.commit, encoding) : 'absent';
  const web = pageOf(state, linked?.remotes, settings.codeHosts());
  return { path: file.path, version: { linked, web, committed } };
}

/** Where a range of a document is, as a note says it. */
export async function locationOf(
  services: Pick<Services, 'settings' | 'clock'>,
  markup: Markup,
  document: CodeDocument,
  range: TextRange,
): Promise<string> {
  const lines = linesOf(range);
  return locationText(markup, await codeFileOf(services, document), lines, wholeLines(document, lines));
}

/** The text of whole lines; those that are not there are left out. */
export function wholeLines(document: CodeDocument, { first, last }: Lines): string {
  const texts: string[] = [];
  for (let line = first - 1; line < Math.min(last, document.lineCount); line += 1)
    texts.push(document.lineAt(line).text);
  return texts.join('\n');
}

/** The path from the folder that is open; of a file elsewhere the name alone, since its folders say who the user is. */
function pathInFolder(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder && uri.path.startsWith(`${folder.uri.path}/`)
    ? uri.path.slice(folder.uri.path.length + 1)
    : fileName(uri);
}
