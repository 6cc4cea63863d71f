/**
 * A note's text as its service holds it: HTML with formatting; HTML whose only tags are breaks; or text without tags,
 * in which newlines end lines. Characters may be written as references in all of them.
 */
export interface StoredText {
  readonly form: 'formatted' | 'breaks' | 'newlines';
  readonly source: string;
}

/** A stored note's text for the user to change. */
export interface EditableText {
  /** Markdown where the note has formatting. */
  readonly text: string;
  /** What it cannot show and what therefore stays as it is, each as a phrase: `the picture “Logo”`. */
  readonly kept: readonly string[];
}

/** A stored note's text, what was shown of it, and what the user made of that. */
export interface EditedText extends StoredText {
  readonly shown: string;
  readonly typed: string;
}

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
  /** A stored text for the user to change; undefined where what is changed could not be put back into its place. */
  textForEditing(stored: StoredText): Promise<EditableText | undefined>;
  /**
   * A stored text that was changed: every block that the user left alone keeps its bytes. Undefined where that is
   * impossible.
   */
  editedText(edited: EditedText): Promise<string | undefined>;
}
