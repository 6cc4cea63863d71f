import { editedText, textForEditing } from './edit/editing.ts';
import { htmlToMarkdown, inlineMarkdown, textToMarkdown } from './fromHtml.ts';
import type { EditableText, EditedText } from './markdown.ts';
import { markdownToHtml } from './toHtml.ts';

/** What is known of a stored text beside its source. */
export type Edit = Omit<EditedText, 'source'>;

type Convert = (text: string, edit?: Edit) => string | EditableText | undefined;

/** The conversions that need the Markdown parser; see {@link import('./markdown.ts').Markdown}. */
export const conversions = {
  editedText: (source: string, edit?: Edit) => edit && editedText({ source, ...edit }),
  htmlToMarkdown: (html: string) => htmlToMarkdown(html),
  inlineMarkdown: (text: string) => inlineMarkdown(text),
  markdownToHtml: (text: string) => markdownToHtml(text),
  textForEditing: (source: string, edit?: Edit) => edit && textForEditing({ source, form: edit.form }),
  textToMarkdown: (text: string) => textToMarkdown(text),
} satisfies Record<string, Convert>;

/** The name of one of them. */
export type Conversion = keyof typeof conversions;
