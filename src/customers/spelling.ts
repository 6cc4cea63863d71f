/** Longer words are ids or noise, which nobody types with one wrong letter. */
export const longestMisspelt = 40;

/** In shorter words, one wrong letter makes another word. */
export const shortestMisspelt = 4;

/** Whether a word is of a length in which an error is forgiven. */
export function isMisspeltLength({ length }: string): boolean {
  return length >= shortestMisspelt && length <= longestMisspelt;
}

/**
 * How this word begins if the typed one (letters only) is that with one letter wrong, missing, too many or swapped with
 * the next: its shortest such beginning. In four letters only a missing or a swapped one is forgiven. Undefined where
 * more is wrong, or nothing.
 */
export function similarStart(word: string, typed: string): string | undefined {
  if (!isMisspeltLength(typed)) return undefined;
  let at = 0;
  while (at < typed.length && word.charCodeAt(at) === typed.charCodeAt(at)) at += 1;
  if (at === typed.length) return undefined;
  const length = similarLength(word, typed, at);
  return length === 0 ? undefined : word.slice(0, length);
}

/** What of the word is meant, to be shown: the whole word rather than its shortest beginning. */
export function similarPart(word: string, typed: string): string | undefined {
  const start = similarStart(word, typed);
  // With an end that both have, nothing but the whole word can be meant.
  return start !== undefined && similarStart(`${word}\n`, `${typed}\n`) !== undefined ? word : start;
}

/** How many letters of the word are meant; 0: it is another word. `at`: where the two differ first. */
function similarLength(word: string, typed: string, at: number): number {
  const { length } = typed;
  const rest = typed.slice(at + 1);
  if (length > shortestMisspelt) {
    if (word.startsWith(rest, at)) return length - 1;
    if (word.length > at && word.startsWith(rest, at + 1)) return length;
  }
  const isSwapped = word[at] === typed[at + 1] && word[at + 1] === typed[at];
  if (isSwapped && word.startsWith(typed.slice(at + 2), at + 2)) return length;
  return word.startsWith(typed.slice(at), at + 1) ? length + 1 : 0;
}
