/** Text in one of the encodings that tests use, by the editor's names; U+FFFD for what it does not have. */
export function decodeAs(encoding: string, bytes: Uint8Array): string {
  const names: Readonly<Record<string, string>> = {
    utf8: 'utf-8',
    utf16le: 'utf-16le',
    utf16be: 'utf-16be',
    windows1252: 'windows-1252',
    windows1251: 'windows-1251',
    shiftjis: 'shift_jis',
  };
  return new TextDecoder(names[encoding] ?? encoding).decode(bytes);
}
