/**
 * A text whose lines end in `\n` alone. The others, such as the line separator (U+2028) and the vertical tab of
 * presentations, show as a line end where they are typed or copied from, but HTML and Markdown take them for a space or
 * for nothing.
 */
export function withNewlines(text: string): string {
  return text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n');
}
