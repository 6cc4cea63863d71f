/** A kind of character; see {@link kindAt}. */
export const blank = 1;
const sign = 2;
export const letter = 3;
const digit = 4;
/** Half of a character beyond 16 bits: an emoji, or a letter of a script that few people write. */
const half = 5;

/** By UTF-16 unit; 0: not looked at yet. */
const kinds = new Uint8Array(0x10000);

/** Whether a word begins at this place of a folded text: after a blank, and where letters, digits and signs meet. */
export function beginsWord(text: string, at: number): boolean {
  const kind = kindAt(text, at);
  return kind !== blank && (at === 0 || kindAt(text, at - 1) !== kind);
}

/** The runs of letters in a folded text. */
export function letterRuns(text: string): readonly string[] {
  return runs(text, letter, letter);
}

/** The runs of letters, of digits and of what lies beyond 16 bits; signs such as `-` only stand between them. */
export function spokenRuns(text: string): readonly string[] {
  return runs(text, letter, half);
}

function runs(text: string, lowest: number, highest: number): readonly string[] {
  const found: string[] = [];
  for (let from = 0; from < text.length;) {
    const kind = kindAt(text, from);
    let to = from + 1;
    while (to < text.length && kindAt(text, to) === kind) to += 1;
    if (kind >= lowest && kind <= highest) found.push(text.slice(from, to));
    from = to;
  }
  return found;
}

/** What stands at this place: a blank, a sign, a letter, a digit or a half of something. */
export function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const known = kinds[code] ?? 0;
  if (known !== 0) return known;
  const kind = kindOf(code);
  kinds[code] = kind;
  return kind;
}

function kindOf(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return half;
  const character = String.fromCharCode(code);
  if (/\s/.test(character)) return blank;
  if (/[\p{L}\p{M}]/u.test(character)) return letter;
  return /\p{N}/u.test(character) ? digit : sign;
}
