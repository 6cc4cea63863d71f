/**
 * Conversions of texts to Markdown and from it. They run elsewhere, because the parser holds whatever runs it for
 * seconds where a text is long or hostile. Each rejects with Failure `invalid` when a text takes too much time or
 * memory.
 */
export interface Markdown {
  /**
   * The HTML that a service gets for typed Markdown: of plain text, or of what Markdown would hide, the text as it is.
   * The same text always gives the same HTML.
   */
  markdownToHtml(text: string): Promise<string>;
  /** A service's HTML as Markdown that is safe wherever it is shown; undefined where it is too long or too deep. */
  htmlToMarkdown(html: string): Promise<string | undefined>;
  /** Plain text as Markdown that looks the same. */
  textToMarkdown(text: string): Promise<string>;
  /** Any text as a part of one line of Markdown, with its markup escaped. */
  inlineMarkdown(text: string): Promise<string>;
}
