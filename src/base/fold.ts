/** Letters that Unicode does not take apart, and what people type for them. */
const plain: Readonly<Record<string, string>> = {
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

/** Accents, and the vowel signs that Hebrew and Arabic may leave away. */
const marks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g;

/** A text without letter case, accents and compatibility forms: what two spellings of one name have in common. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(marks, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => plain[letter] ?? letter);
}

/** The words of a folded text: runs of letters and runs of digits, whatever stands between them left away. */
export function wordsOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
}
