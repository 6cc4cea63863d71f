import * as vscode from '../editor.ts';
import type { Log } from '../../base/log.ts';
import { readTemplates } from '../../templates/readTemplates.ts';
import type { TemplateFile } from '../../templates/template.ts';

/**
 * The templates in `.notelog/templates` of each folder of a window that the user trusts; read by the editor, so that the
 * folders may lie anywhere. Links are left out: they may lead out of the folder.
 */
export async function workspaceTemplates(log: Log): Promise<readonly TemplateFile[]> {
  if (!vscode.workspace.isTrusted) return [];
  const all = (vscode.workspace.workspaceFolders ?? []).map((folder) =>
    templatesOf(folder).catch((error: unknown): readonly TemplateFile[] => {
      log.error('The templates of a folder cannot be read', error);
      return [];
    }),
  );
  return (await Promise.all(all)).flat();
}

async function templatesOf({ uri, name }: vscode.WorkspaceFolder): Promise<readonly TemplateFile[]> {
  const { fs } = vscode.workspace;
  const own = vscode.Uri.joinPath(uri, '.notelog');
  const folder = vscode.Uri.joinPath(own, 'templates');
  if (!(await isFolder(own)) || !(await isFolder(folder))) return [];
  const at = (fileName: string) => vscode.Uri.joinPath(folder, fileName);
  return await readTemplates({
    origin: { from: 'workspace', folder: name },
    names: async () =>
      (await fs.readDirectory(folder)).flatMap(([fileName, type]) =>
        type === vscode.FileType.File ? [fileName] : [],
      ),
    size: async (fileName) => (await fs.stat(at(fileName))).size,
    read: async (fileName) => await fs.readFile(at(fileName)),
    uri: (fileName) => at(fileName).toString(),
  });
}

/** False for a link, and where there is nothing. */
async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const facts = await vscode.workspace.fs.stat(uri).then(
    (found) => found,
    () => undefined,
  );
  return facts?.type === vscode.FileType.Directory;
}
