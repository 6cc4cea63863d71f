import * as z from 'zod';
import type { CommittedText } from '../../code/location.ts';
import { fullHash, repositoryStateSchema, type RepositoryState } from '../../code/repository.ts';
import * as vscode from '../editor.ts';

/*
 * The editor's Git by its commands and its file system. They reach the Git of the other extension host, too, and need no
 * more than texts. Git itself is never run from here, since what a repository says can make it run anything.
 */

/** A file in a repository. */
export interface RepositoryFile {
  /** The repository's root, a URI as Git gives it. */
  readonly root: string;
  /** From the root, with `/`. */
  readonly path: string;
}

/** The roots of all repositories that are open, as URIs; undefined: there is no Git in this window. */
export async function repositoryRoots(): Promise<readonly string[] | undefined> {
  try {
    return z.array(z.string()).parse(await vscode.commands.executeCommand('git.api.getRepositories'));
  } catch {
    // Not installed, turned off, or off in Restricted Mode.
    return undefined;
  }
}

/** The innermost open repository in which a file lies. */
export async function repositoryOf(uri: vscode.Uri): Promise<RepositoryFile | undefined> {
  const path = pathOnDisk(uri);
  if (path === undefined) return undefined;
  const roots = (await repositoryRoots()) ?? [];
  const around = roots
    .map((root) => ({ root, start: folderStart(placeOnDisk(vscode.Uri.parse(root))) }))
    .filter(({ start }) => path.startsWith(start))
    .sort((one, other) => other.start.length - one.start.length);
  const [innermost] = around;
  return innermost && { root: innermost.root, path: path.slice(innermost.start.length) };
}

/** What is known of a repository; undefined: it has just been closed. */
export async function stateOf(root: string): Promise<RepositoryState | undefined> {
  try {
    return repositoryStateSchema.parse(
      await vscode.commands.executeCommand('git.api.getRepositoryState', root),
    );
  } catch {
    return undefined;
  }
}

/** The text of a file in a commit (full hash). */
export async function committedText(
  { root, path }: RepositoryFile,
  commit: string,
  encoding: string,
): Promise<CommittedText> {
  const { authority, path: folder } = vscode.Uri.parse(root);
  const full = `${folderStart(folder)}${path}`;
  const query = JSON.stringify({ path: nativePath(authority, full), ref: fullHash.parse(commit) });
  const uri = vscode.Uri.from({ scheme: 'git', authority, path: full, query });
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    const text = await vscode.workspace.decode(bytes, { encoding });
    // An older editor gives nothing for a file that is not there.
    return bytes.length === 0 ? 'absent' : { text: text.replace(/^\ufeff/, '') };
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'FileNotFound'
      ? 'absent'
      : 'unreadable';
  }
}

/** The path of a file that Git may know, be it as it is now or, as in a diff, as it was. */
function pathOnDisk(uri: vscode.Uri): string | undefined {
  switch (uri.scheme) {
    case 'file':
      return placeOnDisk(uri);
    case 'vscode-remote':
      return drive(uri.path);
    case 'git':
      return gitQuery.safeParse(uri.query).success ? placeOnDisk(uri) : undefined;
    default:
      return undefined;
  }
}

/** A submodule's own diff has a query of another form, and is in no file. */
const gitQuery = z.string().transform((query, context) => {
  try {
    return z.object({ path: z.string(), submoduleOf: z.undefined().optional() }).parse(JSON.parse(query));
  } catch {
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  }
});

/** A path with the machine that shares it, where it is on another one of the network: two may have the same path. */
function placeOnDisk({ authority, path }: vscode.Uri): string {
  return authority === '' ? drive(path) : `//${authority.toLowerCase()}${path}`;
}

/** How the paths of what is in a folder begin. */
function folderStart(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

/** Windows does not tell `C:` from `c:`. */
function drive(path: string): string {
  return path.replace(/^\/[A-Z]:/, (start) => start.toLowerCase());
}

/** A path as the machine has it on which Git runs, which may be another one. `authority`: who shares it in the network. */
function nativePath(authority: string, path: string): string {
  const backslashed = path.replaceAll('/', '\\');
  if (authority !== '') return `\\\\${authority}${backslashed}`;
  return /^\/[A-Za-z]:/.test(path) ? backslashed.slice(1) : path;
}
