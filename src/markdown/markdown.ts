// What the bundle gives; see load.ts.
export { fenced, htmlToMarkdown, inlineMarkdown, textToMarkdown } from './fromHtml.ts';
export { inert } from './inert.ts';
export { markdownToHtml } from './toHtml.ts';
