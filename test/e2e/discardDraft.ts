import type { EditorWindow } from './editorWindow.ts';

/** Empties the form, which has no customer afterwards. */
export async function discardDraft(window: EditorWindow): Promise<void> {
  await window.command('Notelog: Discard Draft');
  await window.messages.answerDialog('Discard', 'Discard');
  await window.form.getByText('Choose a customer').waitFor();
}
