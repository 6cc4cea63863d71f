import type { FolderGit } from './folderPattern.ts';

/** What Git said of folders when it was last asked. Nothing is asked by itself. */
export class Repositories {
  readonly #ask: (folder: string) => Promise<FolderGit | undefined>;
  readonly #known = new Map<string, FolderGit>();

  /** `ask`: asks Git about a folder, by its address; undefined: it has no repository, or there is no Git. */
  constructor(ask: (folder: string) => Promise<FolderGit | undefined>) {
    this.#ask = ask;
  }

  /** Undefined: nothing is known. */
  of(folder: string): FolderGit | undefined {
    return this.#known.get(folder);
  }

  /** Asks about a folder. Never rejects. */
  async look(folder: string): Promise<FolderGit | undefined> {
    const git = await this.#ask(folder).catch(() => undefined);
    if (git) this.#known.set(folder, git);
    else this.#known.delete(folder);
    return git;
  }
}
