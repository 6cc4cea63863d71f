/**
 * Loads the functions that convert Markdown to HTML and back. They are a bundle of their own, which is loaded when it
 * is first needed, so that it does not slow down the start.
 */
export function loadMarkdown(): Promise<typeof import('./markdown.ts')> {
  return import('./markdown.ts');
}
