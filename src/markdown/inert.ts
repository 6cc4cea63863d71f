/**
 * Schemes of addresses that an editor opens or runs when they are clicked, even if they are not written as links. An
 * invisible character (a word joiner) after the scheme prevents that.
 */
const activeSchemes = /\b(command|file|javascript|data|vbscript|vscode[\w.+-]*)(?=:\S)/gi;

/** Markdown in which only web pages and mail addresses can be opened. */
export function inert(markdown: string): string {
  return markdown.replace(activeSchemes, '$1\u2060');
}

/** Addresses that a link in a document may have. The reader sees where they lead and decides. */
export const openable = /^(?:https?:\/\/|mailto:)/i;
