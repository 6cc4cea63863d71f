import { theFormattingOf } from '../../words/editing.ts';
import type { EditableText, EditedText, StoredText } from '../markdown.ts';
import { cutHtml } from './cutHtml.ts';
import { editedHtml } from './editedHtml.ts';
import { linesText, editedLinesOf, plainLines } from './plainLines.ts';
import { showText } from './readText.ts';
import { excerptOf } from './inlineRun.ts';

/** As {@link import('../markdown.ts').Markdown.textForEditing}. */
export function textForEditing({ form, source }: StoredText): EditableText | undefined {
  switch (form) {
    case 'formatted': {
      const tree = cutHtml(source);
      const shown = tree && showText(tree);
      if (tree === undefined || shown === undefined) return undefined;
      const lost = shown.withoutMarks.map(({ start, end }) =>
        theFormattingOf(excerptOf(source.slice(start, end))),
      );
      return { text: shown.text, kept: [...new Set([...tree.kept, ...lost])].slice(0, mostKept) };
    }
    case 'breaks':
    case 'newlines':
      return { text: linesText(plainLines(source, form)), kept: [] };
  }
}

/** More than anybody reads. */
const mostKept = 20;

/** As {@link import('../markdown.ts').Markdown.editedText}. */
export function editedText({ form, source, shown, typed }: EditedText): string | undefined {
  return form === 'formatted' ? editedHtml(source, shown, typed) : editedLinesOf(source, form, typed);
}
