import * as vscode from './editor.ts';
import type { FormAct } from '../form/messages.ts';
import type { Draft } from '../model/draft.ts';
import type { Services } from './services.ts';
import { constant } from './verbatim.ts';
import * as words from '../words/drafts.ts';

/** Moves the focus to the form: to the search, or to the text where the customer is chosen. */
export async function showForm(): Promise<void> {
  await vscode.commands.executeCommand('notelog.form.focus');
}

/** Makes the form do something that the user wanted by a key or a command. `at`: where in the text. */
export async function actInForm({ acts, formFocus }: Services, act: FormAct, at?: number): Promise<void> {
  // Moving the focus to where it is takes it away for a moment, in which keys are lost.
  if (!formFocus.hasFocus) await showForm();
  acts.fire({ act, at });
}

/** Puts text that was typed elsewhere into the form, saved, and says so. */
export function keepInForm({ drafts, composer }: Services, draft: Draft): void {
  drafts.saveSoon(draft);
  composer.open(draft);
  tellKeptInForm();
}

/** Says, without asking for attention, that what was typed elsewhere is in the form. */
export function tellKeptInForm(): void {
  vscode.window.setStatusBarMessage(constant`$(note) ${words.keptInForm()}`, 8000);
}
