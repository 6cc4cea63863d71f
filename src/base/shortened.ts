/** UTF-16 units of a character that are looked at behind the cut. People write none with more. */
const longestCharacter = 100;

let segmenter: Intl.Segmenter | undefined;

/**
 * The start of a text, at most `longest` UTF-16 units of it, and `…` if that is not all. It is cut between two
 * characters as a reader counts them: emoji that are joined stay together, and accents stay with their letters. Takes
 * no longer for a longer text.
 */
export function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${startOf(text, longest)}…`;
}

/** As {@link shortened}, without `…`. */
export function startOf(text: string, longest: number): string {
  if (text.length <= longest) return text;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const end = segmenter.segment(text.slice(0, longest + longestCharacter)).containing(longest)?.index ?? 0;
  // Where one character fills it all, half a surrogate pair is left out at least.
  return end > 0 ? text.slice(0, end) : text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}
