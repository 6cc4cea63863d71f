// The exports of the bundle that load.ts loads.
export { fenced, htmlToMarkdown, inlineMarkdown, textToMarkdown } from './fromHtml.ts';
export { inert } from './inert.ts';
export { markdownToHtml } from './toHtml.ts';
