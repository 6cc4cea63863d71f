import { posix, win32 } from 'node:path';

/** What is known of the machine and of this process. */
export interface NodeFacts {
  readonly platform: NodeJS.Platform;
  /** The environment variable PATH. */
  readonly searchPath: string;
  /** Absolute path of this process's program, and whether that is the editor itself and no Node. */
  readonly ownProgram: string;
  readonly isEditor: boolean;
  readonly isFile: (path: string) => Promise<boolean>;
}

/**
 * The Node that an agent starts the server with. One of the user's own comes first: a program of the editor's goes with
 * its updates, and on Windows the editor cannot be updated while an agent runs it. One that is too old says so when it is
 * started with the server.
 */
export async function agentNode(facts: NodeFacts): Promise<{ command: string; env: Record<string, string> }> {
  const { platform, searchPath, ownProgram, isEditor, isFile } = facts;
  const path = platform === 'win32' ? win32 : posix;
  const name = platform === 'win32' ? 'node.exe' : 'node';
  const folders = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of new Set(folders)) {
    const command = path.join(folder, name);
    if (await isFile(command)) return { command, env: {} };
  }
  return { command: ownProgram, env: isEditor ? { ELECTRON_RUN_AS_NODE: '1' } : {} };
}
