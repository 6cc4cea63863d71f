/**
 * A character of a script that puts no space between words, or none before a particle, as Korean. In such a script,
 * markup stands between two letters wherever a single word is marked. Half of a surrogate pair counts too, because most
 * letters beyond the first 65,536 characters are Chinese ones.
 */
export const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Yi}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Lana}\p{scx=Talu}\p{scx=Java}\p{scx=Bali}\ud800-\udfff]/u;

/**
 * In the brackets of a regular expression: punctuation of Chinese, Japanese and Korean, and the fullwidth forms of
 * ASCII's. Without the dot between the parts of a foreign name (U+30FB), which belongs to the word.
 */
export const eastAsianPunctuation =
  '\\u3001-\\u3003\\u3008-\\u3011\\u3014-\\u301f\\u3030\\u303d\\ufe10-\\ufe19\\ufe30-\\ufe6b' +
  '\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff64\\uffe0-\\uffe6';
