import { Uri } from 'vscode';
import type { EditorHarness } from '../../support/editorHarness.ts';

/** The text of the read-only document that was shown last. */
export function shownText({
  editor,
  services,
}: Pick<EditorHarness, 'editor' | 'services'>): string | undefined {
  const [last] = editor.documents.slice(-1);
  return last === undefined ? undefined : services.documents.provideTextDocumentContent(Uri.parse(last));
}
