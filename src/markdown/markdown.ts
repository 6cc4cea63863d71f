// What the bundle gives; see load.ts.
export { markdownToHtml } from './toHtml.ts';
