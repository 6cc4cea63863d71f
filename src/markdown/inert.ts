/**
 * Schemes of addresses that an editor opens or runs when they are clicked, even if they are not written as links. An
 * invisible character (a word joiner) after the scheme prevents that.
 */
const activeScheme = /(?:^|\W)(?:(?:command|file|javascript|data|vbscript)$|vscode)/i;

/** What can end in a scheme, with the rest of an address if there is one. It never fails, and so is linear. */
const word = /[\w.+-]+(?=(:\S)?)/g;

/** Markdown in which only web pages and mail addresses can be opened. */
export function inert(markdown: string): string {
  return markdown.replace(word, (each: string, address?: string) =>
    address !== undefined && activeScheme.test(each) ? `${each}\u2060` : each,
  );
}

/** Addresses that a link in a document may have. The reader sees where they lead and decides. */
export const openable = /^(?:https?:\/\/|mailto:)/i;
