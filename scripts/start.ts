import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentedLimits } from '../test/sandbox/options.ts';
import { type Sandbox, startSandbox } from '../test/sandbox/sandbox.ts';
import { demoCustomers, demoEntities } from '../test/sandbox/demo.ts';
import { greetingState } from '../test/sandbox/greeting.ts';
import { root } from './build.ts';
import { desktopEditor, type Editor, type EditorChoices } from './desktop.ts';
import { packageExtension } from './package.ts';
import { interruptible } from './processes.ts';
import { readyAccounts, readyChartmogul } from './readyAccounts.ts';
import { installExtension, startServer } from './server.ts';
import { serverBuild, setupFolder } from './setup.ts';
import { leaveWaitingNote } from './waitingNote.ts';

/*
 * `npm start`: Notelog in a real VS Code, with accounts of a sandbox ready to use, and a customer, Northwind, that has
 * something of everything. Everything it writes is under .vscode-test/start; what was written in the last session is
 * still there in the next.
 */

const home = join(setupFolder, 'start');

/** Kept when they are free: the editor in the browser stores by origin, and keys are bound to their service's. */
const ports = { sandbox: 4010, editor: 4020 };

const sample = `# Call with Northwind

- The export should run at night.
- A quote is due on Friday.
`;

/** The smallest file that readers accept as a PDF: one empty page. */
const samplePdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  // The folder lies inside this repository.
  'git.openRepositoryInParentFolders': 'never',
};

async function sandboxOnFreePort(): Promise<Sandbox> {
  const start = (port: number) => startSandbox({ port, switches: documentedLimits, seed: greetingState });
  return start(ports.sandbox).catch(() => start(0));
}

/** Written when it is missing; what the user changed stays. */
async function writeOnce(path: string, content: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content, { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

/** The server build, for a browser of the user's choice. */
async function serverEditor(choices: EditorChoices): Promise<Editor> {
  await serverBuild();
  await installExtension(choices.vsix, choices);
  const start = (port: number) => startServer({ ...choices, port });
  const server = await start(ports.editor).catch(() => start(0));
  const url = new URL(server.origin);
  url.searchParams.set('folder', choices.folder);
  return {
    where: `VS Code is ready. Open this address in a browser: ${url.href}\nPress Ctrl+C here to end.`,
    closed: new Promise((resolve) => server.tree.child.once('exit', () => resolve())),
    stop: () => server.stop(),
  };
}

await interruptible(async (interrupted) => {
  const stopped = new Promise<void>((resolve) => interrupted.addEventListener('abort', () => resolve()));
  await using cleanup = new AsyncDisposableStack();
  console.log('Starting the sandbox that stands in for both services …');
  const sandbox = cleanup.use(await sandboxOnFreePort());
  console.log(`  ChartMogul      ${sandbox.chartmogulUrl}   customer ${demoCustomers.northwind.uuid}`);
  console.log(
    `  ActivePlatform  ${sandbox.activeplatformUrl}      subscription ${demoEntities.subscription}`,
  );

  console.log('Building the extension, with accounts for the sandbox …');
  const vsix = join(home, 'notelog.vsix');
  await mkdir(home, { recursive: true });
  await packageExtension(vsix, readyAccounts(sandbox));
  // dist holds the sandbox's keys now; nothing else may pick them up.
  await rm(join(root, 'dist'), { recursive: true });

  const choices = {
    userData: join(home, 'user'),
    extensions: join(home, 'extensions'),
    folder: join(home, 'customers'),
    vsix,
  };
  await writeOnce(join(choices.userData, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  const storage = join(choices.userData, 'User', 'globalStorage', 'notelog.notelog');
  await leaveWaitingNote(storage, { ...readyChartmogul, place: sandbox.chartmogulUrl }, Date.now());
  await writeOnce(join(choices.folder, 'northwind-call.md'), sample);
  await writeOnce(join(choices.folder, 'offer.pdf'), samplePdf);
  if (interrupted.aborted) return;

  console.log('Opening VS Code …');
  const editor = (await desktopEditor(choices)) ?? (await serverEditor(choices));
  cleanup.defer(() => editor.stop());
  console.log(`\n${editor.where}`);
  await Promise.race([editor.closed, stopped]);
  console.log('\nEnding …');
});
