import { loadMarkdown } from '../../markdown/load.ts';
import { fileHtml, plainHtml } from '../../markdown/plainHtml.ts';
import { assertNever } from '../../base/failure.ts';
import type { Note } from '../../model/note.ts';

/**
 * A note's text as ChartMogul gets it. Markdown becomes HTML in which everything that was typed can be read; plain
 * text keeps its lines, a file's text its spacing too. What looks like HTML stays what it looks like.
 */
export async function richText(text: Note['text']): Promise<string> {
  switch (text.format) {
    case 'markdown': {
      const { markdownToHtml } = await loadMarkdown();
      return markdownToHtml(text.value);
    }
    case 'typed':
      return plainHtml(text.value);
    case 'file':
      return fileHtml(text.value);
    default:
      return assertNever(text);
  }
}
