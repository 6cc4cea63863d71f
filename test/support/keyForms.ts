/**
 * Every form in which a key may stand in a text or a file: plain, URL-encoded, escaped as in JSON or HTML, as hex, and
 * as base64, alone or inside a longer text. A short or simple key would be found by chance.
 */
export function keyForms(key: string): readonly string[] {
  const encoded = encodeURIComponent(key);
  const pieces = [0, 1, 2].map((offset) => base64Piece(key, offset));
  return [
    ...new Set([
      key,
      encoded,
      encodeURI(key),
      new URLSearchParams({ k: key }).toString().slice('k='.length),
      encodeURIComponent(encoded),
      JSON.stringify(key).slice(1, -1),
      JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/'),
      key.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
      Buffer.from(key).toString('hex'),
      ...pieces,
      ...pieces.map((piece) => piece.replaceAll('+', '-').replaceAll('/', '_')),
      ...pieces.map((piece) => encodeURIComponent(piece)),
    ]),
  ];
}

/** The base64 of the key after `offset` other bytes (modulo 3), without the characters that those decide too. */
function base64Piece(key: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(key)]);
  const text = bytes.toString('base64').replaceAll('=', '');
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

/** The forms of `key` that `text` holds, whatever the case. */
export function formsIn(text: string, key: string): readonly string[] {
  const lower = text.toLowerCase();
  return keyForms(key).filter((form) => lower.includes(form.toLowerCase()));
}
