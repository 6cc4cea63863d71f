import * as vscode from './editor.ts';
import { verbatim } from './verbatim.ts';

/** What can be done about an error, by the text of its button. */
type Remedies = Readonly<Record<string, () => Thenable<unknown>>>;

/** Shows an error with what can be done about it, as buttons. */
export async function offer(message: string, remedies: Remedies): Promise<void> {
  const choice = await vscode.window.showErrorMessage(verbatim(message), ...Object.keys(remedies));
  if (choice !== undefined) await remedies[choice]?.();
}
