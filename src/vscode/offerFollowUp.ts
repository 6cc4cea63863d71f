import * as vscode from './editor.ts';
import type { Target } from '../model/note.ts';
import { followUp } from './commands/followUps.ts';
import type { Services } from './services.ts';
import { verbatim } from './verbatim.ts';
import { newFollowUp } from '../words/followUps.ts';

/** Says that a note is stored; after a call, where the service keeps follow-ups, with a button for one. */
export async function tellStoredNote(
  services: Services,
  message: string,
  note: { readonly kind: string; readonly accountId: string; readonly target: Target },
): Promise<void> {
  const { kind, accountId, target } = note;
  const canFollowUp = kind === 'call' && services.book.find(accountId)?.provider.tasks !== undefined;
  const button = newFollowUp();
  const choice = await vscode.window.showInformationMessage(
    verbatim(message),
    ...(canFollowUp ? [button] : []),
  );
  if (choice === button) await followUp(services, accountId, target);
}
