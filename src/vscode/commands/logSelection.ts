import { Failure } from '../../base/failure.ts';
import { linesOf } from '../../code/lines.ts';
import { markupFor } from '../../code/markup.ts';
import { selectionText } from '../../code/selectionText.ts';
import { codeFileOf, wholeLines } from '../code/codeFile.ts';
import { checkLength, startFromCode } from '../code/startFromCode.ts';
import * as vscode from '../editor.ts';
import type { Services } from '../services.ts';
import * as words from '../../words/code.ts';

/** Selections of one note: whoever has more wanted to change them all. */
const mostSelections = 50;

/**
 * `Log Selection as Note`: what is selected in the active editor, with its permalink. Failure `invalid` where nothing is
 * selected, or too much.
 */
export async function logSelection(services: Services): Promise<void> {
  const { activeTextEditor: editor } = vscode.window;
  if (!editor) throw new Failure('invalid', words.selectFirst());
  const { document, selections } = editor;
  const selected = selections
    .map((range) => ({ range, text: document.getText(range) }))
    .filter(({ text }) => text.trim() !== '');
  if (selected.length === 0) throw new Failure('invalid', words.selectFirst());
  if (selected.length > mostSelections) throw new Failure('invalid', words.tooManySelections(mostSelections));
  // Before Git is asked about lines that will not be logged.
  checkLength(services, selected.map(({ text }) => text).join('\n'));
  const file = await codeFileOf(services, document);
  const code = selected.map(({ range, text }) => {
    const lines = linesOf(range);
    return { ...lines, text, lines: wholeLines(document, lines) };
  });
  const markup = markupFor(services.textFormat());
  await startFromCode(services, selectionText(markup, file, document.languageId, code), document.uri);
}
