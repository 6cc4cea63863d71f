import * as vscode from '../editor.ts';

/** The scheme of drafts that are written in the editor; as in package.json. */
export const draftScheme = 'notelog-draft';

/** A draft's document. No name of a customer is in it: the editor remembers the paths of what was open. */
export function draftUri(draftId: string, name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: draftScheme, path: `/${draftId}/${name}.md` });
}

/** The id of the draft that a document is; undefined: it is no draft's. */
export function draftIdOf({ scheme, path }: vscode.Uri): string | undefined {
  return scheme === draftScheme ? /^\/([^/]+)\/[^/]+\.md$/.exec(path)?.[1] : undefined;
}
