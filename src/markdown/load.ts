/**
 * Markdown to HTML and back, a bundle of its own that is loaded by the first note that needs it: at start-up nobody
 * waits for it.
 */
export function loadMarkdown(): Promise<typeof import('./markdown.ts')> {
  return import('./markdown.ts');
}
