import * as z from 'zod';
import { commitSchema, type Commit } from '../../code/commitText.ts';
import { fullHash } from '../../code/repository.ts';
import * as vscode from '../editor.ts';

/*
 * What only the Git extension's own interface can tell, which exists where Notelog runs beside it. Its objects belong to
 * the whole editor: they are asked, and their answers read by schemas.
 */

/** Commits that are listed. */
const mostCommits = 200;

const branches = z.array(z.object({ remote: z.string().optional() }));

/** Which remotes have a commit (full hash), by their names; undefined: nobody can say. */
export async function remotesWith(root: string, commit: string): Promise<readonly string[] | undefined> {
  try {
    const repository = await openRepository(root);
    if (!repository) return undefined;
    const query = { remote: true, contains: fullHash.parse(commit) };
    // Branches of this machine are among them.
    const having = branches.parse(await ask(repository, 'getBranches', query));
    return [...new Set(having.flatMap(({ remote }) => remote ?? []))];
  } catch {
    return undefined;
  }
}

/** The last commits of a repository, the newest first; undefined: they cannot be read. */
export async function lastCommits(root: string): Promise<readonly Commit[] | undefined> {
  return await log(root, { maxEntries: mostCommits });
}

/** A commit (full hash) with the numbers of its diff. */
export async function commitWithNumbers(root: string, commit: string): Promise<Commit | undefined> {
  const commits = await log(root, { maxEntries: 1, range: fullHash.parse(commit), shortStats: true });
  return commits?.find(({ hash }) => hash === commit);
}

async function log(root: string, options: object): Promise<readonly Commit[] | undefined> {
  try {
    const repository = await openRepository(root);
    return repository && z.array(commitSchema).parse(await ask(repository, 'log', options));
  } catch {
    return undefined;
  }
}

async function openRepository(root: string): Promise<object | undefined> {
  const git: unknown = await vscode.extensions.getExtension('vscode.git')?.activate();
  const api = isObject(git) ? ask(git, 'getAPI', 1) : undefined;
  const repository = isObject(api) ? ask(api, 'getRepository', vscode.Uri.parse(root)) : undefined;
  return isObject(repository) ? repository : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Calls a method of an object of another extension. */
function ask(of: object, method: string, ...values: readonly unknown[]): unknown {
  const called: unknown = Reflect.get(of, method);
  if (typeof called !== 'function') throw new Error(`Git has no ${method}.`);
  return Reflect.apply(called, of, values);
}
