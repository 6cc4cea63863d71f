import { join } from 'node:path';
import { run, startTree } from './processes.ts';
import { findProgram } from './setup.ts';

export interface Editor {
  /** One line for people: what was opened, and where. */
  readonly where: string;
  /** Resolves when the user closed it. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

export interface EditorChoices {
  readonly userData: string;
  readonly extensions: string;
  /** The extension to install in it. */
  readonly vsix: string;
  readonly folder: string;
}

/** The machine's own VS Code with user data of ours, or nothing where there is none that can show a window. */
export async function desktopEditor(choices: EditorChoices): Promise<Editor | undefined> {
  const code = await findProgram('code');
  const { env, platform, pid } = process;
  const hasDisplay = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  // In the terminal of a remote window, `code` talks to that window and takes no user data of ours.
  if (code === undefined || !hasDisplay || env['VSCODE_IPC_HOOK_CLI'] !== undefined) return undefined;

  const own = ['--user-data-dir', choices.userData, '--extensions-dir', choices.extensions];
  // Electron refuses to run as root with its sandbox.
  if (process.getuid?.() === 0) own.push('--no-sandbox');
  await run(code, [...own, '--install-extension', choices.vsix, '--force']);
  const quiet = ['--disable-workspace-trust', '--disable-telemetry', '--skip-welcome'];
  const tree = startTree(code, [...own, ...quiet, '--new-window', '--wait', choices.folder], env);
  tree.child.stdout?.resume();
  tree.child.stderr?.resume();
  const closed = new Promise<void>((resolve) => tree.child.once('exit', () => resolve()));
  return {
    where: `VS Code is open in a window of its own (${code}). Close it or press Ctrl+C here to end.`,
    closed,
    async stop() {
      await tree.stop();
      // The command line starts the window as a process of its own; its user data tells it from any other.
      const list = await run('ps', ['-A', '-o', 'pid=,args=']).then(
        ({ stdout }) => stdout,
        () => '',
      );
      for (const line of list.split('\n')) {
        const each = Number.parseInt(line, 10);
        if (line.includes(join(choices.userData, '')) && each !== pid) end(each);
      }
    },
  };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // Ended with its parent.
  }
}
