import * as vscode from '../editor.ts';
import type { AccountNotes } from '../../recent/recentNotes.ts';

/** The states of the view; `viewsWelcome` in package.json has a text for each without rows. */
export type Welcome = 'empty' | 'filtered' | 'signedOut' | 'failed' | 'ready';

/** The state to show. `failed`: the accounts that could not be read; `filtered`: whether a filter is set. */
export function welcomeFor(rows: number, failed: readonly AccountNotes[], filtered: boolean): Welcome {
  if (rows > 0) return 'ready';
  if (failed.length === 0) return filtered ? 'filtered' : 'empty';
  return failed.every(({ failure }) => failure?.reason === 'keyMissing') ? 'signedOut' : 'failed';
}

/** Tells the editor the state, by which it chooses the welcome text. */
export async function setWelcome(state: Welcome): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'notelog.notes', state);
}
