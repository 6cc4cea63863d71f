import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { root } from './build.ts';
import { setupFolder, vscodeVersion } from './setup.ts';

/**
 * The VS Code to test in: the desktop build where it can show a window and be downloaded, else the project's own
 * executable, which puts the server build and Chromium behind the desktop's arguments. NOTELOG_VSCODE_VERSION, such as
 * `1.105.0` or `stable`, asks for the desktop build of that version and no other.
 */
async function hostExecutable(): Promise<string> {
  const server = join(root, 'test', 'host', 'serverCode');
  const hasDisplay = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  const asked = process.env['NOTELOG_VSCODE_VERSION'];
  if (asked !== undefined && asked !== '')
    return downloadAndUnzipVSCode({ version: asked, cachePath: setupFolder });
  if (process.platform === 'linux' && !hasDisplay) return server;
  try {
    return await downloadAndUnzipVSCode({ version: vscodeVersion, cachePath: setupFolder, timeout: 10_000 });
  } catch (error) {
    console.log(`The desktop build is not to be had (${String(error)}): testing in the server build.`);
    return server;
  }
}

export interface HostRun {
  /** Folder of the extension under development. */
  readonly extension: string;
  /** Folder of installed extensions; default: an empty one. */
  readonly installed?: string;
  /** A CommonJS file that exports `run(): Promise<void>`. */
  readonly tests: string;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Opened in the window; default: none. */
  readonly folder?: string;
}

/** Runs a test module inside an extension host with user data of its own. Throws when the module's run() rejects. */
export async function runInHost(choices: HostRun): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'notelog-host-'));
  try {
    await runTests({
      vscodeExecutablePath: await hostExecutable(),
      extensionDevelopmentPath: choices.extension,
      extensionTestsPath: choices.tests,
      extensionTestsEnv: { ...choices.env },
      launchArgs: [
        ...(choices.folder === undefined ? [] : [choices.folder]),
        `--user-data-dir=${join(scratch, 'user')}`,
        `--extensions-dir=${choices.installed ?? join(scratch, 'extensions')}`,
        '--disable-telemetry',
      ],
    });
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
