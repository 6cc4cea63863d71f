/**
 * Schemes with which an editor does something when a text with them is clicked, even where no link was meant. A word
 * joiner, which takes no room and shows nothing, keeps them words.
 */
const lively = /\b(command|file|javascript|data|vbscript|vscode[\w.+-]*)(?=:\S)/gi;

/** Markdown in which nothing but a page of the web or a mail can be opened. */
export function inert(markdown: string): string {
  return markdown.replace(lively, '$1\u2060');
}

/** Addresses that a link of a document may have: a person may follow them, and sees where they lead. */
export const openable = /^(?:https?:\/\/|mailto:)/i;
