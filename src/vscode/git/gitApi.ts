import * as z from 'zod';
import type { Clock } from '../../base/clock.ts';
import { commitSchema, type Commit } from '../../code/commitText.ts';
import { fullHash } from '../../code/repository.ts';
import * as vscode from '../editor.ts';

/*
 * What only the Git extension's own interface can tell, which exists where Notelog runs beside it. Its objects belong to
 * the whole editor: they are asked, and their answers read by schemas.
 */

/** Commits that are listed. */
const mostCommits = 200;

/** Milliseconds. The user waits meanwhile. */
const longestStart = 10_000;

const anObject = z.custom<object>(isObject);
const apiSchema = z.object({ state: z.string(), repositories: z.array(anObject) });
const repositorySchema = z.object({ state: z.object({ HEAD: z.unknown() }) });

const branches = z.array(z.object({ remote: z.string().optional() }));

/**
 * Waits until Git knows the repositories of the window and where each of them stands, ten seconds at most: when a window
 * has just opened, it looks for them, and says meanwhile that there are none. Never rejects.
 */
export async function gitStarted(clock: Pick<Clock, 'wait'>): Promise<void> {
  const over = new AbortController();
  const limit = clock.wait(longestStart, over.signal).catch(() => undefined);
  await Promise.race([start(over.signal).catch(() => undefined), limit]);
  over.abort();
}

/** Listens to Git until `over` at the latest. */
async function start(over: AbortSignal): Promise<void> {
  const api = await gitInterface();
  if (!api) return;
  if (apiSchema.parse(api).state === 'uninitialized') await changeOfState(api, over);
  const { repositories } = apiSchema.parse(api);
  // What is in a repository is read after it has been found; HEAD is there as soon as it was read, without any commit too.
  const unread = repositories.filter((each) => !repositorySchema.parse(each).state.HEAD);
  await Promise.all(unread.map((each) => ask(each, 'status')));
}

function changeOfState(api: object, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listener = anObject.parse(ask(api, 'onDidChangeState', () => resolve()));
    over.addEventListener('abort', () => ask(listener, 'dispose'), { once: true });
  });
}

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
  const api = await gitInterface();
  const repository = api && ask(api, 'getRepository', vscode.Uri.parse(root));
  return isObject(repository) ? repository : undefined;
}

/** Undefined: it is not here. Throws where Git is turned off. */
async function gitInterface(): Promise<object | undefined> {
  const git: unknown = await vscode.extensions.getExtension('vscode.git')?.activate();
  const api = isObject(git) ? ask(git, 'getAPI', 1) : undefined;
  return isObject(api) ? api : undefined;
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
