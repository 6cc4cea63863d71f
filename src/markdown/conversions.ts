import { htmlToMarkdown, inlineMarkdown, textToMarkdown } from './fromHtml.ts';
import { markdownToHtml } from './toHtml.ts';

/** The conversions that need the Markdown parser; see {@link import('./markdown.ts').Markdown}. */
export const conversions = { htmlToMarkdown, inlineMarkdown, markdownToHtml, textToMarkdown };

/** The name of one of them. */
export type Conversion = keyof typeof conversions;
