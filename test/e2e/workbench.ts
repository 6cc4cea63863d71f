import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.ts';
import { run } from '../../scripts/processes.ts';
import { type Server, startServer } from '../../scripts/server.ts';
import { limits } from '../support/limits.ts';
import {
  builtInExtensions,
  builtInExtensionsWithGit,
  builtInExtensionsWithOthers,
} from './builtInExtensions.ts';
import { EditorWindow } from './editorWindow.ts';
import { installedExtension } from './installedExtension.ts';

interface WorkbenchChoices {
  /** Whether a link of the folder to a customer is offered after the second note; it is not by default. */
  readonly offersLink?: boolean;
  /** Files of the folder that the window opens, by path within it. Default: one `readme.txt`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /**
   * Makes a Git repository of the folder before the window opens, whose editor then has Git, as far as the settings let
   * it.
   */
  readonly repository?: (folder: string) => Promise<unknown>;
  /**
   * Whether extensions of others are there. The link in the folder's file `link.txt` then gets an address, in `address.txt`,
   * that opens it, and the file `sums.ts` has a test that fails.
   */
  readonly hasOthers?: boolean;
  /** Whether the window is in Restricted Mode. */
  readonly isRestricted?: boolean;
  /** User settings in addition to those below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The user's own keys, as in `keybindings.json`. */
  readonly keybindings?: readonly object[];
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** CSS pixels; default 1280 by 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The browser's name of itself, by which the editor knows the system that it runs on. */
  readonly userAgent?: string;
}

/** A running editor with the packaged extension installed, and its first window. */
interface Workbench {
  readonly window: EditorWindow;
  /** Absolute path of the open folder. */
  readonly folder: string;
  /** Absolute path of the extension's global storage. */
  readonly storage: string;
  readonly context: BrowserContext;
  /** Opens another window of the same editor and user on the same folder, with an extension host of its own. */
  readonly openWindow: () => Promise<EditorWindow>;
  /**
   * Ends the extension hosts of all windows at once, as a crash would, and resolves when the editor has started new
   * ones in their place, which it does by itself.
   */
  readonly killExtensionHost: () => Promise<void>;
  /**
   * Ends the server with all its extension hosts, as a shut-down machine would, runs `between`, and starts the server
   * again on the same user data and address. Windows that were open are reloaded.
   */
  readonly restart: (between?: () => Promise<void>) => Promise<void>;
  /** What the extension wrote to its log, of all windows, in no particular order of hosts. */
  readonly log: () => Promise<string>;
}

/** Settings under which nothing but the extension under test opens, moves, or uses the network. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.colorTheme': 'Dark Modern',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  // Without a graphics card, an editor in a layer of its own is copied whole for each frame: at each blink of its caret.
  'editor.disableLayerHinting': true,
  'editor.cursorBlinking': 'solid',
  // The editor would look through all processes for open ports, every few seconds.
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'files.simpleDialog.enable': true,
  // A file that opens late would be selected alone in place of what a test has selected meanwhile.
  'explorer.autoReveal': false,
  // Notes leave at once; tests of Undo give it time.
  'notelog.undoSeconds': 0,
};

/** A window in Restricted Mode, without a question or a banner. */
const restrictedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/**
 * Starts an editor with user data, a folder and a browser of its own, runs `work` in it, and removes all of it. When
 * `work` throws, a picture of each window is left in test/.output/pictures, named `failed-…`.
 */
export async function withWorkbench(
  work: (workbench: Workbench) => Promise<void>,
  choices: WorkbenchChoices = {},
): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const scratch = await mkdtemp(join(tmpdir(), 'notelog-e2e-'));
  cleanup.defer(() => rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const folder = join(scratch, 'customers');
  const userData = join(scratch, 'user');
  await writeFiles(folder, choices.files ?? { 'readme.txt': 'A folder.\n' });
  await choices.repository?.(folder);
  const isRestricted = choices.isRestricted === true;
  const settings = { ...quietSettings, ...(isRestricted && restrictedSettings), ...choices.settings };
  await writeFiles(join(userData, 'User'), {
    'settings.json': JSON.stringify(settings),
    'keybindings.json': JSON.stringify(choices.keybindings ?? []),
  });

  const storage = join(userData, 'User', 'globalStorage', 'notelog.notelog');
  if (choices.offersLink !== true) await writeFiles(storage, { 'folder-links.json': declinedLink(folder) });

  const extensions = await installedExtension();
  const start = (port?: number) =>
    startServer({
      userData,
      extensions,
      builtInExtensions: builtInFor(choices),
      asksForTrust: isRestricted,
      ...(port !== undefined && { port }),
      ...(choices.env !== undefined && { env: choices.env }),
    });
  let server = await start();
  cleanup.defer(() => server.stop());
  const browser = await launchBrowser();
  cleanup.defer(() => browser.close());
  const context = await browser.newContext({
    viewport: choices.viewport ?? { width: 1280, height: 800 },
    locale: 'en-GB',
    ...(choices.userAgent !== undefined && { userAgent: choices.userAgent }),
    permissions: ['clipboard-read', 'clipboard-write'],
    // The server would compress 19 MB of script for each window anew.
    extraHTTPHeaders: { 'accept-encoding': 'identity' },
  });
  context.setDefaultTimeout(limits.wait);

  const windows: EditorWindow[] = [];
  const openWindow = async (): Promise<EditorWindow> => {
    const url = new URL(server.origin);
    url.searchParams.set('folder', folder);
    const opened = new EditorWindow(await context.newPage(), url.href);
    windows.push(opened);
    await opened.open();
    return opened;
  };
  const openWindows = () => windows.filter(({ page }) => !page.isClosed());
  const restart = async (between?: () => Promise<void>): Promise<void> => {
    const { port } = new URL(server.origin);
    await server.stop();
    await between?.();
    server = await start(Number(port));
    for (const window of openWindows()) await window.reload();
  };
  try {
    await work({
      window: await openWindow(),
      folder,
      storage,
      context,
      openWindow,
      killExtensionHost: () => killExtensionHosts(server, openWindows().length),
      restart,
      log: () => readLogs(join(userData, 'logs')),
    });
  } catch (error) {
    for (const [index, window] of windows.entries()) {
      await window.pictureOfFailure(`failed-${Date.now()}-${index + 1}`).catch(() => undefined);
    }
    throw error;
  }
}

function builtInFor({ repository, hasOthers = false }: WorkbenchChoices): string {
  if (hasOthers) return builtInExtensionsWithOthers;
  return repository ? builtInExtensionsWithGit : builtInExtensions;
}

/** What Notelog keeps of a folder for which the user does not want to be asked for a link. */
function declinedLink(folder: string): string {
  const declined = {
    uri: pathToFileURL(folder).href,
    name: basename(folder),
    links: [],
    isDeclined: true,
    noted: [],
  };
  return JSON.stringify({ version: 1, folders: [declined] });
}

async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

async function extensionHosts(server: Server): Promise<number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,pgid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid = '', pgid = '', ...args] = line.trim().split(/\s+/);
    return Number(pgid) === server.tree.child.pid && args.includes('--type=extensionHost')
      ? [Number(pid)]
      : [];
  });
}

/** A window that was just reloaded or closed may still have its old host, in whose place none is started. */
async function killExtensionHosts(server: Server, windows: number): Promise<void> {
  const killed = await extensionHosts(server);
  if (killed.length === 0) throw new Error('No extension host is running.');
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  for (const end = performance.now() + limits.wait; performance.now() < end;) {
    const fresh = (await extensionHosts(server)).filter((pid) => !killed.includes(pid));
    if (fresh.length === windows) return;
    await delay(200);
  }
  throw new Error('The editor did not start its extension hosts again.');
}

async function readLogs(folder: string): Promise<string> {
  const paths = await readdir(folder, { recursive: true });
  const own = paths.filter((path) => /notelog\.notelog.*\.log$/.test(path)).sort();
  return (await Promise.all(own.map((path) => readFile(join(folder, path), 'utf8')))).join('');
}
