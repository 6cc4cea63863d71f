import type { Markdown } from '../../markdown/markdown.ts';
import { fileHtml, plainHtml } from '../../markdown/plainHtml.ts';
import { assertNever } from '../../base/failure.ts';
import type { Note } from '../../model/note.ts';

/**
 * The HTML that ChartMogul gets for a note's text. Everything that was typed in Markdown can still be read in it. Plain
 * text keeps its lines, and a file's text its spacing too. Characters that HTML would interpret are escaped. Rejects as
 * the conversion does.
 */
export async function richText(
  text: Note['text'],
  markdown: Pick<Markdown, 'markdownToHtml'>,
): Promise<string> {
  switch (text.format) {
    case 'markdown':
      return markdown.markdownToHtml(text.value);
    case 'typed':
      return plainHtml(text.value);
    case 'file':
      return fileHtml(text.value);
    case 'stored':
      return text.source;
    default:
      return assertNever(text);
  }
}
