/** Letters that Unicode does not decompose, and what people type for them. */
const typedAs: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Accents, and the vowel signs that Hebrew and Arabic texts often omit. */
const marks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g;

/**
 * Removes letter case, accents and compatibility forms, so that two spellings of one name become equal: "Straße" and
 * "STRASSE" are both "strasse". Marks that tell words apart, such as the vowels of Devanagari, stay.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(marks, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => typedAs[letter] ?? letter);
}

/** The words of a folded text: its runs of letters and its runs of digits. */
export function wordsOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
}
