import * as vscode from 'vscode';
import type { AccountNotes } from '../../recent/recentNotes.ts';

/** The state that `viewsWelcome` of package.json says something about. */
export type Welcome = 'loading' | 'empty' | 'filtered' | 'signedOut' | 'failed' | 'ready';

/** What to say instead of rows, where there are none. `failed`: the accounts that could not be read. */
export function welcomeFor(rows: number, failed: readonly AccountNotes[], filtered: boolean): Welcome {
  if (rows > 0) return 'ready';
  if (failed.length === 0) return filtered ? 'filtered' : 'empty';
  return failed.every(({ failure }) => failure?.reason === 'keyMissing') ? 'signedOut' : 'failed';
}

/** Tells the editor, which shows it. */
export async function setWelcome(state: Welcome): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'notelog.notes', state);
}
