import { escapeText } from 'entities/escape';
import { withNewlines } from './lines.ts';

/** Plain text as HTML: its lines are kept, and characters that HTML would interpret are escaped. */
export function plainHtml(text: string): string {
  return escape(withNewlines(text)).replaceAll('\n', '<br>');
}

/** The text of a file as HTML: lines and spacing are kept, and so are separators that are no line ends in an editor. */
export function fileHtml(text: string): string {
  const html = escape(text.replace(/\r\n?/g, '\n'));
  // HTML drops one newline at the start of <pre>.
  return `<pre>${html.startsWith('\n') ? '\n' : ''}${html}</pre>`;
}

/** Escapes text, but not no-break spaces: services and the search for duplicates see those as they were typed. */
function escape(text: string): string {
  return escapeText(text).replaceAll('&nbsp;', '\u00a0');
}
