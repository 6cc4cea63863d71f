import type { Platform } from '../../src/app/platform.ts';

/** Converts in the test's own thread. */
export const markdownHere: Platform['markdown'] = {
  markdownToHtml: async (text) => (await load()).markdownToHtml(text),
  htmlToMarkdown: async (html) => (await load()).htmlToMarkdown(html),
  textToMarkdown: async (text) => (await load()).textToMarkdown(text),
  inlineMarkdown: async (text) => (await load()).inlineMarkdown(text),
  textForEditing: async ({ source, form }) =>
    (await load()).textForEditing(source, { form, shown: '', typed: '' }),
  editedText: async ({ source, ...edit }) => (await load()).editedText(source, edit),
  close: () => undefined,
};

/** Most tests convert nothing, and need not wait for the parser. */
async function load() {
  return (await import('../../src/markdown/conversions.ts')).conversions;
}
