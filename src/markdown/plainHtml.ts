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

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n?/g, '\n');
}
