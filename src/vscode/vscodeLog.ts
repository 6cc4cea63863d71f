import type * as vscode from './editor.ts';
import type { Log } from '../base/log.ts';

type Channel = Pick<vscode.LogOutputChannel, 'trace' | 'info' | 'warn' | 'error'>;

/** Writes to the editor's log channel. Every line goes through `redact` first. */
export function vscodeLog(channel: Channel, redact: (line: string) => string): Log {
  return {
    trace: (line) => channel.trace(redact(line)),
    info: (line) => channel.info(redact(line)),
    warn: (line) => channel.warn(redact(line)),
    error: (line, cause) => channel.error(redact(cause === undefined ? line : `${line}: ${brief(cause)}`)),
  };
}

/** Name and message only: the whole error object may hold anything, such as a key. */
function brief(cause: unknown): string {
  if (!(cause instanceof Error)) return 'not an error';
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return `${cause.name}${code}: ${cause.message}`;
}
