import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from './editor.ts';
import type { Platform } from '../app/platform.ts';
import { nodeFiles } from '../storage/nodeFiles.ts';
import { nodeHost } from '../storage/nodeHost.ts';
import { MarkdownThread } from '../markdown/markdownThread.ts';
import { startThread } from '../markdown/thread.ts';
import { createRedactor } from '../http/redact.ts';
import { secretSearch } from '../leaks/secretSearch.ts';
import { systemClock } from '../base/systemClock.ts';
import { KeyPrompt } from './keyPrompt.ts';
import { folderGit } from './git/folderGit.ts';
import { openFolders } from './folders/openFolders.ts';
import { keyringWaitInStatusBar } from './keyringWait.ts';
import { settings } from './settings.ts';
import { vscodeLog } from './vscodeLog.ts';
import { vscodeSources } from './vscodeSources.ts';

const host = nodeHost();

/** This machine and this editor, without what needs further parts of the editor. */
export function openPlatform(
  context: vscode.ExtensionContext,
  channel: vscode.LogOutputChannel,
): Omit<Platform, 'askAboutLeaks'> {
  const redactor = createRedactor();
  const redact = (text: string) => redactor.redact(text);
  const pause = () => nextTurn();
  const keyPrompt = new KeyPrompt(context.secrets);
  const bundle = vscode.Uri.joinPath(context.extensionUri, 'dist', 'markdown.cjs').fsPath;
  return {
    files: nodeFiles,
    clock: systemClock,
    host,
    window: windowName(),
    newId: () => randomUUID(),
    random: Math.random,
    log: vscodeLog(channel, redact),
    markdown: new MarkdownThread({
      start: () => startThread(bundle, vscode.translation()),
      clock: systemClock,
    }),
    addSecret: (secret) => redactor.addSecret(secret),
    redact,
    findSecrets: secretSearch({ pause, findKeys: (text) => redactor.find(text) }),
    storage: context.globalStorageUri.fsPath,
    secrets: context.secrets,
    settings,
    // Looked up at each call: the editor may replace it when its proxy settings change.
    fetch: (...args) => globalThis.fetch(...args),
    sources: vscodeSources(nodeFiles),
    openFolders,
    folderGit: (folder) => folderGit(folder, systemClock),
    pause,
    askForKey: (request) => keyPrompt.ask(request),
    onKeyringWait: keyringWaitInStatusBar(),
  };
}

/** What is open in this window names it: the same after a reload, and different in every other window. */
function windowName(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? 'no folder';
}
