/**
 * What copying from a page, a chat or a spreadsheet leaves around a text and nobody sees: spaces of any kind, and
 * characters without width. Not among them: what ends an emoji (a variation selector, a tag).
 */
const edge = /^[\s\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff]$/u;

/** A pasted id, address or name without the spaces and the invisible characters at its ends. Linear in time. */
export function withoutEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && edge.test(text.charAt(start))) start += 1;
  while (end > start && edge.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
