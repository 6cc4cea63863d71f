import { escapeText } from 'entities/escape';

/** Plain text as HTML: its lines are kept, and what looks like HTML stays what it looks like. */
export function plainHtml(text: string): string {
  return escaped(text).replaceAll('\n', '<br>');
}

/** The text of a file as HTML: lines and spacing are kept. */
export function fileHtml(text: string): string {
  const html = escaped(text);
  // HTML drops one newline at the start of <pre>.
  return `<pre>${html.startsWith('\n') ? '\n' : ''}${html}</pre>`;
}

/** A no-break space stays itself: services and the search for duplicates see the text as it was typed. */
function escaped(text: string): string {
  return escapeText(text).replaceAll('&nbsp;', '\u00a0').replace(/\r\n?/g, '\n');
}
