import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { run, startTree, type Tree } from './processes.ts';
import { serverBuild } from './setup.ts';

interface ServerChoices {
  /** Settings, storage and everything else that the editor and its extensions write. */
  readonly userData: string;
  readonly extensions: string;
  /** Whether folders are opened in Restricted Mode until the user trusts them. */
  readonly asksForTrust?: boolean;
  /** Honour a folder under development and a test module; hides notifications, so not for tests of the UI. */
  readonly testDriver?: boolean;
  /** The folder of the built-in extensions. Default: those of the server build, nearly a hundred. */
  readonly builtInExtensions?: string;
  /** Default: any free one. */
  readonly port?: number;
  /** On top of this process's own environment; reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Gets each line that the server prints. */
  readonly onLine?: (line: string) => void;
}

/** A running server build of VS Code. */
export interface Server {
  /** Such as http://127.0.0.1:40123. */
  readonly origin: string;
  readonly tree: Tree;
  stop(): Promise<void>;
}

/**
 * The environment without what would lead this server elsewhere: run in an editor's own terminal, VSCODE_… would make
 * it open its folder in that editor; PORT and PASSWORD are code-server's own.
 */
function environment(choices: Pick<ServerChoices, 'userData' | 'env'>): Record<string, string | undefined> {
  const foreign = /^(VSCODE_|CODE_SERVER_|CS_|ELECTRON_)|^(PORT|PASSWORD|HASHED_PASSWORD|NODE_OPTIONS)$/;
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  // code-server keeps its own files under these; the user's are not touched.
  const places = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR'];
  const private_ = Object.fromEntries(places.map((name) => [name, join(choices.userData, 'server')]));
  return { ...own, ...private_, ...choices.env };
}

async function folders({
  userData,
  extensions,
}: Pick<ServerChoices, 'userData' | 'extensions'>): Promise<string[]> {
  await mkdir(join(userData, 'server'), { recursive: true });
  await mkdir(extensions, { recursive: true });
  const config = join(userData, 'server', 'config.yaml');
  await writeFile(config, '');
  return ['--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
}

/** Starts the server build (installing it first when need be) and resolves when it answers. */
export async function startServer(choices: ServerChoices): Promise<Server> {
  const entry = await serverBuild();
  const tree = startTree(
    process.execPath,
    [
      entry,
      ...(await folders(choices)),
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${choices.port ?? 0}`],
      ...['--disable-telemetry', '--disable-update-check'],
      ...(choices.asksForTrust === true ? [] : ['--disable-workspace-trust']),
      ...['--disable-getting-started-override', '--ignore-last-opened'],
      // A closed window's extension host would otherwise live on for three hours.
      ...['--reconnection-grace-time', '1'],
      ...(choices.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ...(choices.builtInExtensions === undefined
        ? []
        : ['--vscode-option', `builtin-extensions-dir=${choices.builtInExtensions}`]),
    ],
    environment(choices),
  );
  try {
    const origin = await address(tree, choices.onLine);
    return { origin, tree, stop: () => tree.stop() };
  } catch (error) {
    await tree.stop();
    throw error;
  }
}

/** Installs a VSIX file into an extensions folder. */
export async function installExtension(vsix: string, choices: Omit<ServerChoices, 'port'>): Promise<void> {
  const entry = await serverBuild();
  const env = Object.fromEntries(
    Object.entries(environment(choices)).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  await run(process.execPath, [entry, ...(await folders(choices)), '--install-extension', vsix], {
    env,
    extendEnv: false,
  });
}

/** Reads on after the address has come: a full pipe would stop the server. */
function address(tree: Tree, onLine: ServerChoices['onLine']): Promise<string> {
  const { stdout, stderr } = tree.child;
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => fail('did not start within five minutes'), 5 * 60_000);
    function fail(what: string): void {
      clearTimeout(tooLate);
      reject(new Error(`The server build of VS Code ${what}.\n${said.join('\n')}`));
    }
    for (const stream of [stdout, stderr]) {
      if (stream === null) continue;
      createInterface(stream).on('line', (line) => {
        if (said.length < 100) said.push(line);
        onLine?.(line);
        const found = /HTTP server listening on (http:\/\/[\d.]+:\d+)/.exec(line)?.[1];
        if (found === undefined) return;
        clearTimeout(tooLate);
        resolve(found);
      });
    }
    tree.child.once('exit', (code) => fail(`ended with ${code ?? 'a signal'}`));
    tree.child.once('error', ({ message }) => fail(`could not be started: ${message}`));
  });
}
