import fc from 'fast-check';

/**
 * Any well-formed text, control characters and far planes included. fast-check's own unit `binary` would do the
 * same, after a second or more of preparation in every file.
 */
export function anyText(
  limits: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
  const character = fc.oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0x80, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  );
  return fc.array(character, limits).map((codes) => String.fromCodePoint(...codes));
}
