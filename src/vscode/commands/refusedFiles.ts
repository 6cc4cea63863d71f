import * as vscode from '../editor.ts';
import * as words from '../../words/attach.ts';
import { verbatim } from '../verbatim.ts';

/** Notes that files can become at once: nobody reads a longer list before it is sent. */
const mostNotes = 100;

/** Says why files cannot go, in sentences, and that nothing was sent. */
export function tellRefused(problems: readonly string[]): void {
  void vscode.window.showErrorMessage(verbatim(words.nothingSent(problems.join(' '))));
}

/** Whether so many files are too many to become notes, which the user is told. */
export function isTooMany(files: number): boolean {
  if (files <= mostNotes) return false;
  tellRefused([words.tooManySelected(files, mostNotes)]);
  return true;
}
