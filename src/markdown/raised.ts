/** Endings that are written above the line, and that nobody takes for a power. */
const endings = /^(?:st|nd|rd|th|er|re|ère|ème|eme|nde|tm|sm|[®™℠©*†‡])$/i;

/** One digit after the other, or one letter. */
const simple = /^[+\-\u2212\u2013]?(?:\p{N}+|\p{L})$/u;

/** Beside these, text above or below the line could be taken for a part of theirs. */
const wordEnd = /[\p{L}\p{N}\p{M})\]}]$/u;

/**
 * Text above the line, as plain text: `10^6`, `x^(n+1)`, but `1st`. `before`: the character before it; '' at the start
 * of a line.
 */
export function raised(text: string, before: string): string {
  if (!wordEnd.test(before) || text === '' || endings.test(text) || /^[[(]/.test(text)) return text;
  return simple.test(text) ? `^${text}` : `^(${text})`;
}

/** Text below the line, as plain text: `H2O`, `x_i`, `x_(i+1)`. `before` as in {@link raised}. */
export function lowered(text: string, before: string): string {
  if (!wordEnd.test(before) || text === '' || /^[[(]/.test(text)) return text;
  if (/^\p{N}+$/u.test(text) && !/\p{N}/u.test(before)) return text;
  return simple.test(text) ? `_${text}` : `_(${text})`;
}

/** What would be taken for a part of such words if it directly followed them. `isMarked`: they got a mark. */
export function joinsTo(words: string, isMarked: boolean): RegExp | undefined {
  const last = words.at(-1) ?? '';
  if (/\p{N}/u.test(last)) return /^\p{N}/u;
  return isMarked && /\p{L}/u.test(last) ? /^[\p{L}\p{N}]/u : undefined;
}
