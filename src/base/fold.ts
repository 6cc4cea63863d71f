/** Letters that Unicode does not decompose, and what people type for them; a final sigma is a sigma. */
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
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '‐': '-',
  '–': '-',
};

/** Accents, and the vowel signs that Hebrew and Arabic texts often omit. */
const marks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g;

/** What nobody sees or types: soft hyphens, joiners, marks of direction, and what chooses the form of a character. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

const asciiOnly = /^[\0-\x7f]*$/;

/**
 * Removes letter case, accents, compatibility forms and what is invisible, so that two spellings of one name become
 * equal: "Straße" and "STRASSE" are both "strasse". Marks that tell words apart, such as the vowels of Devanagari, stay.
 */
export function fold(text: string): string {
  if (asciiOnly.test(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKD')
      .replace(marks, '')
      .replace(invisible, '')
      // After the decomposition, which makes capital letters of some symbols (™).
      .toLowerCase()
      .replace(/[ßæœøłđðþıħŋŧς‘’ʼ‐–]/g, (letter) => typedAs[letter] ?? letter)
  );
}
