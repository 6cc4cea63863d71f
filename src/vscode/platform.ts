import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type * as vscode from 'vscode';
import type { Host } from '../storage/claims.ts';
import type { Files } from '../storage/files.ts';
import { nodeFiles } from '../storage/nodeFiles.ts';
import { processHost, processRuns } from '../storage/processHost.ts';
import { createRedactor } from '../http/redact.ts';
import type { SteadyClock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { systemClock } from '../base/systemClock.ts';
import { vscodeLog } from './vscodeLog.ts';

/** What everything stands on: the machine, as it is handed in wherever a test puts something else in its place. */
export interface Platform {
  readonly files: Files;
  readonly clock: SteadyClock;
  /** This extension host. */
  readonly host: Host;
  readonly newId: NewId;
  readonly log: Log;
  /** Absolute path of the folder in which all lies that is kept. */
  readonly storage: string;
  /** No log shows this from now on. */
  readonly addSecret: (secret: string) => void;
  /** Takes every key that is known out of a text. */
  readonly redact: (text: string) => string;
}

const host = processHost({
  machine: hostname(),
  pid: process.pid,
  start: randomUUID().replaceAll('-', ''),
  runs: processRuns,
});

/** The real machine. */
export function openPlatform(context: vscode.ExtensionContext, channel: vscode.LogOutputChannel): Platform {
  const redactor = createRedactor();
  const redact = (text: string) => redactor.redact(text);
  return {
    files: nodeFiles,
    clock: systemClock,
    host,
    newId: () => randomUUID(),
    log: vscodeLog(channel, redact),
    storage: context.globalStorageUri.fsPath,
    addSecret: (secret) => redactor.addSecret(secret),
    redact,
  };
}
