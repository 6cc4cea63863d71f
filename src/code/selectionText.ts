import type { Markup } from './markup.ts';
import { locationText, type CodeFile } from './location.ts';
import type { Lines } from './lines.ts';

/** What is selected at one location. */
export interface SelectedCode extends Lines {
  readonly text: string;
  /** The same with the rest of its first and last line. */
  readonly lines: string;
}

/** A note of what is selected in a file: each selection below its location, in the order of the file. */
export function selectionText(
  markup: Markup,
  file: CodeFile,
  language: string,
  selected: readonly SelectedCode[],
): string {
  const parts = selected
    .toSorted((one, other) => one.first - other.first)
    .map((each) => `${locationText(markup, file, each, each.lines)}\n\n${markup.block(each.text, language)}`);
  return parts.join('\n\n');
}
