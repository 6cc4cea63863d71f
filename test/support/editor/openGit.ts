import { URI } from 'vscode-uri';
import type { Editor } from './editor.ts';
import { EventEmitter } from './events.ts';

/** What a test says of a repository. */
interface Repository {
  /** Absolute path. */
  readonly root: string;
  /** Undefined: the Git extension has not read the repository yet, and does when it is asked for its status. */
  readonly HEAD?: unknown;
  readonly remotes?: unknown;
  /** The files in its commits, by `HASH:path`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Names of the remotes that have a commit, by its hash. */
  readonly having?: Readonly<Record<string, readonly string[]>>;
  readonly commits?: readonly { readonly hash: string }[];
}

/** Where the Git extension runs: beside Notelog, in the other extension host, or before it has been turned on. */
type Where = 'here' | 'elsewhere' | 'off';

/**
 * Gives the editor a Git with these repositories, as its extension has it. Returns what its interface was asked, each
 * call by its name with its argument.
 */
export function openGit(editor: Editor, repositories: readonly Repository[], where: Where = 'here') {
  const asked: (readonly [string, unknown])[] = [];
  const uriOf = ({ root }: Repository) => URI.file(root).toString();
  const checkIsOn = () => {
    if (where === 'off') throw new Error('Git model not found');
  };
  editor.otherCommands.set('git.api.getRepositories', () => {
    checkIsOn();
    return repositories.map(uriOf);
  });
  editor.otherCommands.set('git.api.getRepositoryState', (root) => {
    const found = repositories.find((each) => uriOf(each) === root);
    return found ? { HEAD: found.HEAD, remotes: found.remotes, workingTreeChanges: [] } : null;
  });
  for (const { root, files } of repositories)
    for (const [name, content] of Object.entries(files ?? {})) {
      const at = name.indexOf(':');
      const file = URI.file(`${root}/${name.slice(at + 1)}`);
      // On Windows, as a path on a share has it.
      const path =
        file.authority === '' ? file.path : `//${file.authority}${file.path}`.replaceAll('/', '\\');
      const query = JSON.stringify({ path, ref: name.slice(0, at) });
      editor.virtualFiles.set(file.with({ scheme: 'git', query }).toString(), Buffer.from(content));
    }
  if (where !== 'elsewhere') editor.extensions.set('vscode.git', { getAPI });
  return asked;

  function getAPI() {
    checkIsOn();
    return {
      state: 'initialized',
      repositories: repositories.map((each) => new OpenRepository(each, asked)),
      getRepository: (uri: URI) => {
        const found = repositories.find((each) => uriOf(each) === uri.toString());
        return found ? new OpenRepository(found, asked) : null;
      },
    };
  }
}

/**
 * A Git extension that has just been started and looks for these repositories: there are none until `start` is called.
 * `listeners` tells how many wait for that.
 */
export function openGitLate(editor: Editor, repositories: readonly Repository[]) {
  const changed = new EventEmitter<string>();
  const api = { state: 'uninitialized', onDidChangeState: changed.event, repositories: [] };
  editor.extensions.set('vscode.git', { getAPI: () => api });
  editor.otherCommands.set('git.api.getRepositories', () => []);
  const start = () => {
    openGit(editor, repositories);
    api.state = 'initialized';
    changed.fire('initialized');
  };
  return { start, listeners: () => changed.size };
}

/** It works only as the object that it is, like the extension's own. */
class OpenRepository {
  readonly #repository: Repository;
  readonly #asked: (readonly [string, unknown])[];

  constructor(repository: Repository, asked: (readonly [string, unknown])[]) {
    this.#repository = repository;
    this.#asked = asked;
  }

  get state() {
    return { HEAD: this.#repository.HEAD };
  }

  status(): Promise<void> {
    this.#asked.push(['status', this.#repository.root]);
    return Promise.resolve();
  }

  getBranches(query: { readonly contains: string }): Promise<readonly object[]> {
    this.#asked.push(['getBranches', query]);
    const remotes = this.#repository.having?.[query.contains];
    if (!remotes) return Promise.reject(new Error('no such commit'));
    return Promise.resolve([
      { name: 'main' },
      ...remotes.map((remote) => ({ name: `${remote}/main`, remote })),
    ]);
  }

  log(options: { readonly range?: string }): Promise<readonly object[]> {
    this.#asked.push(['log', options]);
    const { commits = [] } = this.#repository;
    return Promise.resolve(commits.filter(({ hash }) => (options.range ?? hash) === hash));
  }
}
