import * as vscode from './editor.ts';
import { verbatim } from './verbatim.ts';

/** A question before something that cannot be undone. */
interface Confirmation {
  readonly question: string;
  /** What it is about, and what it means. */
  readonly detail: string;
  /** The button that does nothing. */
  readonly keep: string;
  /** The button that does it. */
  readonly act: string;
}

/** Whether the user said so. The button that does nothing comes first, because the first one is what Enter presses. */
export async function confirm({ question, detail, keep, act }: Confirmation): Promise<boolean> {
  const choice = await vscode.window.showWarningMessage(
    verbatim(question),
    { modal: true, detail },
    keep,
    act,
  );
  return choice === act;
}
