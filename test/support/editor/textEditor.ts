import type * as vscode from 'vscode';
import { URI } from 'vscode-uri';

type Place = readonly [line: number, character: number];

/** A part of a document, between two places that count from 0. */
export function rangeOf([line, character]: Place, [endLine, endCharacter]: Place) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

/** As much of an open document as is read of one. */
export type OpenDocument = ReturnType<typeof openDocument>;

/** A document with a text. `uri`: `file:///…` or another one. */
export function openDocument(uri: string, text: string, languageId = 'typescript') {
  const lines = text.split(/\r\n|\n/);
  const offsetAt = ({ line, character }: vscode.Range['start'] | { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, character);
  return {
    uri: URI.parse(uri),
    isDirty: false,
    isUntitled: uri.startsWith('untitled:'),
    encoding: 'utf8',
    languageId,
    lineCount: lines.length,
    lineAt: (line: number) => ({ text: lines[line] ?? '' }),
    getText: (range?: ReturnType<typeof rangeOf>) =>
      range ? lines.join('\n').slice(offsetAt(range.start), offsetAt(range.end)) : text,
  };
}

/** An editor that shows a document, with what is selected in it; the cursor is at the end of the first. */
export function openTextEditor(document: OpenDocument, ...selections: readonly ReturnType<typeof rangeOf>[]) {
  const [first = rangeOf([0, 0], [0, 0])] = selections;
  const all = selections.length === 0 ? [first] : selections;
  return { document, selection: { ...first, active: first.end }, selections: all };
}
