/**
 * Every form in which a key may lie in a text or a file, however it got there: plain, URL-encoded, escaped as in
 * JSON or HTML, base64 of it alone or inside a longer text, hex. A long key of mixed characters
 * is needed, or its forms are found by chance.
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

/** What base64 makes of the key when `offset` bytes (modulo 3) stand before it: the characters that only it decides. */
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
