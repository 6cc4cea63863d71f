// In every engine that this runs in (Node 22 and newer), but not in the compiler's library of es2024: a reviver is handed
// the source text of a primitive value, and a number can be written as its digits.
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    /** The text is written as it is. It must be a JSON text of one primitive value. */
    rawJSON(text: string): { readonly rawJSON: string };
  }
}

/** A whole number that may be too large for the engine: 2^53 has sixteen digits. Also found inside of a string. */
const mayHoldLarge = /[[:,\s]-?\d{16}/;

/**
 * `JSON.parse` that loses no digit: a whole number beyond 2^53, which can only be an id, becomes a string of its digits.
 * Only a text that may hold one is parsed in the slower way.
 */
export function parseExactly(json: string): unknown {
  if (!mayHoldLarge.test(json)) return JSON.parse(json);
  return JSON.parse(json, (_, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && isWhole(source)
      ? source
      : value,
  );
}

/** A whole number of any size as `JSON.stringify` writes it. Throws for anything but digits. */
export function exactNumber(digits: string): unknown {
  if (!/^[1-9]\d*$/.test(digits)) throw new Error('not a positive whole number');
  return JSON.rawJSON(digits);
}

function isWhole(source: string): boolean {
  return /^-?\d+$/.test(source);
}
