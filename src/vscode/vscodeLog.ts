import type * as vscode from 'vscode';
import type { Log } from '../base/log.ts';

/** Writes into the editor's log channel; `redact` is the last thing that every line passes. */
export function vscodeLog(channel: vscode.LogOutputChannel, redact: (line: string) => string): Log {
  return {
    trace: (line) => channel.trace(redact(line)),
    info: (line) => channel.info(redact(line)),
    warn: (line) => channel.warn(redact(line)),
    error: (line, cause) => channel.error(redact(cause === undefined ? line : `${line}: ${brief(cause)}`)),
  };
}

/** Name and message only: a whole error object may hold whatever the code that threw it had in hand. */
function brief(cause: unknown): string {
  if (!(cause instanceof Error)) return 'not an error';
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return `${cause.name}${code}: ${cause.message}`;
}
